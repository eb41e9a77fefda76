import { and, or, type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { prospectsSearch as s } from '../../db/schema/prospects.ts';
import { whereOf } from '../prospects/filters.ts';
import { type Row, rowColumns, viewRow } from '../prospects/view.ts';
import { knownAs, suppressionOf } from '../suppression/check.ts';
import type { Matches, matchesBody, PersonaPart } from './contract.ts';
import { partsOf } from './definition.ts';
import { saidBy } from './said.ts';

/** People shown: what somebody looks through. */
const SHOWN_MAX = 50;
/** People who meet a part that are compared at most, so that one common part does not rank a million. */
const COMPARED_MAX = 5_000;
/** Parts that say what somebody does. A place or a wealth alone makes nobody similar. */
const TELLING: readonly PersonaPart[] = ['titles', 'seniorities', 'industries', 'keywords'];

const met = z.array(z.string());

/**
 * People of the workspace who meet parts of a persona, those who meet most of them first: each with which. Nobody who is
 * deleted or suppressed, and not the one whom it is about. One round trip.
 */
export const matchPersona = async (ctx: Ctx, body: z.output<typeof matchesBody>): Promise<Matches> => {
  const parts = partsOf(body.definition).flatMap(({ part, filter }) => {
    const condition = whereOf(filter);
    return condition ? [{ part, condition }] : [];
  });
  const telling = parts.filter(({ part }) => TELLING.includes(part));
  const asked = telling.length > 0 ? telling : parts;
  if (asked.length === 0) return { of: 0, items: [] };
  const meets: SQL = sql`array_remove(array[${sql.join(
    parts.map(({ part, condition }) => sql`case when ${condition} then ${part}::text end`),
    sql`, `,
  )}]::text[], null)`;
  const condition = and(
    or(...asked.map((one) => one.condition)),
    body.leaveOut ? sql`${s.id} <> ${body.leaveOut}` : undefined,
  );
  const suppression = await suppressionOf(ctx);
  // Held against the list in the order of what they meet, so that only as many are as are shown.
  const best = sql`(
    select c.id, c.meets from (
      select m.* from (
        select ${s.id} as id, ${meets} as meets, ${s.email} as email, ${s.phone} as phone, ${s.name} as name,
               ${s.company} as company, ${s.companyDomain} as company_domain
          from ${s} where ${condition} limit ${COMPARED_MAX}) m
       order by cardinality(m.meets) desc, m.id desc offset 0) c
     where not ${suppression.has(knownAs('c'))} limit ${SHOWN_MAX}) b`;
  const found = await ctx.db
    .select({ ...rowColumns, meets: sql<unknown>`to_jsonb(b.meets)` })
    .from(s)
    .innerJoin(best, sql`b.id = ${s.id}`)
    .orderBy(sql`cardinality(b.meets) desc`, sql`b.id desc`);
  const ranked = found.map(({ meets: names, ...row }) => ({ row: row as Row, parts: met.parse(names) }));
  return {
    of: parts.length,
    items: ranked.map(({ row, parts: names }) => ({
      person: viewRow(row),
      because: names.map((part) => ({ part, words: saidBy(row, part as PersonaPart) })),
    })),
  };
};
