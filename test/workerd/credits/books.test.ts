import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cap, Team } from '../../../src/features/credits/contract.ts';
import { type Member, makeMember, makeTenant } from '../../support/tenants.ts';
import { admin } from '../../support/worker.ts';
import { accepted, jobCtx, type Started } from '../enrichment/support.ts';
import { bookFaults } from './support.ts';

const owner = async (credits: number) => makeMember(await makeTenant({ credits }));
const begin = (member: Member): Promise<Started> => accepted(member, `Books ${crypto.randomUUID()}`);
const contextOf = ({ member, jobId }: Started) => jobCtx(member.tenant.id, jobId);

const PLAN = 1_000_000;
/** What a worker does before a call, without the rest of it: a step of its own stands for a call of its own. */
const reserve = async (run: Started, step: string, price: number, plan = PLAN): Promise<string> => {
  const { rows } = await contextOf(run).db.execute<{ verdict: string }>(sql`
    select app.reserve_credits(${run.jobId}::uuid, ${step}, 'exa', ${price}::bigint, 'platform', null, uuidv7(), ${plan}::bigint) as verdict`);
  return rows[0]?.verdict ?? '';
};
const settle = (run: Started, step: string, state: string, credits: number) =>
  contextOf(run).db.execute(sql`
    select app.settle_call(${run.jobId}::uuid, ${step}, 'exa', ${state}, ${credits}::bigint, null, 0.01, null)`);
const eachCall = (run: Started, step: string, what: 'reconcile_call' | 'refund_bounced', credits: number) =>
  contextOf(run).db.execute(
    what === 'reconcile_call'
      ? sql`select app.reconcile_call(l.id, ${credits}::numeric, 'usage', 'x') from credit_ledger l where l.job_id = ${run.jobId} and l.step = ${step}`
      : sql`select app.refund_bounced(l.id, ${credits}::bigint, 'x') from credit_ledger l where l.job_id = ${run.jobId} and l.step = ${step}`,
  );

describe('calls at the same time', () => {
  const all = async (run: Started, calls: number, plan = PLAN) => {
    const verdicts = await Promise.all(Array.from({ length: calls }, (_, at) => reserve(run, `s${at}`, 1, plan)));
    const count = (verdict: string) => verdicts.filter((one) => one === verdict).length;
    return { ok: count('ok'), count };
  };

  it('a thousand of them with credits for a hundred are exactly a hundred', async () => {
    const member = await owner(100);
    const run = await begin(member);
    const { ok, count } = await all(run, 1_000);
    expect({ ok, balance: count('balance') }).toEqual({ ok: 100, balance: 900 });
    const [sum] = await admin`
      select count(*)::int as n, sum(reserved)::int as reserved from credit_ledger where tenant_id = ${member.tenant.id}`;
    expect(sum).toEqual({ n: 100, reserved: 100 });
    expect(await bookFaults(member.tenant.id)).toEqual([]);
  }, 300_000);

  const budget =
    (scope: string, subject = '') =>
    (member: Member) =>
      admin`insert into credit_budgets (tenant_id, scope, subject, credits) values (${member.tenant.id}, ${scope}, ${subject || ''}, 20)`;
  const CAPS: [Cap, (member: Member, run: Started) => Promise<unknown>, number?][] = [
    ['run', budget('run')],
    ['run', (_, run) => admin`update enrichment_runs set credit_cap = 20 where id = ${run.runId}`],
    ['member', budget('member')],
    ['member', (member) => budget('member', member.userId)(member)],
    ['day', budget('day')],
    ['month', budget('month')],
    ['plan', async () => {}, 20],
    [
      'batch',
      async (member, run) => {
        const id = crypto.randomUUID();
        await admin`
          insert into enrichment_batches (tenant_id, id, job_id, sources, only_stale, credit_cap, people, done, created_by)
          values (${member.tenant.id}, ${id}, ${run.jobId}, '{exa}', false, 20, 1, 1, ${member.userId})`;
        await admin`update enrichment_runs set batch_id = ${id} where id = ${run.runId}`;
      },
    ],
  ];
  it.each(CAPS)('at the cap of a %s stop exactly there', async (cap, arrange, plan) => {
    const member = await owner(1_000);
    const run = await begin(member);
    await arrange(member, run);
    const { ok, count } = await all(run, 60, plan);
    expect({ ok, refused: count(cap) }).toEqual({ ok: 20, refused: 40 });
    // What comes back can be spent again; what was paid cannot.
    const aside = await admin`select step from credit_ledger where job_id = ${run.jobId} order by step limit 2`;
    const [free, paid] = aside.map(({ step }) => String(step));
    await settle(run, free ?? '', 'refunded', 0);
    await settle(run, paid ?? '', 'settled', 1);
    expect([await reserve(run, 'again', 1, plan), await reserve(run, 'once more', 1, plan)]).toEqual(['ok', cap]);
    expect(await bookFaults(member.tenant.id)).toEqual([]);
  });

  it('of two members of one team stop at its cap together, and what one spent follows no move to another', async () => {
    const ada = await owner(1_000);
    const bela = await makeMember(ada.tenant);
    const runs = [await begin(ada), await begin(bela)];
    const team = async (name: string, memberIds: string[], budget: number) =>
      (await ada.json<{ items: Team[] }>('/api/v1/teams', { method: 'POST', body: { name, memberIds, budget } })).items;
    const used = async () =>
      (await ada.json<{ items: Team[] }>('/api/v1/teams')).items.map((one) => [one.name, one.used]);
    await team('North', [ada.userId, bela.userId], 20);
    const verdicts = await Promise.all(
      Array.from({ length: 100 }, (_, at) => reserve(runs[at % 2] as Started, `s${at}`, 1)),
    );
    const count = (verdict: string) => verdicts.filter((one) => one === verdict).length;
    expect({ ok: count('ok'), team: count('team') }).toEqual({ ok: 20, team: 80 });
    expect(await used()).toEqual([['North', 20]]);
    const [back] = await admin`select job_id, step from credit_ledger where tenant_id = ${ada.tenant.id} limit 1`;
    await team('South', [bela.userId], 5);
    const of = runs.find(({ jobId }) => jobId === back?.job_id) as Started;
    await settle(of, String(back?.step), 'refunded', 0);
    expect(await reserve(runs[1] as Started, 'of the south', 5)).toBe('ok');
    expect(await used()).toEqual([
      ['North', 19],
      ['South', 5],
    ]);
    expect(await bookFaults(ada.tenant.id)).toEqual([]);
  });

  it('that are the same call are one: the second is refused by the ledger', async () => {
    const member = await owner(10);
    const run = await begin(member);
    const tried = await Promise.allSettled(Array.from({ length: 10 }, () => reserve(run, 'same', 3)));
    expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await bookFaults(member.tenant.id)).toEqual([]);
  });
});

