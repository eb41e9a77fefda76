import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Quote } from '../../../src/features/credits/contract.ts';
import { cancelBulk } from '../../../src/features/enrichment/bulk/cancel.ts';
import { giveUpBulk } from '../../../src/features/enrichment/bulk/drive.ts';
import type { Bulk } from '../../../src/features/enrichment/contract.ts';
import type { LiveMessage } from '../../../src/features/live/contract.ts';
import { newId } from '../../../src/lib/ids.ts';
import { type Member, makeMember, makeTenant } from '../../support/tenants.ts';
import { admin } from '../../support/worker.ts';
import { breaking } from './breaking.ts';
import { addsUp, begin, bulkOf, callOf, crowd, drive, endRuns, openRuns, takeTurn } from './bulk-kit.ts';
import { bookErrors, type Call, claimNow, control, jobCtx, listen, memberCtx, noLimits, setFaults } from './support.ts';

/** Two hundred runs, many of them twice. */
const SLOW_MS = 240_000;

beforeAll(noLimits);
afterAll(() => setFaults([]));
const owner = async (options: Parameters<typeof makeTenant>[0] = {}) => makeMember(await makeTenant(options));

/** Calls to Exa about the people of a mark, by person. */
const exaCalls = async (mark: string): Promise<Map<string, number>> => {
  const calls = (await control('GET', 'calls?provider=exa')) as Call[];
  const named = calls.flatMap(({ body }) => new RegExp(`${mark}[a-z]{2}`).exec(body)?.[0] ?? []);
  return new Map([...Map.groupBy(named, (name) => name)].map(([name, all]) => [name, all.length]));
};
const spent = async (member: Member) =>
  Number((await admin`select spent from credit_accounts where tenant_id = ${member.tenant.id}`)[0]?.spent);

