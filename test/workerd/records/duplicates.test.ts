import { describe, expect, it } from 'vitest';
import type { Ctx } from '../../../src/ctx.ts';
import type { Duplicate } from '../../../src/features/duplicates/contract.ts';
import { runScan } from '../../../src/features/duplicates/scan.ts';
import { claimJob } from '../../../src/features/jobs/claim.ts';
import { jobCtx } from '../../support/context.ts';
import { type Member, makeMember } from '../../support/tenants.ts';
import { admin } from '../../support/worker.ts';
import { addPerson, giveRecord, mergeInto, owner, undo } from './kit.ts';

type Queue = {
  items: Duplicate[];
  nextCursor: string | null;
  open: { value: number; exact: boolean };
  upToDate: boolean;
};
const queue = (m: Member, query = '') => m.json<Queue>(`/api/v1/duplicates${query}`);
const pairs = ({ items }: Queue) => items.map(({ a, b }) => [a.id, b.id].sort());

/** A job that looks the workspace through, and that no worker was told of. */
const asked = async (m: Member): Promise<string> => {
  const [made] = await admin`
    select (select set_config('app.tenant_id', ${m.tenant.id}, true)) is not null as ok, gen_random_uuid() as id`;
  const id = String(made?.id);
  await admin`
    insert into jobs (tenant_id, id, kind, title, subject_type, subject_id, dedupe, progress_unit, created_by)
    values (${m.tenant.id}, ${id}, 'duplicates', 'x', 'duplicates', ${m.tenant.id}, ${id}, 'people', 'x')`;
  return id;
};

/** Works on a job for so long, and tells nobody when it is handed on: how it stands then. */
const worked = async (m: Member, id: string, ms: number) => {
  const ctx = jobCtx(m.tenant, id);
  const claim = await claimJob(ctx, id);
  if (!claim) throw new Error('Somebody else has the job');
  const deaf = {
    ...ctx.env,
    JOBS: { send: async () => undefined },
    SWEEPER: { getByName: () => ({ arm: async () => undefined }) },
  };
  await runScan({ ...ctx, env: deaf as unknown as Ctx['env'] }, claim, ms);
  const [job] = await admin`select state, progress_done::int as done from jobs where id = ${id}`;
  return { state: String(job?.state), done: Number(job?.done) };
};

/** Has the workspace looked through to the end, here and now. */
const look = async (m: Member): Promise<void> => {
  await worked(m, await asked(m), Number.POSITIVE_INFINITY);
};

