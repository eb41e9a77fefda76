import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { type FacetAnswer, facetAnswer, type facetParams, type facetQuery, NOBODY } from './contract.ts';
import { escapeLike } from './filters.ts';

/**
 * Values of a facet that hold a text anywhere, the most frequent first: of the whole workspace, from the counts that are
 * kept. Of an owner the name or address is searched.
 */
export const facetValues = async (
  ctx: Ctx,
  { facet }: z.output<typeof facetParams>,
  { text, limit }: z.output<typeof facetQuery>,
): Promise<FacetAnswer> => {
  const pattern = `%${escapeLike(text)}%`;
  const owner = facet === 'owner';
  const { rows } = await ctx.db.execute(sql`
    select case when ${owner} and f.key = '' then ${NOBODY} else f.label end as value, f.n as count,
           coalesce(m.name, m.email) as label
      from prospect_facets f left join app.people() m on ${owner} and m.user_id = f.key
     where f.facet = ${facet} and f.n > 0
       and case when ${owner} then lower(concat(m.name, ' ', m.email, case when f.key = '' then ${NOBODY} end)) else f.key end
           like lower(${pattern})
     order by f.n desc, f.key limit ${limit}`);
  const items = z
    .array(z.object({ value: z.string(), count: z.coerce.number(), label: z.string().nullable() }))
    .parse(rows)
    .map(({ label, ...rest }) => (label === null ? rest : { ...rest, label }));
  return facetAnswer.parse({ items });
};
