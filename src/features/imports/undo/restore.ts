import { type SQL, sql } from 'drizzle-orm';
import type { Ctx } from '../../../ctx.ts';
import { COLUMNS, names } from '../write/columns.ts';

/** The newest chunk of an import that was not taken back yet. */
const newest = (importId: string): SQL => sql`(select max(place) from import_changes where import_id = ${importId})`;

/**
 * Holds the people of the next chunk until the transaction ends, in one order for all, so that what the next statement
 * sees of them is what they are.
 */
export const holdChanged = (ctx: Ctx, importId: string) =>
  ctx.db.execute(sql`
    select from prospects p join import_changes c on c.prospect_id = p.id
     where c.import_id = ${importId} and c.place = ${newest(importId)} order by p.id for no key update of p`);

/** `('title', h.title)`: a field and what it is now. */
const NOW = COLUMNS.map(([field, c]) => `('${field}', h.${c}::text)`);

/** A column is what it was where its field goes back. */
const back = ([field, c, type]: (typeof COLUMNS)[number]): SQL =>
  sql`${names([c])} = case when ${field} = any (h.back) then (h.before ->> ${field})::${sql.raw(type)} else ${names([`p.${c}`])} end`;

/** A key follows what it is made of: it goes back where that does, or did not change, and where it is as the import left it. */
const keyBack = (key: string, of: readonly string[]): SQL => {
  const changed = sql`(h.after ? ${key} and ${names([`p.${key}`])} is not distinct from h.after ->> ${key})`;
  const together = of.map((field) => sql`(not h.after ? ${field} or ${field} = any (h.back))`);
  return sql`${names([key])} = case when ${sql.join([changed, ...together], sql` and `)} then h.before ->> ${key} else ${names([`p.${key}`])} end`;
};

const SETS = sql.join(
  [
    ...COLUMNS.map(back),
    keyBack('email_key', ['email']),
    keyBack('linkedin_key', ['linkedinUrl']),
    keyBack('name_key', ['name', 'company']),
    sql`tags = case when 'tags' = any (h.back)
      then array(select t from unnest(p.tags) with ordinality u(t, n) where not h.after -> 'tags' ? t order by n) else p.tags end`,
    sql`custom = (p.custom - h.custom_new) || h.custom_old`,
    // Whom nobody has written to since is as they were then, with that time: what an import before it left, it finds again.
    sql`updated_at = case when p.updated_at = h.at then h.was_at else now() end`,
  ],
  sql`, `,
);

/**
 * Takes the newest chunk of an import back: each field that still says what the import wrote, and of which nobody chose
 * a value since, says again what it said before; so does the ledger. What changed since is kept and counted. People whom
 * the import made itself go later, and as a whole: of them only the time is put back. Tells how many changes there were.
 *
 * The changes are deleted in the same statement: it starts over where it stopped.
 */
export const restoreChunk = (ctx: Ctx, importId: string, jobId: string) =>
  ctx.db.execute<{ n: string }>(sql`
    with taken as (
      delete from import_changes c where c.import_id = ${importId} and c.place = ${newest(importId)} returning c.*),
    known as (
      select t.prospect_id, t.at, t.was_at, t.before, t.after, t.ledger, p.import_id is not distinct from ${importId}::uuid as own,
        p.deleted_at is not null as gone, p.updated_at, p.tags, p.custom,
        ${names(COLUMNS.map(([, c]) => `p.${c}`))}
        from taken t join prospects p on p.id = t.prospect_id),
    -- Each value that the import changed, and whether it is still the one that it wrote.
    fields as (
      select h.prospect_id, f.field, null as key,
        not h.gone and f.value is not distinct from h.after ->> f.field and not exists (
          select from field_values v
           where v.prospect_id = h.prospect_id and v.field = f.field and v.chosen and v.source <> 'import') as back
        from known h cross join lateral (values ${names(NOW)}) f(field, value)
       where not h.own and h.after ? f.field
      union all
      select h.prospect_id, 'custom', k.key, not h.gone and h.custom ->> k.key is not distinct from k.value
        from known h cross join lateral jsonb_each_text(h.after -> 'custom') k where not h.own
      union all
      select h.prospect_id, 'tags', null, not h.gone and exists (select from unnest(h.tags) t where h.after -> 'tags' ? t)
        from known h where not h.own and h.after ? 'tags'),
    held as (
      select h.prospect_id, h.at, h.was_at, h.before, h.after, h.ledger, h.own, h.gone, h.updated_at,
        coalesce(array_agg(f.field) filter (where f.back and f.key is null), '{}') as back,
        coalesce(array_agg(f.key) filter (where f.back and f.key is not null and h.before -> 'custom' ->> f.key is null), '{}')
          as custom_new,
        coalesce(jsonb_object_agg(f.key, h.before -> 'custom' -> f.key)
          filter (where f.back and f.key is not null and h.before -> 'custom' ->> f.key is not null), '{}') as custom_old,
        coalesce(bool_or(f.back), false) as any_back
        from known h left join fields f using (prospect_id)
       group by h.prospect_id, h.at, h.was_at, h.before, h.after, h.ledger, h.own, h.gone, h.updated_at),
    restored as (
      update prospects p set ${SETS}
        from held h where p.id = h.prospect_id and not h.gone and (h.any_back or p.updated_at = h.at)),
    -- What the file said of each field, and what it said before, where nothing else was said in its place since.
    said as (
      select h.prospect_id, e.key as field, (e.value ->> 'id')::uuid as id, e.value ->> 'value' as value, e.value -> 'was' as was,
        e.value -> 'overruled' as overruled, e.key = any (h.back) as back
        from held h cross join lateral jsonb_each(h.ledger) e where not h.own),
    unsaid as (
      delete from field_values v using said s
       where v.id = s.id and v.prospect_id = s.prospect_id and v.value = s.value and jsonb_typeof(s.was) = 'null'),
    said_before as (
      update field_values v set id = (s.was ->> 'id')::uuid, value = s.was ->> 'value',
        fetched_at = (s.was ->> 'fetchedAt')::timestamptz, chosen = (s.was ->> 'chosen')::boolean and s.back
        from said s
       where v.id = s.id and v.prospect_id = s.prospect_id and v.value = s.value and jsonb_typeof(s.was) = 'object'),
    reinstated as (
      update field_values v set chosen = true
        from said s cross join lateral jsonb_array_elements_text(s.overruled) o
       where s.back and v.prospect_id = s.prospect_id and v.id = o::uuid),
    counted as (
      update imports m set undo_restored = undo_restored + c.restored, undo_kept = undo_kept + c.kept
        from (select count(*) filter (where back) as restored, count(*) filter (where not back) as kept from fields) c
       where m.id = ${importId}),
    told as (update jobs j set progress_done = progress_done + (select count(*) from taken) where j.id = ${jobId})
    select count(*) as n from taken`);