describe('many people', () => {
  it(
    'are each enriched once, though every worker is killed over and over',
    async () => {
      const people = await crowd(await owner(), 'Kbq', 200);
      const bulk = await begin(people.member, { ids: people.ids, sources: ['exa'] });
      expect(bulk.people).toBe(200);
      let kill = 0;
      const dies = (): never => {
        throw new Error('killed');
      };
      let seen: Bulk;
      do {
        if (await callOf(bulk.jobId)) {
          // Before and after each of its writes in turn; then one that is left alone.
          for (const at of [1, 2, 3]) {
            for (const when of ['before', 'after'] as const) {
              const [job] = await admin`select state from jobs where id = ${bulk.jobId}`;
              if (job?.state !== 'running' && job?.state !== 'queued') continue;
              const die = takeTurn(people, bulk.jobId, (ctx) => breaking(ctx, { at, when }, dies).ctx);
              await die.catch((error) => expect(String(error)).toContain('killed'));
            }
          }
        }
        // Of the runs every third is killed, each at another place, and taken up again.
        const trial = endRuns(people, bulk.id, (ctx, nth) => {
          kill += 1;
          return nth % 3 === 0
            ? breaking(ctx, { at: (kill % 9) + 1, when: kill % 2 ? 'before' : 'after' }, dies).ctx
            : ctx;
        });
        await trial.catch((error) => expect(String(error)).toContain('killed'));
        await endRuns(people, bulk.id);
        seen = await bulkOf(people.member, bulk.id);
        expect(addsUp(seen)).toBe(true);
        expect(seen.people.running).toBe(0);
      } while (seen.people.queued > 0);
      const end = await drive(people, bulk);
      expect(end).toMatchObject({ state: 'done', people: { total: 200, queued: 0, running: 0, skipped: 0 } });
      const [runs] = await admin`
      select count(*)::int as n, count(distinct prospect_id)::int as people from enrichment_runs where batch_id = ${bulk.id}`;
      expect(runs).toEqual({ n: 200, people: 200 });
      const calls = await exaCalls(people.mark);
      expect([...calls.values()].filter((n) => n > 1)).toEqual([]);
      expect(await bookErrors(people.member.tenant.id)).toEqual([]);
      // What is paid for is what was billed; a call whose answer died with its worker is put aside.
      const [paid] = await admin`
      select coalesce(sum(settled), 0)::int as settled, count(*) filter (where state = 'unknown')::int as unknown
        from credit_ledger where tenant_id = ${people.member.tenant.id}`;
      expect(await spent(people.member)).toBe(paid?.settled);
      expect(calls.size).toBeGreaterThanOrEqual(Number(paid?.settled));
      // Whose only source was asked as its worker died is not asked twice, and failed.
      expect(end.people).toMatchObject({ done: 200 - Number(paid?.unknown), failed: paid?.unknown });
      expect(paid?.unknown).toBeGreaterThan(0);
      expect(end.credits.used).toBe(paid?.settled);
      expect(end.credits.reserved).toBe(paid?.unknown);
    },
    SLOW_MS,
  );

  it('stop at the cap: nobody is begun whom the credits do not reach, and it says so', async () => {
    const people = await crowd(await owner(), 'Kcq', 30);
    const bulk = await begin(people.member, { ids: people.ids, sources: ['exa'], creditCap: 12 });
    const end = await drive(people, bulk);
    expect(end).toMatchObject({
      state: 'done',
      people: { total: 30, done: 12, overCap: 18, skipped: 0 },
      credits: { cap: 12, used: 12, reserved: 0 },
      reason: 'Its cap is reached: 18 people were not asked about.',
    });
    expect(await spent(people.member)).toBe(12);
    // Who was not asked about is as stale as before.
    const again = await begin(people.member, { ids: people.ids, sources: ['exa'] });
    expect(again.people).toBe(18);
  });

  it('stop where the workspace has no credits left', async () => {
    const people = await crowd(await owner({ credits: 5 }), 'Kdq', 8);
    const end = await drive(people, await begin(people.member, { ids: people.ids, sources: ['exa'] }));
    expect(end.people).toMatchObject({ done: 5, overCap: 3 });
    expect(end.reason).toBe('The workspace has too few credits left: 3 people were not asked about.');
  });

  it('are stopped in the middle: who was not begun is not, and what was not asked is not', async () => {
    const people = await crowd(await owner(), 'Keq', 80);
    const bulk = await begin(people.member, { ids: people.ids, sources: ['exa'] });
    await takeTurn(people, bulk.jobId);
    const open = await openRuns(bulk.id);
    expect(open).toHaveLength(50);
    const answer = await cancelBulk(memberCtx(people.member), bulk.id);
    expect(answer).toMatchObject({ cancelRequested: true, state: 'running', people: { queued: 0, cancelled: 30 } });
    const again = await cancelBulk(memberCtx(people.member), bulk.id);
    expect(again.people).toEqual(answer.people);
    const end = await drive(people, bulk);
    expect(end).toMatchObject({ state: 'cancelled', people: { total: 80, cancelled: 80 }, credits: { used: 0 } });
    expect(await exaCalls(people.mark)).toEqual(new Map());
    const [job] = await admin`select state from jobs where id = ${bulk.jobId}`;
    expect(job?.state).toBe('cancelled');
    const audit = await admin`select verb from audit where subject_id = ${bulk.id} order by created_at, id`;
    expect(audit.map(({ verb }) => verb)).toEqual([
      'enrichment.bulk_started',
      'enrichment.bulk_cancelled',
      'enrichment.bulk_finished',
    ]);
  });

  it('of two bulks at once have one run each', async () => {
    const people = await crowd(await owner(), 'Kfq', 60);
    const two = await Promise.all([1, 2].map(() => begin(people.member, { ids: people.ids, sources: ['exa'] })));
    await Promise.all(two.map((bulk) => takeTurn(people, bulk.jobId)));
    const ends = [];
    for (const bulk of two) ends.push(await drive(people, bulk));
    expect(ends.every(addsUp)).toBe(true);
    const [runs] = await admin`
      select count(*)::int as n, count(distinct prospect_id)::int as people from enrichment_runs where tenant_id = ${people.member.tenant.id}`;
    expect(runs).toEqual({ n: 60, people: 60 });
    expect(ends.reduce((sum, { people: p }) => sum + p.done, 0)).toBe(60);
    expect(ends.reduce((sum, { people: p }) => sum + p.skipped, 0)).toBe(60);
    expect(await spent(people.member)).toBe(60);
  });

  it('are erased, made fresh or enriched elsewhere meanwhile, and counted as left out', async () => {
    const people = await crowd(await owner(), 'Kgq', 6);
    const bulk = await begin(people.member, { ids: people.ids, sources: ['exa'] });
    const [gone, erased, fresh] = people.ids;
    await admin`update prospects set deleted_at = now() where id = ${gone}`;
    await admin`delete from prospects where id = ${erased}`;
    await admin`update prospects set enriched_at = now() where id = ${fresh}`;
    const end = await drive(people, bulk);
    expect(end).toMatchObject({ state: 'done', people: { total: 6, done: 3, skipped: 3 } });
  });
});

