import { type SQL, sql } from 'drizzle-orm';
import type { Ctx } from '../../../ctx.ts';
import type { FoldedProspect } from '../rows/fold.ts';
import { arrayLiteral, arrayOf, columnOf } from './arrays.ts';
import { COLUMNS, KEYS, names } from './columns.ts';

/** Someone known who is to change, with the version that was read. */
export type Change = FoldedProspect & { version: string | null };

/** Of most people there is none. */
const customText = (custom: FoldedProspect['prospect']['custom']): string => {
  for (const _ in custom) return JSON.stringify(custom);
  return '{}';
};

/** The rows of a chunk as one array for each column, without who they are: the fastest form of many rows over HTTP. */
const asArrays = (writes: readonly FoldedProspect[]): SQL[] => {
  const text = (of: (write: FoldedProspect) => string | null | undefined) =>
    columnOf(
      'text',
      writes.map((w) => of(w) ?? null),
    );
  return [
    ...COLUMNS.map(([field, , type]) =>
      columnOf(
        type,
        writes.map((w) => w.prospect[field]),
      ),
    ),
    // An array of arrays must be even: the tags of each travel as a text.
    text((w) => arrayLiteral(w.prospect.tags)),
    text((w) => customText(w.prospect.custom)),
    text((w) => w.identity.email),
    text((w) => w.identity.linkedin),
    text((w) => w.identity.nameCompany),
  ];
};

const PLAIN = COLUMNS.map(([, column]) => column);
const WRITTEN = [...PLAIN, 'tags', 'custom', ...KEYS];
const UNNESTED = [...PLAIN, 'tags_text', 'custom_text', ...KEYS];

/** What a field was before and is now, for the ledger of values. */
const OLD_NEW = [...PLAIN, ...KEYS, 'tags', 'custom'].flatMap((c) => [`old.${c} as old_${c}`, `new.${c} as new_${c}`]);
const change = (field: string, c: string) => `('${field}', u.old_${c}::text, u.new_${c}::text)`;
const FIELD_CHANGES = COLUMNS.map(([field, c]) => change(field, c));
/** The same with the keys, which go back together with what they are made of. */
const UNDO_CHANGES = [...FIELD_CHANGES, ...KEYS.map((key) => change(key, key))];

/** What files say of fields that a member holds, as rows of prospect, field and value. */
const besides = (writes: readonly Change[]): SQL => {
  const rows = writes.flatMap(({ id, held, beside }) =>
    [...beside].map((field) => ({ id, field, value: held[field] })),
  );
  const column = (values: unknown[]) => sql.param(values);
  return sql`unnest(${column(rows.map((r) => r.id))}::uuid[], ${column(rows.map((r) => r.field))}::text[],
    ${column(rows.map((r) => r.value))}::text[]) b(id, field, value)`;
};

/** Which import writes, and the row of the file that its chunk begins with. */
export type Place = { importId: string; place: number };

/**
 * What is kept to take the updates of a chunk back: of each person the values that changed, before and after (of tags
 * the added ones, of custom values the keys that changed), and of each row of the ledger what it said before and which
 * other rows it overruled.
 */
const changesOf = ({ importId, place }: Place): SQL => sql`
    insert into import_changes (import_id, place, prospect_id, was_at, before, after, ledger)
      select ${importId}::uuid, ${place}::bigint, u.id, u.old_updated_at,
        coalesce(d.before, '{}') || case when c.before is null then '{}' else jsonb_build_object('custom', c.before) end,
        coalesce(d.after, '{}') || case when c.after is null then '{}' else jsonb_build_object('custom', c.after) end
          || case when u.new_tags = u.old_tags then '{}' else jsonb_build_object('tags',
               array(select t from unnest(u.new_tags) t where t <> all (u.old_tags))) end,
        coalesce(l.rows, '{}')
        from updated u
        cross join lateral (
          select jsonb_object_agg(f.field, f.former) as before, jsonb_object_agg(f.field, f.value) as after
            from (values ${names(UNDO_CHANGES)}) f(field, former, value) where f.value is distinct from f.former) d
        cross join lateral (
          select jsonb_object_agg(k.key, u.old_custom -> k.key) as before, jsonb_object_agg(k.key, k.value) as after
            from jsonb_each(u.new_custom) k where u.new_custom <> u.old_custom and u.old_custom -> k.key is distinct from k.value) c
        left join said l on l.prospect_id = u.id`;

const READ = sql`${names(PLAIN.map((c) => `r.${c}`))}, r.tags_text::text[] as tags, r.custom_text::jsonb as custom,
    ${names(KEYS.map((c) => `r.${c}`))}`;

