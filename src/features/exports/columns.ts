import { type SQL, sql } from 'drizzle-orm';
import { prospectsSearch as s } from '../../db/schema/prospects.ts';
import { customOfColumn } from '../../lib/custom-column.ts';
import { PROSPECT_FIELDS, type ProspectField } from '../prospects/contract.ts';
import {
  customHeader,
  FIELD_HEADERS,
  ORIGIN_PARTS,
  type OriginPart,
  originHeader,
  RECORD_HEADERS,
  type RecordField,
} from '../prospects/header-contract.ts';
import type { ExportFormat } from './contract.ts';

/**
 * One column of a file: what it is called in CSV and XLSX, what in JSON, and its value as a text. A number is one in JSON and in
 * a sheet; `list` is the JSON of what is one cell elsewhere.
 */
export type Column = { header: string; key: string; text: SQL; number: boolean; list?: SQL };

const moment = (column: typeof s.createdAt | typeof s.updatedAt | typeof s.enrichedAt): SQL =>
  sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const custom = (name: string): SQL => sql`prospects_search.custom ->> ${name}`;

const plain = (header: string, key: string, text: SQL): Column => ({ header, key, text, number: false });

const fieldColumn = (field: ProspectField): Column => {
  const header = FIELD_HEADERS[field];
  if (field === 'tags')
    return { ...plain(header, field, sql`array_to_string(${s.tags}, '; ')`), list: sql`to_json(${s.tags})::text` };
  return { ...plain(header, field, sql`${s[field]}::text`), number: field === 'netWorth' };
};

const RECORD: Record<RecordField, SQL> = {
  id: sql`${s.id}::text`,
  createdAt: moment(s.createdAt),
  updatedAt: moment(s.updatedAt),
  enrichedAt: moment(s.enrichedAt),
};
const isRecord = (key: string): key is RecordField => Object.hasOwn(RECORD, key);
const isField = (key: string): key is ProspectField => (PROSPECT_FIELDS as readonly string[]).includes(key);

/** A present value as the ledger writes it: tags are joined otherwise than in a cell. */
const ownText = (field: ProspectField): SQL =>
  field === 'tags' ? sql`nullif(array_to_string(${s.tags}, ', '), '')` : sql`${s[field]}::text`;

const ORIGIN_KEYS: Record<OriginPart, string> = {
  source: 'source',
  'fetched at': 'fetchedAt',
  confidence: 'confidence',
};

/** What a value says of itself where no source's value is the chosen one: it is the tenant's own, since it was written. */
const IMPLIED: Record<OriginPart, (field: ProspectField) => SQL> = {
  source: () => sql`'import'`,
  'fetched at': (field) =>
    sql`case when o.known ? ${field} then ${moment(s.updatedAt)} else ${moment(s.createdAt)} end`,
  confidence: () => sql`'1'`,
};

const originColumn = (field: ProspectField, part: OriginPart, at: number): Column => {
  const own = ownText(field);
  const stored = sql`o.origins -> (${field}::text || chr(1) || ${own}) ->> ${sql.raw(String(at))}`;
  const value = sql`case when ${own} is not null then coalesce(${stored}, ${IMPLIED[part](field)}) end`;
  return {
    ...plain(originHeader(field, part), `${field}.${ORIGIN_KEYS[part]}`, value),
    number: part === 'confidence',
  };
};

/** The columns that keys name, in order, with those of provenance beside each field's own. */
export const columnsOf = (keys: readonly string[], provenance: boolean): Column[] =>
  keys.flatMap((key) => {
    const name = customOfColumn(key);
    if (name !== undefined) return [plain(customHeader(name), key, custom(name))];
    if (isRecord(key)) return [plain(RECORD_HEADERS[key], key, RECORD[key])];
    if (!isField(key)) throw new Error(`No such column: ${key}`);
    return [fieldColumn(key), ...(provenance ? ORIGIN_PARTS.map((part, at) => originColumn(key, part, at)) : [])];
  });

/**
 * Where the values of a person's row are from, as `o`, to be joined beside `prospects_search`: `origins` by field and value,
 * what is chosen before what was; `known` the fields of which a source's value was chosen at all.
 */
export const originsJoin = sql`
  left join lateral (
    select jsonb_object_agg(k.field || chr(1) || k.value, k.origin order by k.chosen) as origins,
           array_agg(k.field) filter (where k.is_chosen) as fields
      from (
        select f.field, v.value, v.chosen, f.chosen as is_chosen, jsonb_build_array(f.source,
            to_char(f.fetched_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
            round(f.confidence::numeric, 2)::text) as origin
          from field_values f
         cross join lateral (values (f.value, 1), (f.previous, 0)) v (value, chosen)
         where f.prospect_id = prospects_search.id and v.value is not null and (f.chosen or v.chosen = 0)) k
  ) g on true
  cross join lateral (select coalesce(g.origins, '{}') as origins, coalesce(to_jsonb(g.fields), '[]') as known) o`;

/** A person's cells in a format, each a text. */
export const cellsOf = (format: ExportFormat, columns: readonly Column[]): SQL[] =>
  columns.map(({ text, list }) => (format === 'jsonl' && list ? list : text));
