import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { importChanges, imports } from '../../db/schema/imports.ts';
import { listChanges, listMembers, lists } from '../../db/schema/lists.ts';
import { identityMatches, prospects, signals, sourceResults } from '../../db/schema/prospects.ts';
import { bulkEditPeople, bulkEdits, notes } from '../../db/schema/records.ts';
import { segmentChanges, segments } from '../../db/schema/segments.ts';
import { audit } from '../../db/schema/tenancy.ts';
import { moment, readCursor, writeCursor } from '../../lib/cursor.ts';
import { goneProblem, mergedStatement } from '../enrichment/profile.ts';
import { isSeen } from '../lists/sets.ts';
import { isUndone } from './bulk-pieces.ts';
import type { timelinePage, timelineQuery } from './contract.ts';
import { AUDITED, eventOf, timelineRow } from './timeline-event.ts';

/**
 * Who left a list is kept by the act, not by the person: the workspace's newest so many acts are looked through. Each is as
 * large as what was taken off at once.
 */
const LEAVES_LOOKED_AT = 200;
/** Letters of a note that are told: it stands whole among the notes. */
const NOTE_CHARS = 200;

/** Keys are ids, or hashes in the shape of one. */
const place = z.strictObject({ t: moment, i: z.guid() });
type Place = z.infer<typeof place>;

/** A part of the timeline: `select` gives at, key, verb, actor_kind, actor_id, of_id, subject_type, subject_id, detail. */
const part = (select: SQL, after: Place | undefined, limit: number): SQL => sql`
  (select x.* from (${select}) x (at, key, verb, actor_kind, actor_id, of_id, subject_type, subject_id, detail)
    where ${after ? sql`(x.at, x.key) < (${after.t}::timestamptz, ${after.i}::uuid)` : sql`true`}
    order by x.at desc, x.key desc limit ${limit})`;

const idIn = (name: string): SQL =>
  sql`case when pg_input_is_valid(a.detail ->> ${name}, 'uuid') then (a.detail ->> ${name})::uuid end`;
const verbs = JSON.stringify(Object.keys(AUDITED));

/** Each kind of thing that happens to somebody, read where the feature that does it keeps it. `who` is the person and all merged in. */
const partsOf = (ctx: Ctx): readonly SQL[] => [
  sql`
    select a.created_at, a.id, a.verb, a.actor_kind, a.actor_id, w.id,
           case when a.verb like 'enrichment.%' then 'enrichment_run' when a.verb like 'note.%' then 'note'
                when a.verb like '%merged' then 'merge' end,
           coalesce(${idIn('runId')}, ${idIn('noteId')}, ${idIn('mergeId')}), a.detail
      from who w join ${audit} a on a.subject_type = 'prospect' and a.subject_id = w.id::text
     where a.verb in (select jsonb_array_elements_text(${verbs}::jsonb))`,
  sql`
    select p.created_at, p.id, 'added', case when m.id is null then null else 'member' end, m.created_by, w.id, 'import', m.id, '{}'::jsonb
      from who w join ${prospects} p on p.id = w.id left join ${imports} m on m.id = p.import_id`,
  sql`
    select c.at, md5(c.import_id::text || c.place)::uuid, 'import_changed', 'member', m.created_by, w.id, 'import', m.id,
           jsonb_build_object('before', c.before, 'after', c.after)
      from who w join ${importChanges} c on c.prospect_id = w.id join ${imports} m on m.id = c.import_id`,
  sql`
    select e.created_at, e.id, 'bulk_changed', 'member', e.created_by, w.id, 'bulk_edit', e.id,
           jsonb_build_object('change', e.change, 'before', b.before, 'after', b.after)
      from who w join ${bulkEditPeople} b on b.prospect_id = w.id
      join ${bulkEdits} e on e.id = b.edit_id and not e.change ? 'listId'`,
  sql`
    select e.finished_at, e.id, 'bulk_undone', null, null, w.id, 'bulk_edit', e.id,
           jsonb_build_object('change', e.change, 'before', b.before, 'after', b.after)
      from who w join ${bulkEditPeople} b on b.prospect_id = w.id
      join ${bulkEdits} e on e.id = b.edit_id and ${isUndone} and e.finished_at is not null and not e.change ? 'listId'`,
  sql`
    select e.created_at, e.id, 'list_left', 'member', e.created_by, w.id, 'list', l.id, '{}'::jsonb
      from who w join ${bulkEditPeople} b on b.prospect_id = w.id
      join ${bulkEdits} e on e.id = b.edit_id and e.change ->> 'kind' = 'leave_list' and not ${isUndone}
      join ${lists} l on l.id = (e.change ->> 'listId')::uuid and ${isSeen(ctx, sql`l`)}`,
  sql`
    select j.created_at, l.id, 'list_joined', case when h.actor_id is null then null else 'member' end, h.actor_id, w.id,
           'list', l.id, '{}'::jsonb
      from who w join ${listMembers} j on j.prospect_id = w.id join ${lists} l on l.id = j.list_id and ${isSeen(ctx, sql`l`)}
      left join lateral (
        select c.actor_id from ${listChanges} c
         where c.list_id = l.id and c.created_at = j.created_at and c.kind = 'joined'
        union all
        select e.created_by from ${bulkEditPeople} b join ${bulkEdits} e on e.id = b.edit_id
         where b.prospect_id = w.id and e.change ->> 'listId' = l.id::text
           and case when e.change ->> 'kind' = 'join_list' then (b.after #>> '{}')::timestamptz = j.created_at end
        limit 1) h on true`,
  sql`
    select h.created_at, h.id, 'list_left', 'member', h.actor_id, w.id, 'list', l.id, '{}'::jsonb
      from (select * from ${listChanges} c where c.kind = 'left' order by c.created_at desc limit ${LEAVES_LOOKED_AT}) h
      join who w on w.id = any (h.people) join ${lists} l on l.id = h.list_id and ${isSeen(ctx, sql`l`)}
     where h.undone_at is null`,
  sql`
    select c.created_at, c.id, case when c.joined then 'segment_joined' else 'segment_left' end, null, null, w.id,
           'segment', g.id, jsonb_build_object('why', c.why)
      from who w join ${segmentChanges} c on c.prospect_id = w.id join ${segments} g on g.id = c.segment_id and ${isSeen(ctx, sql`g`)}`,
  sql`
    select coalesce(s.date::timestamp at time zone 'utc', s.created_at), s.id, 'signal', null, null, w.id, null, null::uuid,
           jsonb_build_object('title', s.title, 'url', s.url, 'amountUsd', s.amount_usd, 'dated', s.date is not null, 'source', s.source)
      from who w join ${signals} s on s.prospect_id = w.id
     where not exists (select from ${identityMatches} m where m.id = s.match_id and m.state = 'rejected')`,
];

