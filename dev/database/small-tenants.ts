/** Many small tenants beside a large one, as a shared database has them: for measuring how they get on together. */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { makeCompanies } from './people/companies.ts';
import { population } from './people/population.ts';
import { progress } from './progress.ts';
import { insertProspects } from './prospects.ts';
import { become, enterTenant, transaction } from './session.ts';
import { insertTenant } from './tenants.ts';

/** Prospects of each: a million rows among 1 000 of them and one tenant of 200 000. */
export const SMALL_ROWS = 800;
const COMPANIES = 400;
/** News every some seconds. */
const LINE_EVERY = 50;

export const smallSlug = (n: number): string => `small-${String(n).padStart(4, '0')}`;

/** Makes those of the first `count` that are not there. They have no members: nobody signs in there. */
export async function makeSmallTenants(client: pg.Client, count: number, log: (line: string) => void): Promise<number> {
  const there = await slugsThere(client);
  const wanted = Array.from({ length: count }, (_, at) => smallSlug(at + 1)).filter((slug) => !there.has(slug));
  const employers = makeCompanies(COMPANIES);
  const now = new Date();
  const line = progress(0, wanted.length, 'small tenants');
  for (const [at, slug] of wanted.entries()) {
    const id = randomUUID();
    const personAt = population({ seed: slug, employers, now, numbered: true });
    const people = Array.from({ length: SMALL_ROWS }, (_, n) => personAt(n));
    await transaction(client, async () => {
      await insertTenant(client, { id, slug, name: slug, plan: 'free', billing: 'active', credits: 0 }, []);
      await enterTenant(client, id);
      await insertProspects(client, people);
    });
    if ((at + 1) % LINE_EVERY === 0 || at + 1 === wanted.length) log(line(at + 1));
  }
  return wanted.length * SMALL_ROWS;
}

async function slugsThere(client: pg.Client): Promise<Set<string>> {
  return transaction(client, async () => {
    await become(client, 'definer');
    const { rows } = await client.query<{ slug: string }>(`select slug from tenants where slug like 'small-%'`);
    return new Set(rows.map(({ slug }) => slug));
  });
}