describe('the duplicates of a workspace', () => {
  it('are looked for turn by turn, and a worker goes on where the one before stopped', async () => {
    const a = await owner();
    await admin`
      insert into prospects (tenant_id, name, linkedin_url)
      select ${a.tenant.id}, 'Torvald ' || n, case when n in (1, 1200) then 'https://www.linkedin.com/in/torvald-once' end
        from generate_series(1, 1200) n`;
    const id = await asked(a);
    const turns: number[] = [];
    for (;;) {
      const { state, done } = await worked(a, id, -1);
      turns.push(done);
      if (state !== 'running') break;
    }
    expect(turns).toEqual([500, 1000, 1200, 1200]);
    expect((await queue(a)).items).toHaveLength(1);
  });

  it('are found by what two records share, graded with evidence, and never proposed again once they are dismissed', async () => {
    const a = await owner();
    const one = await addPerson(a, {
      name: 'Robert Ashgrove',
      company: 'Tarn Capital',
      email: 'robert.ashgrove@tarn.example',
    });
    const two = await addPerson(a, { name: 'Bob Ashgrove', company: 'Tarn Capital LLC', title: 'Partner' });
    const three = await addPerson(a, { name: 'Ulla Ashgrove', company: 'Elsewhere' });
    const four = await addPerson(a, {
      name: 'R. Ashgrove',
      phone: '+1 415 555 0133',
      linkedinUrl: 'https://www.linkedin.com/in/rashgrove',
    });
    await giveRecord(a, one, { source: 'contactout' }, { linkedinUrl: 'https://www.linkedin.com/in/rashgrove' });
    expect(await queue(a)).toMatchObject({ items: [], upToDate: false });
    await look(a);
    const found = await queue(a);
    expect(pairs(found)).toEqual(expect.arrayContaining([[one, two].sort(), [one, four].sort()]));
    expect(found.items.flatMap(({ a: x, b: y }) => [x.id, y.id])).not.toContain(three);
    expect(found).toMatchObject({ open: { value: 2, exact: true }, upToDate: true });
    const pair = found.items.find((d) => [d.a.id, d.b.id].includes(two));
    expect(pair).toMatchObject({ shared: ['family_company'], grade: expect.stringMatching(/exact|near/) });
    expect(pair?.evidence.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['name', 'employer']));
    const first = await queue(a, '?limit=1');
    const second = await queue(a, `?limit=1&cursor=${first.nextCursor}`);
    expect([...pairs(first), ...pairs(second)]).toEqual(pairs(found));
    expect(second.nextCursor).toBeNull();
    expect(pairs(await queue(a, `?prospect=${four}`))).toEqual([[one, four].sort()]);

    const post = (m: Member, path: string) => m.fetch(`/api/v1/duplicates/${path}`, { method: 'POST', body: {} });
    const viewer = await makeMember(a.tenant, 'viewer');
    expect((await post(viewer, `${pair?.id}/dismiss`)).status).toBe(403);
    expect((await post(await owner(), `${pair?.id}/dismiss`)).status).toBe(404);
    expect((await post(a, `${pair?.id}/dismiss`)).status).toBe(200);
    await admin`update prospects set updated_at = now() where tenant_id = ${a.tenant.id}`;
    await look(a);
    expect(pairs(await queue(a))).toEqual([[one, four].sort()]);
    expect((await post(a, `${pair?.id}/reopen`)).status).toBe(200);
    expect(pairs(await queue(a))).toHaveLength(2);
    const verbs = await admin`select verb from audit where tenant_id = ${a.tenant.id} order by id`;
    expect(verbs.map(({ verb }) => verb)).toEqual(['duplicate.dismissed', 'duplicate.reopened']);
  });

  it('leave the queue as they are merged, look alike no more, or were merged and taken apart', async () => {
    const a = await owner();
    const one = await addPerson(a, { name: 'Melisande Korrigan', company: 'Ysolde', email: 'm@ysolde.example' });
    const two = await addPerson(a, {
      name: 'Melisande Korrigan',
      company: 'Ysolde Ltd',
      email: 'melisande@ysolde.example',
    });
    const three = await addPerson(a, { name: 'Mélisande Korrigan', company: 'Ysolde', phone: '+33144556677' });
    await look(a);
    expect((await queue(a)).items).toHaveLength(3);
    await admin`update prospects set name = 'Jean Petit', company = 'Autre', updated_at = now() where id = ${three}`;
    await look(a);
    expect(pairs(await queue(a))).toEqual([[one, two].sort()]);
    const { mergeId } = await mergeInto(a, one, [two]);
    expect((await queue(a)).items).toEqual([]);
    await undo(a, mergeId);
    await look(a);
    // Whoever takes two apart has said that they are two.
    expect((await queue(a)).items).toEqual([]);
  });

  it('are looked for once, whoever asks, and a key of a crowd brings nobody together', async () => {
    const a = await owner();
    for (let n = 0; n < 30; n += 1)
      await addPerson(a, { name: `Crowd Person${'abcdefghijklmnopqrstuvwxyzäöüß'[n]}`, phone: '+49 30 1234567' });
    const ask = () => a.json<{ jobId: string | null }>('/api/v1/duplicates/scan', { method: 'POST', body: {} });
    const asked = await Promise.all([ask(), ask(), ask()]);
    const jobs = await admin`select id from jobs where tenant_id = ${a.tenant.id} and kind = 'duplicates'`;
    expect(jobs).toHaveLength(1);
    expect(new Set(asked.map(({ jobId }) => jobId).filter((id) => id !== null))).toEqual(new Set([jobs[0]?.id]));
    await expect
      .poll(async () => (await admin`select state from jobs where id = ${jobs[0]?.id}`)[0]?.state, { timeout: 60_000 })
      .toBe('done');
    expect((await queue(a)).items).toEqual([]);
    expect(await ask()).toEqual({ jobId: null });
  });
});
