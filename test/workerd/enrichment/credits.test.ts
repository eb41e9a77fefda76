import { beforeAll, describe, expect, it } from 'vitest';
import { enrich } from '../../../src/features/enrichment/engine/enrich.ts';
import { makeMember, makeTenant } from '../../support/tenants.ts';
import { admin } from '../../support/worker.ts';
import {
  accepted,
  bookErrors,
  callsAbout,
  claimNow,
  jobCtx,
  money,
  noLimits,
  peek,
  plainSteps,
  quietEnv,
  sourceOf,
} from './support.ts';

beforeAll(noLimits);
const owner = async (credits: number) => makeMember(await makeTenant({ credits }));

let n = 0;
/** A person whom every paid source knows, under a middle name of the test's own. */
const someone = () => `Tomas ${String.fromCharCode(65 + n++)}z Ostrander`;

describe('credits', () => {
  it('that do not suffice leave a source out, with its price', async () => {
    const member = await owner(2);
    const run = await accepted(member, someone());
    const { fence } = await claimNow(member.tenant.id, run.jobId);
    await enrich(jobCtx(member.tenant.id, run.jobId), plainSteps, run.jobId, fence);
    const profile = await peek(member, run.id);
    expect(sourceOf(profile, 'contactout')).toMatchObject({
      status: 'skipped',
      cost: 0,
      reason: 'Not enough credits: ContactOut takes up to 3. Add credits, then retry.',
    });
    expect(profile.enrichment.status).toBe('done');
    expect(await money(member, run.jobId)).toEqual({
      reserved: 0,
      spent: 2,
      entries: ['apollo settled 1/1', 'exa settled 1/1'],
    });
    expect(sourceOf(profile, 'claude')).toMatchObject({
      status: 'skipped',
      reason: expect.stringContaining('takes 1.'),
    });
  });

  it('are spent to the last one and not one further by any number of runs at once', async () => {
    const member = await owner(25);
    const runs = await Promise.all(Array.from({ length: 10 }, () => accepted(member, someone())));
    await Promise.all(
      runs.map(async ({ jobId }) => {
        const { fence } = await claimNow(member.tenant.id, jobId);
        await enrich(jobCtx(member.tenant.id, jobId), plainSteps, jobId, fence);
      }),
    );
    const { spent, reserved } = await money(member, null);
    expect({ spent: spent <= 25 && spent >= 20, reserved }).toEqual({ spent: true, reserved: 0 });
    expect(await bookErrors(member.tenant.id)).toEqual([]);
    const [sum] = await admin`
      select sum(cost)::int as cost, count(*) filter (where status = 'skipped' and reason like 'Not enough credits%')::int as left_out
        from source_results where tenant_id = ${member.tenant.id}`;
    expect(sum?.cost).toBe(spent);
    expect(sum?.left_out).toBeGreaterThan(0);
  });

  it('are not asked for where no key is set', async () => {
    const member = await owner(0);
    const run = await accepted(member, someone());
    const { fence } = await claimNow(member.tenant.id, run.jobId);
    const { APOLLO_KEY: _, EXA_KEY: __, CONTACTOUT_KEY: ___, ANTHROPIC_KEY: ____, ...env } = quietEnv();
    await enrich(jobCtx(member.tenant.id, run.jobId, env), plainSteps, run.jobId, fence);
    const profile = await peek(member, run.id);
    expect(profile.enrichment.sources.map(({ source, status, reason }) => `${source} ${status}: ${reason}`)).toEqual([
      'apollo skipped: No key for Apollo is set.',
      'exa skipped: No key for Exa is set.',
      'contactout skipped: No key for ContactOut is set.',
      'edgar empty: No insider of this name has filed with the SEC.',
      'claude skipped: No key for Claude is set.',
    ]);
    expect(await callsAbout(run.name)).toHaveLength(0);
  });
});
