import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { prospectsSearch as s } from '../../db/schema/prospects.ts';
import { prospectChanges, segmentChanges, segmentMembers, segments } from '../../db/schema/segments.ts';
import { isSeen, readFilter } from '../lists/sets.ts';
import { type Filters, whereOf } from '../prospects/filters.ts';
import { REMEMBERED_MAX } from './contract.ts';
import { whySql } from './why.ts';

/** Days that is told who joined and left: a quarter. */
const TOLD_DAYS = 92;
/** Hours that what people said before is kept beyond the oldest look: a look that has begun still asks. */
const KEPT_H = 1;

const due = z.array(z.object({ id: z.string(), filter: z.unknown(), comparedAt: z.string() }));
/** A segment that is to be looked at, as it was read. */
export type Due = { id: string; filter: unknown; comparedAt: string };

/** Segments to look at: `which` is over `g`. */
export const readDue = async (ctx: Ctx, which: SQL): Promise<Due[]> => {
  const { rows } = await ctx.db.execute(sql`
    select g.id, g.filter, to_json(g.compared_at) #>> '{}' as "comparedAt" from ${segments} g
     where ${isSeen(ctx, sql`g`)} and ${which}`);
  return due.parse(rows);
};

/** Who meets a filter, up to one more than can be remembered, as rows of `id`. */
export const meetingSql = (filter: Filters): SQL =>
  sql`select ${s.id} as id from ${s} where ${whereOf(filter) ?? sql`true`} limit ${REMEMBERED_MAX + 1}`;

/**
 * Looks at a segment: who meets its filter now and did not at the last look joined, the others way round left, each with why;
 * from then on they are who is remembered. One statement. Where its filter or its last look is another by now it does nothing.
 */
export const compareSegment = async (ctx: Ctx, { id, filter: stored, comparedAt }: Due): Promise<void> => {
  const filter = readFilter(stored);
  const since = sql`${comparedAt}::timestamptz`;
  const who = sql`select f.id, true as joined from joined f union all select f.id, false from "left" f`;
  await ctx.db.batch([
    ctx.db.execute(sql`
      with g as materialized (
        select g.id, g.too_large from ${segments} g
         where g.id = ${id} and g.filter = ${JSON.stringify(stored)}::jsonb and g.compared_at = ${since} for update),
      meeting as materialized (select m.id from (${meetingSql(filter)}) m where exists (select from g)),
      n as materialized (select count(*) as people from meeting),
      -- Nobody can be told from whom was not remembered.
      followed as materialized (select g.id from g, n where n.people <= ${REMEMBERED_MAX} and not g.too_large),
      joined as materialized (
        select m.id from meeting m where exists (select from followed)
        except select x.prospect_id from ${segmentMembers} x where x.segment_id = ${id}),
      "left" as materialized (
        select x.prospect_id as id from ${segmentMembers} x join followed f on x.segment_id = f.id
        except select m.id from meeting m),
      told as (
        insert into ${segmentChanges} (segment_id, prospect_id, joined, why)
        select ${id}::uuid, y.id, y.joined, y.why from (${whySql(filter, who, since)}) y),
      gone as (
        delete from ${segmentMembers} x using g, n
         where x.segment_id = g.id and (n.people > ${REMEMBERED_MAX} or x.prospect_id in (select id from "left"))),
      come as (
        insert into ${segmentMembers} (segment_id, prospect_id)
        select g.id, m.id from g, n, meeting m
         where n.people <= ${REMEMBERED_MAX} and (g.too_large or m.id in (select id from joined))
        on conflict do nothing)
      update ${segments} x set compared_at = now(), people = least(n.people, ${REMEMBERED_MAX}), too_large = n.people > ${REMEMBERED_MAX}
        from g, n where x.id = g.id`),
    ctx.db.execute(
      sql`delete from ${segmentChanges} x where x.created_at < now() - make_interval(days => ${TOLD_DAYS})`,
    ),
    ctx.db.execute(sql`
      delete from ${prospectChanges} x where x.created_at < coalesce(
        (select min(g.compared_at) from ${segments} g where g.deleted_at is null), now()) - make_interval(hours => ${KEPT_H})`),
  ]);
};
