import { sql } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import type { Ctx } from '../../src/ctx.ts';
import { withinBudget } from '../../src/features/prospects/budget.ts';
import { newId } from '../../src/lib/ids.ts';
import { jobCtx } from '../support/context.ts';
import { makeTenant } from '../support/tenants.ts';
import { admin } from '../support/worker.ts';

let ctx: Ctx;
beforeAll(async () => {
  const tenant = await makeTenant();
  const job = newId();
  await admin`
    insert into jobs (tenant_id, id, kind, title, subject_type, subject_id, dedupe, progress_unit, created_by)
    values (${tenant.id}, ${job}, 'duplicates', 'x', 'duplicates', ${tenant.id}, ${job}, 'people', 'x')`;
  ctx = jobCtx(tenant, job);
});
/** Two statements of which each is within what a text of signs is given, and both together are not. */
const two = () => [1, 2].map(() => ctx.db.execute(sql`select pg_sleep(0.6), 'done' as said`));

it('the statements of a search of signs and single letters have one short budget together, and what to do is said', async () => {
  await expect(withinBudget(ctx, { q: 'a% b_' }, two())).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('Write a word'),
  });
});

it('another search has more, and gets what each of its statements gave, in their order', async () => {
  const results = await withinBudget(ctx, { q: 'a% bee' }, [...two(), ctx.db.execute(sql`select 'last' as said`)]);
  expect(results).toMatchObject([
    { rows: [{ said: 'done' }] },
    { rows: [{ said: 'done' }] },
    { rows: [{ said: 'last' }] },
  ]);
});
