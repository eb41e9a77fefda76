import { type SQL, sql } from 'drizzle-orm';
import { prospects } from '../../db/schema/prospects.ts';
import { prospectChanges } from '../../db/schema/segments.ts';
import { type Filters, whereOf } from '../prospects/filters.ts';

/** Columns that a condition looks at, where they are not the column of its own name. */
const LOOKS_AT: Readonly<Record<string, readonly string[]>> = {
  q: ['name', 'company', 'title', 'city', 'region', 'country', 'location', 'email', 'notes'],
  location: ['city', 'region', 'country', 'location'],
  tag: ['tags'],
  owner: ['owner_id'],
};

/** The filters by themselves: each means one condition. */
export const conditionsOf = (filter: Filters): [string, SQL][] =>
  Object.entries(filter).flatMap(([key, value]): [string, SQL][] => {
    const condition = value === undefined ? undefined : whereOf({ [key]: value } as Filters);
    return condition ? [[key, condition]] : [];
  });

const snake = (key: string) => key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const columnsOf = (key: string): readonly string[] => LOOKS_AT[key] ?? [snake(key).replace(/_(min|max|from|to)$/, '')];

/** The names of the conditions that the rows of `prospects_search` meet, as an array of text. */
const met = (conditions: [string, SQL][]): SQL =>
  sql`array_remove(array[${sql.join(
    conditions.map(([key, condition]) => sql`case when ${condition} then ${key}::text end`),
    sql`, `,
  )}]::text[], null)`;

/**
 * Why each of `who` (a query of `id` and `joined`) joined or left since `since`: rows of `id`, `joined` and `why`. A condition
 * is put to the person as they are, and to the person as they were: the row with the old values of what changed since, under
 * the name by which conditions ask, so that they mean the same of both.
 */
export const whySql = (filter: Filters, who: SQL, since: SQL): SQL => {
  const conditions = conditionsOf(filter);
  const columns = [...new Set(conditions.flatMap(([key]) => columnsOf(key)))];
  return sql`
    with who as materialized (${who}),
    cur as materialized (select p.*, w.joined from who w join ${prospects} p on p.id = w.id),
    old as materialized (
      select h.prospect_id as id, jsonb_object_agg(e.key, e.value order by h.created_at desc, h.id desc) as before
        from who w join ${prospectChanges} h on h.prospect_id = w.id cross join lateral jsonb_each(h.before) e
       where h.created_at > ${since} group by 1),
    was as materialized (
      select r.* from cur c left join old o on o.id = c.id
        cross join lateral jsonb_populate_record(null::${prospects}, to_jsonb(c) || coalesce(o.before, '{}')) r),
    met_now as (select "prospects_search".id, ${met(conditions)} as keys from cur "prospects_search"),
    met_before as (select "prospects_search".id, ${met(conditions)} as keys from was "prospects_search"),
    said as (
      select c.id, c.joined, c.created_at > ${since} as is_new, c.deleted_at is not null as is_deleted,
        to_jsonb(c) ->> 'merged_into' is not null as is_merged,
        w.deleted_at is not null as was_deleted, o.before, to_jsonb(c) as now,
        array(select unnest(n.keys) except select unnest(b.keys)) as gained,
        array(select unnest(b.keys) except select unnest(n.keys)) as lost,
        array(select unnest(array[${sql.join(
          conditions.map(([key]) => sql`${key}::text`),
          sql`, `,
        )}]::text[]) except select unnest(n.keys)) as unmet
        from cur c join was w on w.id = c.id join met_now n on n.id = c.id join met_before b on b.id = c.id
        left join old o on o.id = c.id)
    select s.id, s.joined, jsonb_build_object(
      'kind', case
        when s.joined and s.is_new then 'new'
        when s.joined and s.was_deleted then 'restored'
        when not s.joined and s.is_deleted then case when s.is_merged then 'merged' else 'deleted' end
        when cardinality(case when s.joined then s.gained else s.lost end) > 0 then 'changed'
        else 'beside' end,
      'conditions', to_jsonb(case
        when s.joined then s.gained
        when s.is_deleted then '{}'
        when cardinality(s.lost) > 0 then s.lost
        else s.unmet end),
      'fields', coalesce((
        select jsonb_agg(jsonb_build_object('field', e.key, 'before', e.value, 'after', s.now -> e.key) order by e.key)
          from jsonb_each(s.before) e
         where e.key in (select jsonb_array_elements_text(${JSON.stringify(columns)}::jsonb))
           and e.value is distinct from s.now -> e.key), '[]')) as why
      from said s`;
};
