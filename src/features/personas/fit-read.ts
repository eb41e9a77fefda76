import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { prospects } from '../../db/schema/prospects.ts';
import { personas, personaVersions } from '../../db/schema/segments.ts';
import { ProblemError } from '../../lib/problem.ts';
import { type Fit, type Fits, PERSONAS_MAX, type PersonaPart, personaDefinition } from './contract.ts';
import { conditionsOf, scoreOf } from './fit.ts';
import { saidBy } from './said.ts';

const text = z.string().nullable();
const facts = z.object({
  searchText: z.string(),
  facetKeys: z.array(z.string()),
  title: text,
  seniority: text,
  industry: text,
  places: z.array(z.string()),
  wealth: text,
});
const person = z.object({
  title: text,
  seniority: text,
  industry: text,
  city: text,
  region: text,
  country: text,
  location: text,
  netWorth: z.coerce.number().nullable(),
  facts,
});
// Names of parts are lowered with the values: the definition is lowered as one text.
const lowered = z
  .record(z.string(), z.array(z.string()))
  .transform(
    ({ companysizes = [], ...parts }) => ({ ...parts, companySizes: companysizes }) as Record<PersonaPart, string[]>,
  );
const stored = z.object({ id: z.string(), name: z.string(), version: z.int(), definition: personaDefinition, lowered });

/**
 * How far somebody meets each persona of the workspace: those that they meet best first. One round trip: what is asked is
 * lowered by the database, and held against the person here. Throws `not_found`.
 */
export const readFit = async (ctx: Ctx, prospectId: string): Promise<Fits> => {
  const [people, all] = await ctx.db.batch([
    ctx.db.execute(sql`
      select p.title, p.seniority, p.industry, p.city, p.region, p.country, p.location, p.net_worth as "netWorth",
             jsonb_build_object('searchText', p.search_text, 'facetKeys', p.facet_keys, 'title', lower(p.title),
               'seniority', lower(p.seniority), 'industry', lower(p.industry), 'wealth', p.net_worth::text,
               'places', to_jsonb(array_remove(
                 array[lower(p.city), lower(p.region), lower(p.country), lower(p.location)], null))) as facts
        from ${prospects} p where p.id = ${prospectId} and p.deleted_at is null`),
    ctx.db.execute(sql`
      select p.id, p.name, p.version, v.definition, lower(v.definition::text)::jsonb as lowered
        from ${personas} p join ${personaVersions} v on v.persona_id = p.id and v.version = p.version
       where p.deleted_at is null order by lower(p.name), p.id limit ${PERSONAS_MAX}`),
  ]);
  if (!people.rows[0]) throw new ProblemError('not_found');
  const { facts, ...said } = person.parse(people.rows[0]);
  const items = z
    .array(stored)
    .parse(all.rows)
    .map(({ id, name, version, definition, lowered: low }): Fit => {
      const conditions = conditionsOf(definition, low, facts).map((condition) => ({
        ...condition,
        has: saidBy(said, condition.part) || null,
      }));
      return { personaId: id, name, version, ...scoreOf(conditions), conditions };
    });
  return { items: items.toSorted((a, b) => shareOf(b) - shareOf(a) || b.fits - a.fits) };
};

const shareOf = ({ fits, of }: Fit): number => (of === 0 ? 0 : fits / of);
