import { type SQL, sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import { expect, it } from 'vitest';
import { prospects } from '../../src/db/schema/prospects.ts';
import { knownAs, type Suppression, suppressionOf } from '../../src/features/suppression/check.ts';
import { readEnv } from '../../src/platform/env.ts';
import { makeMember, makeTenant } from '../support/tenants.ts';
import { admin, testEnv } from '../support/worker.ts';

const text = (value: string): SQL => sql`${value}::text`;
const CHECKS: Record<string, (suppression: Suppression) => SQL> = {
  'a person': (s) => s.has(knownAs('prospects')),
  'hashes that are made already': (s) => s.hasKeys(s.keys(knownAs('prospects'))),
  'a glimpse': (s) =>
    s.hasGlimpse({
      first: sql`prospects.name`,
      beginning: text('Lo'),
      ending: text('e'),
      company: sql`prospects.company`,
    }),
};

/** More than the database would read whole rather than look up. */
const ENTRIES = 500;

it.each(Object.entries(CHECKS))('the hashes of %s are made once and looked up one by one', async (_, check) => {
  const member = await makeMember(await makeTenant());
  const entries = Array.from({ length: ENTRIES }, (_, n) => ({ email: `left-alone-${n}@plan.example` }));
  await member.fetch('/api/v1/suppressions', { method: 'POST', body: { entries } });
  const suppression = await suppressionOf({ env: readEnv(testEnv), tenantId: member.tenant.id });
  const { sql: asked, params } = new PgDialect().sqlToQuery(
    sql`explain (verbose, costs off) select id from ${prospects} where not ${check(suppression)}`,
  );
  const results = await admin.transaction([
    admin`set local role edgewise_app`,
    admin`select set_config('app.tenant_id', ${member.tenant.id}, true)`,
    admin.query(asked, params),
  ]);
  const lines = (results.at(-1) as Record<string, string>[]).map((row) => String(row['QUERY PLAN']));
  const conditions = lines
    .map((line) => line.trim())
    .filter((line) => line.includes('h.hash') && !line.startsWith('Output:'));
  // Nothing is known of the list: a function here would be called for each of its rows, and another index would lead to all of them.
  expect(conditions).toEqual([
    expect.stringMatching(/^Index Cond: \(\(h\.tenant_id = \S+ \d+\)\.col1\) AND \(h\.hash = k\.hash\)\)$/),
  ]);
});
