import { type SQL, sql } from 'drizzle-orm';
import { fieldValues, prospects } from '../../db/schema/prospects.ts';
import { cleanTags, textArray } from './change.ts';
import type { BulkChange, Editable } from './contract.ts';

/**
 * What a change does to the rows `p` of a chunk, and how it is taken back. `before` and `after` are JSON of the part that is
 * changed; taken back is only what still says `after`, so that a later edit stays.
 */
export type Effect = {
  /** Whom the change may be done to, and whose prospect it is to be: deleted ones where they are restored. */
  deleted: boolean;
  part: SQL;
  /** Assignments, and the condition that there is something to change. */
  set: SQL;
  differs: SQL;
  /** Where it cannot be done: the row is refused. */
  refused: SQL;
  /** Assignments that take it back, with `b.before` and `b.after` of the journal, and where it still stands. */
  back: SQL;
  stands: SQL;
  /** Whether it can be taken back at all: an address may be somebody else's by now. */
  open: SQL;
};

const COLUMNS: Readonly<Record<Editable, SQL>> = {
  title: sql`title`,
  seniority: sql`seniority`,
  department: sql`department`,
  company: sql`company`,
  companyDomain: sql`company_domain`,
  industry: sql`industry`,
  city: sql`city`,
  region: sql`region`,
  country: sql`country`,
  location: sql`location`,
};

const NO = sql`false`;
const YES = sql`true`;
const lower = (tags: readonly string[]): SQL => textArray(tags.map((one) => one.toLowerCase()));

/** Nobody else of the tenant has the address, and of several deleted ones with it this is the first. */
const addressFree = sql`(p.email_key is null or not exists (
  select from ${prospects} o where o.email_key = p.email_key and o.id <> p.id
     and (o.deleted_at is null or (o.id < p.id and o.id in (select q.id from picked q)))))`;

/** A change of a row of theirs; lists and who is left alone have rows of their own (`bulk-list.ts`, `bulk-suppress.ts`). */
export type RowChange = Exclude<BulkChange, { kind: 'suppress' | 'join_list' | 'leave_list' }>;

export const effectOf = (change: RowChange, by: string): Effect => {
  const plain = { deleted: false, refused: NO, open: YES };
  switch (change.kind) {
    case 'owner':
      return {
        ...plain,
        part: sql`to_jsonb(p.owner_id)`,
        set: sql`owner_id = ${change.ownerId}::text`,
        differs: sql`p.owner_id is distinct from ${change.ownerId}::text`,
        back: sql`owner_id = b.before #>> '{}'`,
        stands: sql`to_jsonb(p.owner_id) is not distinct from b.after`,
      };
    case 'field': {
      const column = COLUMNS[change.field];
      return {
        ...plain,
        part: sql`jsonb_build_object('value', p.${column}, 'member', (
            select to_jsonb(f) from ${fieldValues} f where f.prospect_id = p.id and f.field = ${change.field}
               and f.source = 'member' and f.match_id is null),
          'chosen', (select coalesce(jsonb_agg(f.id), '[]') from ${fieldValues} f
            where f.prospect_id = p.id and f.field = ${change.field} and f.chosen))`,
        set: sql`${column} = ${change.value}`,
        differs: sql`p.${column} is distinct from ${change.value}`,
        back: sql`${column} = b.before ->> 'value'`,
        stands: sql`p.${column} is not distinct from b.after ->> 'value'`,
      };
    }
    case 'custom': {
      const { key, value } = change;
      return {
        ...plain,
        part: sql`p.custom -> ${key}::text`,
        set:
          value === null
            ? sql`custom = p.custom - ${key}::text`
            : sql`custom = p.custom || jsonb_build_object(${key}::text, ${value}::text)`,
        differs: sql`p.custom ->> ${key}::text is distinct from ${value}::text`,
        back: sql`custom = case when b.before is null then p.custom - ${key}::text
          else p.custom || jsonb_build_object(${key}::text, b.before) end`,
        stands: sql`p.custom -> ${key}::text is not distinct from b.after`,
      };
    }
    case 'add_tags': {
      const tags = cleanTags(change.tags);
      const missing = sql`array(select t from unnest(${textArray(tags)}) with ordinality x (t, n)
        where not lower(t) = any (array(select lower(h) from unnest(p.tags) h)) order by n)`;
      return {
        ...plain,
        part: sql`to_jsonb(p.tags)`,
        set: sql`tags = p.tags || ${missing}`,
        differs: sql`cardinality(${missing}) > 0`,
        // Tags that it added leave; what was tagged since stays.
        back: sql`tags = array(select t from unnest(p.tags) with ordinality x (t, n)
          where not (b.after ? t and not b.before ? t) order by n)`,
        stands: sql`exists (select from unnest(p.tags) t where b.after ? t and not b.before ? t)`,
      };
    }
    case 'remove_tags': {
      const tags = cleanTags(change.tags);
      return {
        ...plain,
        part: sql`to_jsonb(p.tags)`,
        set: sql`tags = array(select t from unnest(p.tags) with ordinality x (t, n)
          where not lower(t) = any (${lower(tags)}) order by n)`,
        differs: sql`exists (select from unnest(p.tags) t where lower(t) = any (${lower(tags)}))`,
        back: sql`tags = case when to_jsonb(p.tags) = b.after then array(select jsonb_array_elements_text(b.before))
          else p.tags || array(select t from jsonb_array_elements_text(b.before) t
            where not b.after ? t and not lower(t) = any (array(select lower(h) from unnest(p.tags) h))) end`,
        stands: sql`exists (select from jsonb_array_elements_text(b.before) t
          where not b.after ? t and not lower(t) = any (array(select lower(h) from unnest(p.tags) h)))`,
      };
    }
    case 'delete':
      return {
        ...plain,
        part: sql`to_jsonb(p.deleted_at)`,
        set: sql`deleted_at = now(), deleted_by = ${by}`,
        differs: YES,
        back: sql`deleted_at = null, deleted_by = null`,
        stands: sql`to_jsonb(p.deleted_at) = b.after and p.merged_into is null`,
        open: addressFree,
      };
    case 'restore':
      return {
        ...plain,
        deleted: true,
        part: sql`jsonb_build_object('at', p.deleted_at, 'by', p.deleted_by)`,
        set: sql`deleted_at = null, deleted_by = null`,
        differs: YES,
        refused: sql`not ${addressFree}`,
        back: sql`deleted_at = (b.before ->> 'at')::timestamptz, deleted_by = b.before ->> 'by'`,
        stands: sql`p.deleted_at is null`,
      };
  }
};