describe('whom it is about', () => {
  it('is what was quoted: by ids, by filter and by list, the fresh left out', async () => {
    const member = await owner();
    const people = await crowd(member, 'Khq', 9);
    await admin`update prospects set enriched_at = now() where id = ${people.ids[0]}`;
    const list = newId();
    await admin`insert into lists (tenant_id, id, name, created_by) values (${member.tenant.id}, ${list}, 'Gala', ${member.userId})`;
    await admin`
      insert into list_members (tenant_id, list_id, prospect_id)
      select tenant_id, ${list}, id from prospects where id in (${people.ids[0]}, ${people.ids[1]}, ${people.ids[2]})`;
    const selections = [{ ids: people.ids.slice(0, 4) }, { filter: { q: 'Khq' } }, { filter: { list } }];
    const counted = [];
    for (const selection of selections) {
      for (const onlyStale of [true, false]) {
        const body = { ...selection, onlyStale };
        const quote = await member.json<Quote>('/api/v1/enrichment/quote', { method: 'POST', body });
        const started = await member.json<{ people: number }>('/api/v1/enrichments', { method: 'POST', body });
        counted.push([quote.people, started.people]);
      }
    }
    expect(counted).toEqual([
      [3, 3],
      [4, 4],
      [8, 8],
      [9, 9],
      [2, 2],
      [3, 3],
    ]);
  });

  it('is never another workspace’s, and nobody is nothing to start', async () => {
    const [mine, theirs] = [await crowd(await owner(), 'Kiq', 2), await crowd(await owner(), 'Kjq', 2)];
    const mixed = await begin(mine.member, { ids: [...mine.ids, ...theirs.ids] });
    expect(mixed.people).toBe(2);
    const post = (body: object) => mine.member.fetch('/api/v1/enrichments', { method: 'POST', body });
    const foreign = await post({ ids: theirs.ids });
    expect(foreign.status).toBe(422);
    expect((await post({ filter: { list: newId() } })).status).toBe(422);
    expect((await theirs.member.fetch(`/api/v1/enrichments/${mixed.id}`)).status).toBe(404);
    expect((await theirs.member.fetch(`/api/v1/enrichments/${mixed.id}/cancel`, { method: 'POST' })).status).toBe(404);
    expect(await admin`select 1 from enrichment_batches where tenant_id = ${theirs.member.tenant.id}`).toEqual([]);
    const viewer = await makeMember(mine.member.tenant, 'viewer');
    expect((await viewer.fetch('/api/v1/enrichments', { method: 'POST', body: { ids: mine.ids } })).status).toBe(403);
  });

  it('is settled once for a key, however often it is sent', async () => {
    const people = await crowd(await owner(), 'Kkq', 3);
    const headers = { 'idempotency-key': newId() };
    const send = () =>
      people.member.json<{ id: string }>('/api/v1/enrichments', { method: 'POST', headers, body: { ids: people.ids } });
    const [first, second] = [await send(), await send()];
    expect(second).toEqual(first);
  });

  it('is told in pages, newest first', async () => {
    const people = await crowd(await owner(), 'Klq', 1);
    const made = [];
    for (let n = 0; n < 3; n += 1) made.push((await begin(people.member, { ids: people.ids })).id);
    type Page = { items: Bulk[]; nextCursor: string | null };
    const first = await people.member.json<Page>('/api/v1/enrichments?limit=2');
    const second = await people.member.json<Page>(`/api/v1/enrichments?limit=2&cursor=${first.nextCursor}`);
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(made.toReversed());
    expect(second.nextCursor).toBeNull();
  });
});

