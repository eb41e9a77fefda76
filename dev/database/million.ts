/** `npm run demo:million`: a tenant with a million prospects in the local database. */
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { hashPassword } from 'better-auth/crypto';
import type pg from 'pg';
import { isSlug } from '../../src/features/tenants/host-name.ts';
import { onEnd } from '../process/lifetime.ts';
import { withClient } from './client.ts';
import { DEMO_PASSWORD, type DemoTenant, MILLION } from './demo-tenants.ts';
import { checkTotal, fillTenant } from './fill.ts';
import { openDatabase, type Where } from './local-database.ts';
import { settle } from './prospects.ts';
import { become, transaction } from './session.ts';
import { makeSmallTenants } from './small-tenants.ts';
import { insertTenant, insertUsers, type NewMember } from './tenants.ts';

const ROWS = 1_000_000;
/** A day's worth: more is a slip of the finger. */
const ROWS_MAX = 50_000_000;
const SMALL_TENANTS_MAX = 9_999;

export interface MillionInput {
  /** Logs in as the owner of the tables, which are there. */
  readonly ownerUrl: string;
  /** Prospects that each of the tenants is to have, 1 000 000 unless told; what is there already counts. */
  readonly rows?: number;
  /** Slugs of the tenants to fill, `million` unless told; one that is not there is made, with an owner. */
  readonly tenants?: readonly string[];
  /** So many small tenants beside them, 800 prospects each; none unless told. */
  readonly smallTenants?: number;
  readonly log?: (line: string) => void;
}

export interface FilledTenant {
  readonly id: string;
  readonly slug: string;
  /** Its prospects: counted, and equal to what the kept facets say. */
  readonly rows: number;
  /** Signs in with {@link DEMO_PASSWORD}; undefined where the tenant was there before and is none of ours. */
  readonly owner: NewMember | undefined;
}

export interface MillionResult {
  readonly tenants: readonly FilledTenant[];
  /** Rows that were made now. */
  readonly made: number;
  /** How long making them took, without the cleaning up behind it. */
  readonly seconds: number;
  readonly rowsPerSecond: number;
}

/** Safe to stop at any time and to call again: it goes on where it was. */
export async function seedMillion({
  ownerUrl,
  rows = ROWS,
  tenants = [MILLION.slug],
  smallTenants = 0,
  log = () => {},
}: MillionInput): Promise<MillionResult> {
  return withClient(ownerUrl, async (client) => {
    const begun = performance.now();
    let made = await makeSmallTenants(client, smallTenants, log);
    const found: Omit<FilledTenant, 'rows'>[] = [];
    for (const slug of tenants) {
      const tenant = await findOrMake(client, slug);
      made += await fillTenant(client, { ...tenant, rows, log });
      found.push(tenant);
    }
    const seconds = (performance.now() - begun) / 1000;
    if (made > 0) {
      log('Cleaning up behind it and measuring the tables.');
      await settle(client);
    }
    const filled: FilledTenant[] = [];
    for (const tenant of found) filled.push({ ...tenant, rows: await checkTotal(client, tenant) });
    return { tenants: filled, made, seconds, rowsPerSecond: made / seconds };
  });
}

async function findOrMake(client: pg.Client, slug: string): Promise<Omit<FilledTenant, 'rows'>> {
  const wanted = slug === MILLION.slug ? MILLION : newTenant(slug);
  const id = await transaction(client, async () => {
    await become(client, 'definer');
    const { rows } = await client.query<{ id: string }>('select id from tenants where slug = $1', [slug]);
    return rows[0]?.id;
  });
  if (id !== undefined && id !== wanted.id) return { id, slug, owner: undefined };
  if (id === undefined) {
    const passwordHash = await hashPassword(DEMO_PASSWORD);
    await transaction(client, async () => {
      await insertUsers(client, wanted.members, passwordHash);
      await insertTenant(client, wanted, wanted.members);
    });
  }
  return { id: wanted.id, slug, owner: wanted.members[0] };
}

function newTenant(slug: string): DemoTenant {
  const owner: NewMember = {
    userId: `demo-${slug}-owner`,
    name: 'Owen Abara',
    email: `owner@${slug}.example`,
    role: 'owner',
  };
  return { ...MILLION, id: randomUUID(), slug, name: slug, members: [owner] };
}

/** Options: --rows N, --tenant SLUG, --small-tenants N. */
export async function main(argv: readonly string[], where: Where = {}): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: { rows: { type: 'string' }, tenant: { type: 'string' }, 'small-tenants': { type: 'string' } },
  });
  const rows = wholeNumber('--rows', values.rows ?? String(ROWS), ROWS_MAX);
  const smallTenants = wholeNumber('--small-tenants', values['small-tenants'] ?? '0', SMALL_TENANTS_MAX);
  const slug = values.tenant ?? MILLION.slug;
  if (!isSlug(slug)) throw new Error(`--tenant takes the slug of a tenant, as acme; "${slug}" is none.`);

  const { ownerUrl, stackPort, stop } = await openDatabase(where);
  let ended = false;
  onEnd(() => {
    ended = true;
    console.log('Stopped. The next call goes on from here.');
    return stop();
  });
  try {
    const log = (line: string) => console.log(line);
    const result = await seedMillion({ ownerUrl, rows, tenants: [slug], smallTenants, log });
    for (const line of summary(result, stackPort)) console.log(line);
  } catch (error) {
    // What a server says that is stopped in the middle of its work is no news.
    if (!ended) throw error;
  } finally {
    await stop();
  }
}

function summary({ tenants, made, seconds, rowsPerSecond }: MillionResult, stackPort: number | undefined): string[] {
  const speed = `${made} made in ${Math.round(seconds)} s, ${Math.round(rowsPerSecond)} a second`;
  return tenants.flatMap(({ slug, rows, owner }) => [
    `${slug} has ${rows} prospects, and its facets count as many. ${made > 0 ? `${speed}.` : 'Nothing was missing.'}`,
    stackPort ? `  http://${slug}.localhost:${stackPort}` : `  npm start shows it as ${slug}.localhost`,
    ...(owner ? [`  ${owner.email} ${DEMO_PASSWORD} ${owner.role}`] : []),
  ]);
}

function wholeNumber(name: string, text: string, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= most && text.trim() !== '') return value;
  throw new Error(`${name} must be a whole number from 0 to ${most}; it is "${text}".`);
}
