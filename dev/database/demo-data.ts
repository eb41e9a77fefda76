/** Fills the demo tenants: accounts, prospects, lists. */
import { randomUUID } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import type pg from 'pg';
import { diceOf } from '../providers/hash.ts';
import { DEMO_PASSWORD, type DEMO_TENANTS } from './demo-tenants.ts';
import { makeCompanies } from './people/companies.ts';
import { type Insider, readInsiders } from './people/insiders.ts';
import { population } from './people/population.ts';
import { type ProspectRow, withKeys } from './people/prospect-row.ts';
import { insertProspects, settle } from './prospects.ts';
import { enterTenant, transaction } from './session.ts';
import { insertTenant, insertUsers } from './tenants.ts';

type Tenant = (typeof DEMO_TENANTS)[number];

/** The tenants move in one small world: some companies are on file with all of them. */
const COMPANIES = 400;
/** Insiders were put on file one by one over the last quarter. */
const INSIDERS_SINCE_MS = 90 * 24 * 60 * 60 * 1000;

const TOP: ReadonlySet<string | null> = new Set(['owner', 'founder', 'c_suite', 'partner']);

interface List {
  readonly name: string;
  /** At most so many, the latest first. */
  readonly size: number;
  readonly holds: (prospect: ProspectRow) => boolean;
}

const LISTS: readonly List[] = [
  { name: 'Spring gala', size: 120, holds: ({ tags }) => tags.includes('gala 2025') },
  { name: 'Board prospects', size: 40, holds: ({ seniority, netWorth }) => TOP.has(seniority) && netWorth !== null },
  { name: 'Insiders to watch', size: 200, holds: ({ tags }) => tags.includes('insider') },
];

/** Makes the tenants one after the other, each in a transaction of its own. */
export async function makeDemo(client: pg.Client, tenants: readonly Tenant[], log: (line: string) => void) {
  const { insiders, real } = readInsiders();
  const count = tenants.reduce((sum, { prospects }) => sum + prospects, 0);
  log(`Making the demo data: ${count} prospects for ${tenants.map(({ slug }) => slug).join(', ')}.`);
  if (!real) log(`No list of real insiders is there: the demo has ${insiders.length} made-up ones.`);
  const now = new Date();
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  for (const tenant of tenants) {
    const prospects = prospectsOf(tenant, insiders, now);
    await transaction(client, async () => {
      await insertUsers(client, tenant.members, passwordHash);
      await insertTenant(client, tenant, tenant.members);
      await enterTenant(client, tenant.id);
      await insertProspects(client, prospects);
      for (const list of LISTS) await insertList(client, list, prospects, tenant.members[0]?.userId ?? tenant.slug);
    });
  }
  await settle(client);
}

/** As many different people as the tenant has, the insiders among them: no two share a key. */
export function prospectsOf(
  { slug, prospects: count }: Tenant,
  insiders: readonly Insider[],
  now: Date,
): ProspectRow[] {
  const personAt = population({ seed: slug, employers: makeCompanies(COMPANIES), now });
  const dice = diceOf(`${slug}|insiders`);
  const taken = new Set<string>();
  const free = ({ emailKey, linkedinKey, nameKey }: ProspectRow) => {
    const keys = [emailKey, linkedinKey, nameKey].filter((key) => key !== null);
    if (keys.some((key) => taken.has(key))) return false;
    for (const key of keys) taken.add(key);
    return true;
  };
  const people = insiders
    .map((insider) => insiderRow(insider, new Date(now.getTime() - Math.floor(dice.next() * INSIDERS_SINCE_MS))))
    .filter(free);
  for (let n = 0; people.length < count; n += 1) {
    const person = personAt(n);
    if (free(person)) people.push(person);
  }
  return people.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
}

function insiderRow({ cik, ...known }: Insider, at: Date): ProspectRow {
  const unknown = { email: null, phone: null, linkedinUrl: null, department: null, companyDomain: null };
  const more = { industry: null, location: null, netWorth: null, notes: null };
  const custom = { 'SEC CIK': cik };
  return withKeys({ ...known, ...unknown, ...more, tags: ['insider'], custom, createdAt: at, updatedAt: at });
}

async function insertList(
  client: pg.Client,
  { name, size, holds }: List,
  prospects: readonly ProspectRow[],
  by: string,
) {
  const id = randomUUID();
  const ids = prospects
    .filter(holds)
    .slice(-size)
    .map((prospect) => prospect.id);
  await client.query('insert into lists (id, name, created_by) values ($1, $2, $3)', [id, name, by]);
  await client.query('insert into list_members (list_id, prospect_id) select $1, unnest($2::uuid[])', [id, ids]);
}
