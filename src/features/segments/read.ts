import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { prospects } from '../../db/schema/prospects.ts';
import { segmentChanges, segments } from '../../db/schema/segments.ts';
import { actorId } from '../../lib/actor.ts';
import { readCursor, timeCursor, writeCursor } from '../../lib/cursor.ts';
import { ProblemError } from '../../lib/problem.ts';
import { isSeen } from '../lists/sets.ts';
import {
  type changesQuery,
  SEGMENTS_MAX,
  type Segment,
  type Segments,
  segment,
  type segmentChange,
  type segmentChanges as segmentChangesPage,
} from './contract.ts';

const sinceSql = (since: string | undefined): SQL =>
  sql`coalesce(${since ?? null}::timestamptz, now() - interval '7 days')`;

/** How many joined or left since and stayed so: whoever came and went again did neither. */
const stayed = (since: SQL): SQL => sql`(
  select jsonb_build_object('joined', count(*) filter (where x.joined), 'left', count(*) filter (where not x.joined))
    from (select (array_agg(c.joined order by c.created_at desc, c.id desc))[1] as joined
            from ${segmentChanges} c where c.segment_id = g.id and c.created_at >= ${since}
           group by c.prospect_id having count(*) % 2 = 1) x)`;

/** The segment `g` as the API shows it. */
export const shownSegment = (since?: string): SQL => sql`jsonb_build_object(
  'id', g.id, 'name', g.name, 'description', g.description, 'filter', g.filter, 'shared', g.shared, 'people', g.people,
  'tooLarge', g.too_large, 'comparedAt', coalesce(g.compared_at, g.created_at), 'createdBy', g.created_by,
  'createdByName', (select p.name from app.people() p where p.user_id = g.created_by),
  'createdAt', g.created_at, 'updatedAt', g.updated_at, 'deletedAt', g.deleted_at) || ${stayed(sinceSql(since))}`;

const shown = (rows: Record<string, unknown>[]): Segment[] => rows.map((row) => segment.parse(row.segment));

/** All segments that the caller sees, by name; or those that were deleted, the newest first. One round trip. */
export const readSegments = async (ctx: Ctx, since?: string, deleted = false): Promise<Segments> => {
  const which = deleted
    ? sql`g.deleted_at is not null and (g.shared or g.created_by = ${actorId(ctx.actor)}) order by g.deleted_at desc, g.id`
    : sql`${isSeen(ctx, sql`g`)} order by lower(g.name), g.id`;
  const { rows } = await ctx.db.execute(sql`
    select ${shownSegment(since)} as segment from ${segments} g where ${which} limit ${SEGMENTS_MAX}`);
  return { items: shown(rows) };
};

/** One segment. Throws `not_found`. */
export const readSegment = async (ctx: Ctx, id: string, since?: string): Promise<Segment> => {
  const { rows } = await ctx.db.execute(sql`
    select ${shownSegment(since)} as segment from ${segments} g where g.id = ${id} and ${isSeen(ctx, sql`g`)}`);
  const [found] = shown(rows);
  if (!found) throw new ProblemError('not_found');
  return found;
};

const changeRow = z.object({ there: z.boolean(), items: z.array(z.unknown()) });
const snakeToCamel = (column: string) => column.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Who joined and left, the newest first, with why. Throws `not_found`. */
export const readChanges = async (
  ctx: Ctx,
  id: string,
  query: z.output<typeof changesQuery>,
): Promise<z.input<typeof segmentChangesPage>> => {
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor, timeCursor);
  const { rows } = await ctx.db.execute(sql`
    select exists (select from ${segments} g where g.id = ${id} and ${isSeen(ctx, sql`g`)}) as there,
      coalesce((select jsonb_agg(c.one order by c.at desc, c.id desc) from (
        select c.created_at as at, c.id, jsonb_build_object('id', c.id, 'joined', c.joined, 'why', c.why, 'at', c.created_at,
            'person', jsonb_build_object('id', p.id, 'name', p.name, 'title', p.title, 'company', p.company,
              'deleted', p.deleted_at is not null)) as one
          from ${segmentChanges} c join ${prospects} p on p.id = c.prospect_id
         where c.segment_id = ${id} and c.created_at >= ${sinceSql(query.since)}
           and (${query.joined ?? null}::boolean is null or c.joined = ${query.joined ?? null}::boolean)
           and ${after ? sql`(c.created_at, c.id) < (${after.t}::timestamptz, ${after.i}::uuid)` : sql`true`}
         order by c.created_at desc, c.id desc limit ${query.limit + 1}) c), '[]') as items`);
  const found = changeRow.parse(rows[0]);
  if (!found.there) throw new ProblemError('not_found');
  const all = found.items as z.input<typeof segmentChange>[];
  const items = all.slice(0, query.limit).map((one) => ({
    ...one,
    why: { ...one.why, fields: one.why.fields.map((f) => ({ ...f, field: snakeToCamel(f.field) })) },
  }));
  const last = items.at(-1);
  const more = all.length > query.limit && last;
  return { items, nextCursor: more ? writeCursor({ t: new Date(last.at).toISOString(), i: last.id }) : null };
};
