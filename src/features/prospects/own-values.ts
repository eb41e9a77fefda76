import { type SQL, sql } from 'drizzle-orm';
import { prospects } from '../../db/schema/prospects.ts';
import { customFields } from '../../db/schema/records.ts';

/**
 * The rows of a page, in their order, with `custom` beside each: what is known of the workspace's own fields that have these keys, as
 * `app.custom_value` spells it, else as it was given. Nothing of fields that are archived or not there, and the page as it
 * is where none are asked for. Looked up for the rows of the page alone, by their ids.
 */
export const withOwnValues = (page: SQL, keys: readonly string[] | undefined): SQL =>
  keys === undefined
    ? page
    : sql`
    with own as materialized (
      select d.key, d.type, d.options from ${customFields} d
       where d.archived_at is null and d.key in (select jsonb_array_elements_text(${JSON.stringify(keys)}::jsonb)))
    select paged.*, coalesce((
        select jsonb_object_agg(o.key, v.value)
          from ${prospects} p cross join own o
         cross join lateral (select coalesce(app.custom_value(o.type, o.options, p.custom ->> o.key), nullif(p.custom ->> o.key, '')) as value) v
         where p.id = paged.id and v.value is not null), '{}') as custom
      from (${page}) paged`;
