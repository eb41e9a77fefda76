import { sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import { expect, it } from 'vitest';
import { among } from '../../src/db/among.ts';
import { prospects } from '../../src/db/schema/prospects.ts';
import { makeTenant } from '../support/tenants.ts';
import { admin } from '../support/worker.ts';

/** As many as are asked for at once, of so many people that reading all would be more. */
const [ASKED, PEOPLE] = [500, 4_000];

it('given ids are one value that the planner does not count: each is looked up, however many they are', async () => {
  const tenant = await makeTenant();
  await admin`insert into prospects (tenant_id, name) select ${tenant.id}, 'Among ' || i from generate_series(1, ${PEOPLE}::int) i`;
  await admin`analyze prospects`;
  const rows = await admin`select id from prospects where tenant_id = ${tenant.id} limit ${ASKED}`;
  const ids = rows.map(({ id }) => String(id));
  const { sql: text, params } = new PgDialect().sqlToQuery(
    sql`explain select name from ${prospects} where ${prospects.id} = ${among(ids)}`,
  );
  const results = await admin.transaction([
    admin`set local role edgewise_app`,
    admin`select set_config('app.tenant_id', ${tenant.id}, true)`,
    admin.query(text, params),
  ]);
  const plan = (results.at(-1) as Record<string, string>[]).map((row) => row['QUERY PLAN']).join('\n');
  expect(plan).toMatch(/Index Cond: [^\n]*tenant_id = [^\n]*id = ANY \(+(InitPlan|\$)/);
  expect(plan).not.toContain('Join');
  expect(plan).not.toContain('Nested Loop');
  // A list that it could count would be in the plan, and expected to find as many.
  expect(plan).not.toContain(ids[0]);
  const [, expected] = /on prospects +\(cost=\S+ rows=(\d+)/.exec(plan) ?? [];
  expect(Number(expected)).toBeLessThan(ASKED / 10);
});
