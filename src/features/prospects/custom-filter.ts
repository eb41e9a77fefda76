import { or, type SQL, sql } from 'drizzle-orm';
import { prospectsSearch as s } from '../../db/schema/prospects.ts';
import { CUSTOM_OP_TYPES, type CustomFilter, type CustomOp, readCustomFilter } from '../../lib/custom-filter.ts';

/**
 * Filters by fields of the workspace's own, as conditions on the search view: the text that is kept decides, read as its field reads it.
 * That there is such a field, of a type that the filter is for, is asked by `app.custom_type` once for the statement, which refuses the others in
 * words.
 */

/** As `app.custom_value` reads them. */
const WORDS = { yes: ['true', 'yes', 'y', '1'], no: ['false', 'no', 'n', '0'] } as const;
const WHITE = sql.raw(`E' \\t\\r\\n'`);

const list = (items: readonly SQL[]): SQL => sql`array[${sql.join([...items], sql`, `)}]::text[]`;
const texts = (values: readonly string[]): SQL => list(values.map((value) => sql`${value}`));

/** The type of the field, or the statement's refusal. */
const typeOf = (op: CustomOp, key: string): SQL => sql`(select app.custom_type(${key}, ${texts(CUSTOM_OP_TYPES[op])}))`;

/** Whether a person's value is one of those that are asked for. */
const holds = (op: CustomOp, key: string, values: readonly string[], like: (text: string) => string): SQL => {
  const raw = sql`(${s.custom} ->> ${key})`;
  const said = sql`lower(btrim(${raw}, ${WHITE}))`;
  const any = (condition: (value: string) => SQL): SQL => or(...values.map(condition)) as SQL;
  switch (op) {
    case 'is':
      return any(
        (v) => sql`case when ${typeOf(op, key)} = 'choices'
          then lower(${v}) = any (array(select btrim(lower(part), ${WHITE}) from string_to_table(${raw}, ';') part))
          else ${said} = lower(${v}) end`,
      );
    case 'contains':
      return any((v) => sql`lower(${raw}) like lower(${`%${like(v)}%`})`);
    case 'min':
      return any((v) => sql`app.custom_number(${raw}) >= ${v}::numeric`);
    case 'max':
      return any((v) => sql`app.custom_number(${raw}) <= ${v}::numeric`);
    case 'from':
      return any((v) => sql`app.custom_day(${raw}) >= ${v}`);
    case 'to':
      return any((v) => sql`app.custom_day(${raw}) <= ${v}`);
    case 'yes':
    case 'no':
      return sql`${said} = any (${texts(WORDS[op])})`;
    case 'known':
      return sql`${said} <> ''`;
    case 'unknown':
      return sql`coalesce(${said}, '') = ''`;
  }
};

/** Characters of a key that the index holds, as `app.custom_keys` cuts them. */
const KEY_CHARS = 200;
const valueKey = (key: string, value: string): SQL => sql`left(${key} || '=' || lower(${value}), ${KEY_CHARS})`;

/** By what the index finds whoever the condition holds for, and perhaps others; undefined for a part of a text and for ranges. */
const keysOf = (op: CustomOp, key: string, values: readonly string[]): SQL[] | undefined => {
  if (op === 'is') return values.map((value) => valueKey(key, value));
  if (op === 'yes' || op === 'no') return WORDS[op].map((word) => valueKey(key, word));
  return op === 'known' ? [sql`${key}`] : undefined;
};

// Of the condition itself the planner knows nothing, and would expect next to no row: without an index it is to go through the people in
// their order. Of the index's keys it knows how many have them.
const conditionOf = (op: CustomOp, key: string, values: readonly string[], like: (text: string) => string): SQL => {
  const indexed = keysOf(op, key, values);
  const found = indexed && sql`${s.custom} <> '{}' and app.custom_keys(${s.custom}) && ${list(indexed)}`;
  return sql`${typeOf(op, key)} is not null and ${found ?? sql`true`}
    and case when ${holds(op, key, values, like)} then true else false end`;
};

/** Filters that ask the same way of the same field, together. */
const groupsOf = (given: readonly string[] | undefined): CustomFilter[][] => {
  const filters = (given ?? []).map(readCustomFilter).filter((one) => one !== undefined);
  return [...Map.groupBy(filters, ({ op, key }) => `${op}:${key}`).values()];
};

/** What the filters mean together: of one field and one way to ask any of the values, all else must hold. */
export const customConditions = (given: readonly string[] | undefined, like: (text: string) => string): SQL[] =>
  groupsOf(given).flatMap((group) => {
    const values = group.map(({ value }) => value);
    return group.slice(0, 1).map(({ op, key }) => conditionOf(op, key, values, like));
  });

/** A statement that does nothing but refuse filters which cannot be asked, for work whose search comes later. */
export const refuseCustom = (given: readonly string[] | undefined): SQL => {
  const fields = groupsOf(given).flatMap((group) => group.slice(0, 1).map(({ op, key }) => typeOf(op, key)));
  return sql`select ${list(fields)}`;
};