describe('by itself', () => {
  it('a bulk goes from its start to its end, and the socket tells how far it is', async () => {
    const people = await crowd(await owner(), 'Kmq', 60);
    let end: (bulk: Bulk) => void = () => {};
    const ended = new Promise<Bulk>((resolve) => {
      end = resolve;
    });
    const told: number[] = [];
    const close = await listen(people.member, (message: LiveMessage) => {
      if (message.type !== 'bulk') return;
      told.push(message.bulk.people.done);
      if (message.bulk.finishedAt !== null) end(message.bulk);
    });
    await people.member.json('/api/v1/enrichments', { method: 'POST', body: { ids: people.ids, sources: ['exa'] } });
    const bulk = await ended;
    close();
    expect(bulk).toMatchObject({ state: 'done', people: { total: 60, done: 60 }, credits: { used: 60, reserved: 0 } });
    expect(new Set(told).size).toBeGreaterThan(5);
    const [job] = await admin`select state, progress_done, progress_total from jobs where id = ${bulk.jobId}`;
    expect(job).toMatchObject({ state: 'done', progress_done: '60', progress_total: '60' });
  });

  it('does not hold up the one enrichment of another workspace', async () => {
    const large = await crowd(await owner(), 'Knq', 500);
    const small = await crowd(await owner(), 'Koq', 1);
    const { id } = await large.member.json<{ id: string }>('/api/v1/enrichments', {
      method: 'POST',
      body: { ids: large.ids, sources: ['exa'] },
    });
    const [only] = small.ids;
    let end: () => void = () => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    const close = await listen(small.member, (message) => {
      if (message.type === 'enrichment' && message.enrichment.status === 'done') end();
    });
    await small.member.json(`/api/v1/prospects/${only}/enrichments`, { method: 'POST', body: { sources: ['exa'] } });
    await ended;
    close();
    await cancelBulk(memberCtx(large.member), id);
    // Counted, not timed: on a quick machine all of the large one may be over by the time that anybody looks.
    const [row] = await admin`
      select count(*)::int as before from enrichment_runs l join enrichment_runs s on s.prospect_id = ${only}
       where l.batch_id = ${id} and l.finished_at > s.created_at and l.finished_at <= s.finished_at`;
    // Those that were open before it and some that were begun meanwhile; with all of them open it would come last.
    expect(row?.before, 'runs of the large one that ended while the small one waited').toBeLessThan(
      large.ids.length / 2,
    );
  });

  it('a thousand looks at one stale profile are one run and one charge', async () => {
    const people = await crowd(await owner({ credits: 1_000 }), 'Kpq', 1);
    const [id] = people.ids;
    await Promise.all(
      Array.from({ length: 10 }, async () => {
        for (let n = 0; n < 10; n += 1) {
          await Promise.all(Array.from({ length: 10 }, () => people.member.json(`/api/v1/prospects/${id}`)));
        }
      }),
    );
    const runs = await admin`select job_id from enrichment_runs where prospect_id = ${id}`;
    expect(runs).toHaveLength(1);
    const calls = await admin`
      select provider, count(*)::int as n from credit_ledger where tenant_id = ${people.member.tenant.id} group by 1`;
    expect(calls.filter(({ n }) => n !== 1)).toEqual([]);
  });
});

describe('a bulk that is given up', () => {
  it('leaves nobody open and says so', async () => {
    const people = await crowd(await owner(), 'Krq', 3);
    const bulk = await begin(people.member, { ids: people.ids, sources: ['exa'] });
    const claim = await claimNow(people.member.tenant.id, bulk.jobId);

    await giveUpBulk(jobCtx(people.member.tenant.id, bulk.jobId), claim);
    expect(await bulkOf(people.member, bulk.id)).toMatchObject({
      state: 'failed',
      people: { cancelled: 3 },
      reason: 'It broke off several times and was given up: 3 people were not asked about.',
    });
  });
});
