import { type SQL, sql } from 'drizzle-orm';
import { customFields } from '../../db/schema/records.ts';

/** The workspace's fields with what the prospect `p` has in each, as JSON: the shape of `customValue`. */
export const customValuesJson: SQL = sql`
  coalesce((
    select jsonb_agg(jsonb_build_object('id', d.id, 'key', d.key, 'name', d.name, 'type', d.type, 'options', d.options,
             'value', coalesce(v.value, nullif(p.custom ->> d.key, '')),
             'fits', v.value is not null or nullif(p.custom ->> d.key, '') is null) order by d.place, d.id)
      from ${customFields} d
      cross join lateral (select app.custom_value(d.type, d.options, p.custom ->> d.key) as value) v
     where d.archived_at is null), '[]')`;

/**
 * Values that are said of custom keys (`given`, a record of text or null) as they are to be kept: a row of `custom`, in
 * the spelling of the fields that there are, and `unfit`, the keys whose value is none of its field. Keys that are no field's
 * keep any text.
 */
export const readCustomSql = (given: SQL): SQL => sql`
  select coalesce(jsonb_object_agg(g.key, case when d.id is null then g.value else to_jsonb(v.value) end), '{}') as custom,
         coalesce(jsonb_agg(g.key) filter (where d.id is not null and v.value is null and btrim(g.value #>> '{}') <> ''), '[]') as unfit
    from jsonb_each(${given}) g
    left join ${customFields} d on d.key = g.key and d.archived_at is null
    cross join lateral (select app.custom_value(d.type, d.options, g.value #>> '{}') as value) v`;