/** The people of a chunk as rows of a statement, in the order they are given in: who they are, and in which version they were read. */
const incoming = (writes: readonly Change[]): SQL => sql`
  select r.id, r.version, ${READ}
    from unnest(${sql.join(
      [
        columnOf(
          'uuid',
          writes.map((w) => w.id),
        ),
        columnOf(
          'text',
          writes.map((w) => w.version),
        ),
        ...asArrays(writes),
      ],
      sql`, `,
    )}) as r(${names(['id', 'version', ...UNNESTED])})`;

/** The statement that makes a chunk's new people. */
export const createPeople = (ctx: Ctx, importId: string, writes: readonly FoldedProspect[]) =>
  ctx.db.execute(sql`
    insert into prospects (${names(WRITTEN)}, import_id)
      select ${READ}, ${importId}::uuid
        from unnest(${sql.join(asArrays(writes), sql`, `)}) with ordinality as r(${names([...UNNESTED, 'place'])}) order by place`);

/**
 * The statement that changes a chunk's known people, with the ledger of the values that changed and of those that a member's
 * choice outranks, and keeps what it takes to take it back. Refused (EW410) where someone is no longer as they were read: the
 * chunk is then folded again. People are named by a list of ids, because a join alone may be planned as a look at everybody.
 */
export const updatePeople = (ctx: Ctx, chunk: Place, writes: readonly Change[]) =>
  ctx.db.execute(sql`
    with incoming as materialized (${incoming(writes)}),
    updated as (
      update prospects p set ${names(WRITTEN.map((c) => `${c} = i.${c}`))}, updated_at = now()
        from incoming i
       where p.id = any (array(select id from incoming)) and p.id = i.id and p.xmin = i.version::xid and p.deleted_at is null
      returning p.id, ${names([...OLD_NEW, 'old.updated_at as old_updated_at'])}),
    changed as (
      select u.id, f.field, f.value from updated u
        cross join lateral (values ${names(FIELD_CHANGES)}) f(field, former, value)
       where f.value is distinct from f.former and f.value is not null),
    overruled as (
      update field_values v set chosen = false from changed c
       where v.prospect_id = any (array(select id from incoming)) and v.prospect_id = c.id and v.field = c.field
         and v.source <> 'import' and v.chosen
      returning v.prospect_id, v.field, v.id),
    kept as (
      insert into field_values as f (prospect_id, field, source, value, confidence, chosen)
        select id, field, 'import', value, 1, true from changed
        union all
        select u.id, b.field, 'import', b.value, 1, false from updated u join ${besides(writes)} on b.id = u.id
      on conflict (tenant_id, prospect_id, field, source, match_id)
        -- What cites a value must not find another one in its place.
        do update set id = case when f.value = excluded.value then f.id else excluded.id end,
          value = excluded.value, fetched_at = now(), chosen = excluded.chosen
      returning new.prospect_id, new.field, new.id, new.value, old.id as was_id, old.value as was_value,
        old.fetched_at as was_fetched_at, old.chosen as was_chosen),
    said as (
      select k.prospect_id, jsonb_object_agg(k.field, jsonb_build_object('id', k.id, 'value', k.value,
          'was', case when k.was_id is not null then jsonb_build_object(
            'id', k.was_id, 'value', k.was_value, 'fetchedAt', k.was_fetched_at, 'chosen', k.was_chosen) end,
          'overruled', coalesce(o.ids, '{}'))) as rows
        from kept k
        left join (select prospect_id, field, array_agg(id) as ids from overruled group by 1, 2) o
          on o.prospect_id = k.prospect_id and o.field = k.field
        group by k.prospect_id),
    changes as (${changesOf(chunk)})
    select app.assert_equal((select count(*) from updated), ${writes.length})`);

/** Refuses the chunk (EW410) where someone whom it made was there already. In its turn, behind `createPeople`. */
export const guardMade = (ctx: Ctx, writes: readonly FoldedProspect[]) => {
  const made = writes.map((w) => w.identity);
  const linked = made.filter((i) => i.linkedin !== undefined);
  const given = (keys: (string | undefined)[]) =>
    arrayOf(
      'text',
      keys.filter((k) => k !== undefined),
    );
  return ctx.db.execute(sql`
    select app.guard_made(${given(linked.map((i) => i.linkedin))},
      ${sql.param(linked.map((i) => i.email !== undefined))}::boolean[], ${given(made.map((i) => i.nameCompany))})`);
};
