/** Who is enriched: people of several workspaces, because one may not ask a provider as often as ten thousand runs do. */
import type pg from 'pg';
import { v7 } from 'uuid';
import { DEMO_TENANTS, type DemoTenant } from '../database/demo-tenants.ts';
import { transaction } from '../database/session.ts';
import { insertTenant } from '../database/tenants.ts';

/** Runs of one workspace: below its share of the narrowest provider, 1,000 calls an hour, with all that is repeated. */
const RUNS_EACH = 500;
/** More than any run costs. */
const CREDITS_EACH = 20;
const FAMILY =
  'Adler Bishop Castle Dorsey Ellery Frost Garner Hollis Ingram Jarvis Keller Lowell Mercer Norris Ogden'.split(' ');
const COMPANIES = ['Acme Robotics', 'Larkspur Instruments', 'Foxglove Robotics', 'Northquay Robotics'];
/** Limits that are no part of this test. */
const WIDE = JSON.stringify({
  creditsPerMonth: 10_000_000,
  requestsPerMinute: 1_000_000,
  modelTokensPerDay: 2_000_000_000,
  modelMicrosPerDay: 2_000_000_000,
});

export type Person = { id: string; slug: string };
export type Prepared = { owner: { email: string }; tenantIds: string[]; people: Person[] };

/** Every two have one name, at different companies: what EDGAR says of a name is asked once for both. */
const named = (n: number): { name: string; company: string } => {
  const who = Math.floor(n / 2);
  return {
    name: `Robin ${String.fromCharCode(65 + (who % 26))}${who.toString(36)} ${FAMILY[who % FAMILY.length]}`,
    company: COMPANIES[n % COMPANIES.length] ?? '',
  };
};

/** Makes as many workspaces as so many runs take, all of one owner, with credits for all, and their people in turn. */
export const prepare = async (client: pg.Client, runs: number): Promise<Prepared> => {
  const demo = DEMO_TENANTS[0] as DemoTenant;
  const [owner] = demo.members;
  if (!owner) throw new Error('The demo tenant has no owner.');
  const tenants = Array.from({ length: Math.ceil(runs / RUNS_EACH) }, (_, n) => ({
    id: v7(),
    slug: `faults-${n}`,
    name: `Faults ${n}`,
    plan: 'enterprise',
    billing: 'active',
    credits: RUNS_EACH * CREDITS_EACH,
  }));
  for (const tenant of tenants) await transaction(client, () => insertTenant(client, tenant, [owner]));
  const tenantIds = tenants.map(({ id }) => id);
  await client.query('update tenants set limits = limits || $2::jsonb where id = any($1::uuid[])', [tenantIds, WIDE]);
  const all = Array.from({ length: runs }, (_, n) => ({ id: v7(), tenant: tenants[n % tenants.length], ...named(n) }));
  await client.query(
    'insert into prospects (tenant_id, id, name, company) select p.* from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) p',
    [
      all.map(({ tenant }) => tenant?.id),
      all.map(({ id }) => id),
      all.map(({ name }) => name),
      all.map((one) => one.company),
    ],
  );
  return { owner, tenantIds, people: all.map(({ id, tenant }) => ({ id, slug: tenant?.slug ?? '' })) };
};