describe('the books', () => {
  const command = fc.oneof(
    fc.record({ do: fc.constant('reserve' as const), step: fc.nat(7), price: fc.integer({ min: 0, max: 4 }) }),
    fc.record({
      do: fc.constant('settle' as const),
      step: fc.nat(7),
      state: fc.constantFrom('settled', 'refunded', 'unknown'),
      credits: fc.nat(5),
    }),
    fc.record({ do: fc.constant('reconcile' as const), step: fc.nat(7) }),
    fc.record({ do: fc.constant('bounce' as const), step: fc.nat(7), credits: fc.nat(4) }),
    fc.record({ do: fc.constant('grant' as const), credits: fc.integer({ min: 1, max: 5 }) }),
    fc.record({ do: fc.constant('give up' as const) }),
  );
  it('come out even after whatever is done, in whatever order, twice or at once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: 25 }), async (commands) => {
        const member = await owner(12);
        const run = await begin(member);
        const perform = (one: (typeof commands)[number]): Promise<unknown> => {
          switch (one.do) {
            case 'reserve':
              return reserve(run, `s${one.step}`, one.price);
            case 'settle':
              return settle(run, `s${one.step}`, one.state, one.credits);
            case 'reconcile':
              return eachCall(run, `s${one.step}`, 'reconcile_call', 1);
            case 'bounce':
              return eachCall(run, `s${one.step}`, 'refund_bounced', one.credits);
            case 'grant':
              return admin`update credit_accounts set granted = granted + ${one.credits} where tenant_id = ${member.tenant.id}`;
            case 'give up':
              return contextOf(run).db.execute(sql`select app.give_up_calls(${run.jobId}::uuid, 'x')`);
          }
        };
        // Each is delivered twice at the same time; what the database refuses is refused as a whole.
        for (const one of commands) await Promise.allSettled([perform(one), perform(one)]);
        expect(await bookFaults(member.tenant.id)).toEqual([]);
      }),
      { numRuns: 12 },
    );
  }, 300_000);

  it('are written by nobody but the functions that keep them', async () => {
    const member = await owner(10);
    const run = await begin(member);
    await reserve(run, 'one', 2);
    const { db } = contextOf(run);
    const tries = [
      sql`update credit_accounts set granted = 1000`,
      sql`update credit_accounts set reserved = 0`,
      sql`update credit_ledger set reserved = 0`,
      sql`insert into credit_ledger (job_id, step, provider, reserved) values (${run.jobId}, 'x', 'exa', 0)`,
      sql`insert into credit_transfers (kind, from_account, to_account, amount) values ('grant', 'granted', 'available', 9)`,
      sql`delete from credit_transfers`,
      sql`update credit_counters set used = 0`,
    ];
    for (const one of tries) await expect(db.execute(one)).rejects.toMatchObject({ cause: { code: '42501' } });
    await expect(
      admin`update credit_transfers set amount = 1 where tenant_id = ${member.tenant.id}`,
    ).rejects.toMatchObject({
      code: '42501',
    });
    for (const amount of [0, -1]) {
      const wrong = admin`
        insert into credit_transfers (tenant_id, kind, from_account, to_account, amount)
        values (${member.tenant.id}, 'grant', 'granted', 'available', ${amount})`;
      await expect(wrong).rejects.toMatchObject({ constraint: 'credit_transfers_amount' });
    }
    expect(await bookFaults(member.tenant.id)).toEqual([]);
  });
});
