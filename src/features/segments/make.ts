import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { databaseError } from '../../db/errors.ts';
import { segmentMembers, segments } from '../../db/schema/segments.ts';
import { audit } from '../../db/schema/tenancy.ts';
import { actorId } from '../../lib/actor.ts';
import { newId } from '../../lib/ids.ts';
import { ProblemError } from '../../lib/problem.ts';
import { invalid } from '../lists/record.ts';
import { isSeen } from '../lists/sets.ts';
import type { Filters } from '../prospects/filters.ts';
import { meetingSql } from './compare.ts';
import {
  REMEMBERED_MAX,
  SEGMENTS_MAX,
  type Segment,
  type SegmentBody,
  type SegmentPatch,
  segment,
} from './contract.ts';
import { shownSegment } from './read.ts';

const recorded = (ctx: Ctx, verb: string, detail: SQL): SQL => sql`
  insert into ${audit} (actor_kind, actor_id, request_id, verb, subject_type, subject_id, detail)
  select ${ctx.actor.kind}, ${actorId(ctx.actor)}, ${ctx.requestId}, ${verb}, 'segment', g.id::text, ${detail} from g`;

const named = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (databaseError(error)?.constraint === 'segments_name') throw invalid('name', 'There is a segment of this name.');
    throw error;
  }
};

const answer = z.object({ segment: segment.nullable(), seen: z.boolean() });

/** Who meets the filter, to be remembered: `meeting`, how many they are (`n`), and nobody where they are too many. */
const meeting = (filter: Filters): SQL => sql`
  meeting as materialized (${meetingSql(filter)}),
  n as materialized (select least(count(*), ${REMEMBERED_MAX}) as people, count(*) > ${REMEMBERED_MAX} as too_large from meeting)`;
const remembering = sql`
  insert into ${segmentMembers} (segment_id, prospect_id) select g.id, m.id from g cross join meeting m where not g.too_large`;

/** Makes a segment and remembers who is in it. One statement. Throws `invalid` for a name that one has, and one too many. */
export const makeSegment = async (ctx: Ctx, body: SegmentBody): Promise<Segment> => {
  const { name, description, shared, filter } = body;
  const { rows } = await named(() =>
    ctx.db.execute(sql`
      with ${meeting(filter)},
      g as (insert into ${segments} (id, name, description, shared, filter, created_by, people, too_large, compared_at)
        select ${newId()}::uuid, ${name}, ${description || null}, ${shared}, ${JSON.stringify(filter)}::jsonb,
               ${actorId(ctx.actor)}, n.people, n.too_large, now()
          from n where (select count(*) from ${segments} x where x.deleted_at is null) < ${SEGMENTS_MAX}
        returning *),
      j as (${remembering}),
      a as (${recorded(ctx, 'segment.made', sql`${JSON.stringify({ name, shared, filter })}::jsonb`)})
      select (select ${shownSegment()} from g) as segment, true as seen`),
  );
  const made = answer.parse(rows[0]).segment;
  if (!made) throw invalid('name', `There are ${SEGMENTS_MAX} segments at most.`);
  return made;
};

/**
 * Changes a segment. With another filter it begins a new memory in the same transaction: who met the old one is forgotten,
 * and what was told of it. Throws `not_found`, and `invalid` for a name that one has, or another's segment made private.
 */
export const changeSegment = async (ctx: Ctx, id: string, patch: SegmentPatch): Promise<Segment> => {
  const { name, description, shared, filter } = patch;
  const seen = isSeen(ctx, sql`g`);
  const own = sql`(${shared !== false} or g.created_by = ${actorId(ctx.actor)})`;
  const changing = sql`
    update ${segments} g set updated_at = now(), name = coalesce(${name ?? null}, g.name),
      description = case when ${description === undefined} then g.description else ${description || null} end,
      shared = coalesce(${shared ?? null}, g.shared)`;
  const which = sql`g.id = ${id} and ${seen} and ${own}`;
  const record = recorded(ctx, 'segment.changed', sql`${JSON.stringify(patch)}::jsonb`);
  const answered = sql`
    select (select ${shownSegment()} from g) as segment, exists (select from ${segments} g where g.id = ${id} and ${seen}) as seen`;
  const { rows } = await named(async () => {
    if (!filter)
      return ctx.db.execute(sql`with g as (${changing} where ${which} returning *), a as (${record}) ${answered}`);
    const results = await ctx.db.batch([
      ctx.db.execute(sql`select from ${segments} g where ${which} for update`),
      ctx.db.execute(sql`
        delete from ${segmentMembers} m using ${segments} g where m.segment_id = g.id and ${which}`),
      ctx.db.execute(sql`delete from segment_changes c using ${segments} g where c.segment_id = g.id and ${which}`),
      ctx.db.execute(sql`
        with ${meeting(filter)},
        g as (${changing}, filter = ${JSON.stringify(filter)}::jsonb, people = n.people, too_large = n.too_large, compared_at = now()
          from n where ${which} returning g.*),
        j as (${remembering}), a as (${record}) ${answered}`),
    ]);
    return results[3];
  });
  const changed = answer.parse(rows[0]);
  if (!changed.seen) throw new ProblemError('not_found');
  if (!changed.segment) throw invalid('shared', 'Only who made a segment can make it private.');
  return changed.segment;
};

const one = ([row]: Record<string, unknown>[]): Segment => {
  if (!row) throw new ProblemError('not_found');
  return segment.parse(row.segment);
};

/** Deletes a segment, so that it can be brought back. Throws `not_found`. */
export const deleteSegment = async (ctx: Ctx, id: string): Promise<Segment> => {
  const { rows } = await ctx.db.execute(sql`
    with g as (update ${segments} g set deleted_at = now() where g.id = ${id} and ${isSeen(ctx, sql`g`)} returning *),
    a as (${recorded(ctx, 'segment.deleted', sql`jsonb_build_object('name', g.name)`)})
    select ${shownSegment()} as segment from g`);
  return one(rows);
};

/** Brings a deleted segment back. Throws `not_found`, and `invalid` for a name that another has by now. */
export const restoreSegment = async (ctx: Ctx, id: string): Promise<Segment> => {
  const { rows } = await named(() =>
    ctx.db.execute(sql`
      with g as (update ${segments} g set deleted_at = null
        where g.id = ${id} and (g.shared or g.created_by = ${actorId(ctx.actor)}) returning *),
      a as (${recorded(ctx, 'segment.restored', sql`jsonb_build_object('name', g.name)`)})
      select ${shownSegment()} as segment from g`),
  );
  return one(rows);
};