const timelineStatement = (ctx: Ctx, prospectId: string, after: Place | undefined, limit: number) =>
  ctx.db.execute(sql`
    with recursive who (id, name, depth) as (
      select p.id, p.name, 0 from ${prospects} p where p.id = ${prospectId} and p.deleted_at is null
      union all
      select p.id, p.name, w.depth + 1 from who w join ${prospects} p on p.merged_into = w.id where w.depth < 20
    ), page as materialized (
      select * from (${sql.join(
        partsOf(ctx).map((select) => part(select, after, limit)),
        sql` union all `,
      )}) e
       order by e.at desc, e.key desc limit ${limit}
    )
    select e.key, e.verb, e.at, coalesce((e.detail ->> 'dated')::boolean, false) as "dayOnly", e.actor_kind as "byKind",
           case when e.actor_kind = 'member' then (select k.name from app.people() k where k.user_id = e.actor_id) end as "byName",
           (select jsonb_build_object('id', w.id, 'name', w.name) from who w where w.id = e.of_id and w.depth > 0) as of,
           case when e.subject_id is not null then jsonb_build_object('type', e.subject_type, 'id', e.subject_id, 'name',
             case e.subject_type
               when 'import' then (select m.file_name from ${imports} m where m.id = e.subject_id)
               when 'list' then (select l.name from ${lists} l where l.id = e.subject_id)
               when 'segment' then (select g.name from ${segments} g where g.id = e.subject_id) end) end as subject,
           e.detail,
           case when e.verb like 'enrichment.%' then coalesce((
             select jsonb_agg(jsonb_build_object('source', r.source, 'status', r.status, 'found', r.found) order by r.source)
               from ${sourceResults} r where r.run_id = e.subject_id), '[]') else '[]' end as sources,
           case when e.verb like 'note.%' then (select left(n.body, ${NOTE_CHARS}) from ${notes} n where n.id = e.subject_id)
                when e.verb = 'signal' then e.detail ->> 'title'
                when e.verb = 'enrichment.finished' then e.detail ->> 'status' end as text,
           case e.verb
             when 'prospect.merged' then coalesce(e.detail -> 'merged', '[]')
             when 'prospect.unmerged' then coalesce((
               select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name) order by p.id) from ${prospects} p
                where p.id in (select jsonb_array_elements_text(e.detail -> 'restored')::uuid)), '[]')
             else '[]' end as people
      from page e order by e.at desc, e.key desc`);

const there = z.object({ names: z.record(z.string(), z.string()) });

/** What happened to a prospect, the newest first. One round trip. Throws `not_found`, `merged`. */
export const readTimeline = async (
  ctx: Ctx,
  prospectId: string,
  { cursor, limit }: z.output<typeof timelineQuery>,
): Promise<z.input<typeof timelinePage>> => {
  const after = cursor === undefined ? undefined : readCursor(cursor, place);
  const [found, page, merged] = await ctx.db.batch([
    ctx.db.execute(sql`
      select (select coalesce(jsonb_object_agg(k.user_id, k.name), '{}') from app.people() k) as names
        from ${prospects} p where p.id = ${prospectId} and p.deleted_at is null`),
    timelineStatement(ctx, prospectId, after, limit + 1),
    mergedStatement(ctx, prospectId),
  ]);
  if (!found.rows[0]) throw goneProblem(z.string().optional().parse(merged.rows[0]?.root));
  const names = new Map(Object.entries(there.parse(found.rows[0]).names));
  const rows = z.array(timelineRow).parse(page.rows);
  const items = rows.slice(0, limit).map((row) => eventOf(row, names));
  const last = rows[limit - 1];
  return {
    items,
    nextCursor: rows.length > limit && last ? writeCursor({ t: last.at.toISOString(), i: last.key }) : null,
  };
};
