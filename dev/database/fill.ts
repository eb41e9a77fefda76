/** Fills a tenant with made-up prospects up to a number, and checks that the database counted them right. */
import type pg from 'pg';
import { makeCompanies } from './people/companies.ts';
import { population } from './people/population.ts';
import { progress } from './progress.ts';
import { insertProspects } from './prospects.ts';
import { enterTenant, transaction } from './session.ts';

/** Rows of one transaction: some seconds of work, which is what a kill loses and how often there is news. */
const BATCH = 20_000;
/** A million people work for some thousands of companies; the largest then has about thirteen thousand of them. */
const COMPANIES = 20_000;

export interface Filling {
  readonly id: string;
  readonly slug: string;
  readonly rows: number;
  /** Rows of one transaction, if not as many as usual. */
  readonly batch?: number;
  readonly log: (line: string) => void;
}

/** Makes the rows that are missing, in batches that each stay once they are there. @returns how many it made */
export async function fillTenant(client: pg.Client, { id, slug, rows, batch = BATCH, log }: Filling): Promise<number> {
  const there = await inTenant(client, id, () => countRows(client));
  if (there >= rows) return 0;
  const personAt = population({
    seed: slug,
    employers: makeCompanies(COMPANIES),
    now: new Date(),
    numbered: true,
  });
  const line = progress(there, rows, 'prospects');
  for (let from = there; from < rows; from += batch) {
    const to = Math.min(rows, from + batch);
    // A person's number is how many there were before: what a kill cut off is made again, and nobody twice.
    const people = Array.from({ length: to - from }, (_, at) => personAt(from + at));
    await inTenant(client, id, () => insertProspects(client, people));
    log(`${slug}: ${line(to)}`);
  }
  return rows - there;
}

/** Deleted ones too: their numbers are taken. */
async function countRows(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ n: string }>('select count(*) as n from prospects');
  return Number(rows[0]?.n);
}

/**
 * Fails where the kept count of a tenant's prospects is not what counting them gives. Both are read in one statement,
 * so that writes meanwhile make no difference.
 * @returns the count
 */
export async function checkTotal(client: pg.Client, { id, slug }: Pick<Filling, 'id' | 'slug'>): Promise<number> {
  const { rows } = await inTenant(client, id, () =>
    client.query<{ counted: string; kept: string | null }>(
      `select count(*) as counted, (select n from prospect_facets where facet = 'all' and key = '') as kept
         from prospects where deleted_at is null`,
    ),
  );
  const [counted, kept] = [Number(rows[0]?.counted), Number(rows[0]?.kept ?? 0)];
  if (counted !== kept) throw new Error(`${slug} has ${counted} prospects, but its facets count ${kept}.`);
  return counted;
}

export function inTenant<T>(client: pg.Client, id: string, work: () => Promise<T>): Promise<T> {
  return transaction(client, async () => {
    await enterTenant(client, id);
    return work();
  });
}
