import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { listMembers, lists } from '../../db/schema/lists.ts';
import { prospectsSearch as s } from '../../db/schema/prospects.ts';
import { segments } from '../../db/schema/segments.ts';
import { actorId } from '../../lib/actor.ts';
import { ProblemError } from '../../lib/problem.ts';
import { prospectFilters } from '../prospects/contract.ts';
import { type Filters, whereOf } from '../prospects/filters.ts';
import { combinedSql } from './algebra.ts';
import type { Combination, PeopleSet } from './contract.ts';

/**
 * Whether the caller sees the list or the segment of that alias: it is there, and shared or their own. What the product does by
 * itself sees all of them.
 */
export const isSeen = (ctx: Ctx, alias: SQL): SQL =>
  ctx.actor.kind === 'member'
    ? sql`(${alias}.deleted_at is null and (${alias}.shared or ${alias}.created_by = ${actorId(ctx.actor)}))`
    : sql`${alias}.deleted_at is null`;

const storedFilter = z.strictObject(prospectFilters);
/** A filter as it was stored. Throws where the search knows it no longer. */
export const readFilter = (value: unknown): Filters => storedFilter.parse(value);

const stored = z.array(z.object({ id: z.string(), filter: z.unknown() }));

/** The filters of segments by their ids, of those that the caller sees. */
const filtersOf = async (ctx: Ctx, ids: readonly string[]): Promise<Map<string, Filters>> => {
  if (ids.length === 0) return new Map();
  const { rows } = await ctx.db.execute(sql`
    select g.id, g.filter from ${segments} g
     where g.id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb)::uuid) and ${isSeen(ctx, sql`g`)}`);
  return new Map(stored.parse(rows).map((row) => [row.id, readFilter(row.filter)]));
};

/**
 * The people of a combination as a query of `prospect_id`, and how many of its lists are there, to be compared with `lists`
 * in the same statement. A combination with segments takes one round trip more, for their filters. Throws `invalid` for a
 * segment that is not there.
 */
export const combined = async (
  ctx: Ctx,
  { op, sets }: Combination,
): Promise<{ people: SQL; listsThere: SQL; lists: number }> => {
  const idsOf = (kind: PeopleSet['kind']) => [...new Set(sets.filter((one) => one.kind === kind).map(({ id }) => id))];
  const listIds = idsOf('list');
  const filters = await filtersOf(ctx, idsOf('segment'));
  const people = sets.map(({ kind, id }): SQL => {
    if (kind === 'list')
      return sql`select m.prospect_id from ${listMembers} m where m.list_id = ${id}::uuid and not m.gone`;
    const filter = filters.get(id);
    if (!filter) throw noSet();
    return sql`select ${s.id} from ${s} where ${whereOf(filter) ?? sql`true`}`;
  });
  const listsThere = sql`(
    select count(*) from ${lists} l
     where l.id in (select jsonb_array_elements_text(${JSON.stringify(listIds)}::jsonb)::uuid) and ${isSeen(ctx, sql`l`)})`;
  return { people: combinedSql(op, people), listsThere, lists: listIds.length };
};

/** One of the sets of a combination is not there, for the caller at least. */
export const noSet = (): ProblemError => {
  const message = 'One of them is no list or segment of this workspace.';
  return new ProblemError('invalid', message, { issues: [{ path: 'from.sets', message }] });
};
