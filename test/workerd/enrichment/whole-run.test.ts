import { beforeAll, describe, expect, it } from 'vitest';
import type { LiveMessage } from '../../../src/features/live/contract.ts';
import type { Profile } from '../../../src/features/prospects/profile-contract.ts';
import { newId } from '../../../src/lib/ids.ts';
import { makeMember, makeTenant } from '../../support/tenants.ts';
import { admin, tripsOf } from '../../support/worker.ts';
import {
  addProspect,
  callsAbout,
  chosenOf,
  enriched,
  listen,
  money,
  noLimits,
  openProfile,
  peek,
  sourceOf,
} from './support.ts';

beforeAll(noLimits);
const owner = async () => makeMember(await makeTenant());
const LARKSPUR = 'Larkspur Instruments';

describe('opening a profile that was never enriched', () => {
  it('answers at once with what is known, and the five sources fill it before one’s eyes', async () => {
    const a = await owner();
    const id = await addProspect(a, { name: 'Tomas Ostrander', company: LARKSPUR, title: 'Chairman' });
    const heard: LiveMessage[] = [];
    const close = await listen(a, (message) => void heard.push(message));
    const r = await a.fetch(`/api/v1/prospects/${id}`);
    expect(await tripsOf(r)).toBe(1);
    const first = (await r.json()) as Profile;
    expect(first.enrichment).toMatchObject({ status: 'queued', stale: true, enrichedAt: null, summary: null });
    expect(first.enrichment.sources.map(({ source, status }) => `${source} ${status}`)).toEqual([
      'apollo queued',
      'exa queued',
      'contactout queued',
      'edgar queued',
      'claude queued',
    ]);
    expect(chosenOf(first, 'title')).toMatchObject({ value: 'Chairman', source: 'import', evidenceId: null });

    const done = await enriched(a, id);
    expect(done.enrichment).toMatchObject({ status: 'done', stale: false, enrichedAt: expect.any(String) });
    expect(done.enrichment.sources.map(({ source, status, cost }) => `${source} ${status} ${cost}`)).toEqual([
      'apollo found 1',
      'exa found 1',
      'contactout found 3',
      'edgar empty 0',
      'claude found 1',
    ]);
    for (const source of done.enrichment.sources)
      expect(source).toMatchObject({ startedAt: expect.any(String), finishedAt: expect.any(String) });

    // Empty columns are filled; what the tenant wrote stays, and the other title is shown beside it.
    expect(done.prospect).toMatchObject({ title: 'Chairman', city: expect.any(String), industry: expect.any(String) });
    expect(done.prospect.email).toMatch(/@larkspur-instruments\.example$/);
    expect(
      done.fields.filter(({ field }) => field === 'title').map(({ source, value, chosen }) => [source, value, chosen]),
    ).toEqual([
      ['apollo', 'President', false],
      ['contactout', 'President', false],
      ['import', 'Chairman', true],
    ]);
    expect(chosenOf(done, 'email')).toMatchObject({ source: 'apollo', confidence: 0.95, value: done.prospect.email });
    const [keys] = await admin`select email_key, linkedin_key from prospects where id = ${id}`;
    expect(keys).toEqual({
      email_key: done.prospect.email,
      linkedin_key: expect.stringMatching(/^in\/tomas-ostrander/),
    });

    const cited = done.enrichment.summary?.sentences.flatMap(({ evidence }) => evidence) ?? [];
    expect(cited.length).toBeGreaterThan(0);
    for (const one of cited) expect(done.fields.map(({ evidenceId }) => evidenceId)).toContain(one);
    expect(done.enrichment.signals.map(({ kind }) => kind)).toContain('news');
    expect(await money(a, done.enrichment.jobId)).toEqual({
      reserved: 0,
      spent: 6,
      entries: ['apollo settled 1/1', 'claude settled 1/1', 'contactout settled 3/3', 'exa settled 1/1'],
    });

    const statuses = heard.flatMap((m) =>
      m.type === 'enrichment' && m.prospectId === id ? [m.enrichment.status] : [],
    );
    expect(statuses[0]).toBe('queued');
    expect(statuses).toContain('running');
    expect(statuses.at(-1)).toBe('done');
    const jobs = heard.flatMap((m) => (m.type === 'job' ? [m.job] : []));
    expect(jobs.at(-1)).toMatchObject({
      id: done.enrichment.jobId,
      state: 'done',
      title: 'Tomas Ostrander',
      progress: { done: 5, total: 5 },
    });
    close();

    const verbs = await admin`select verb, actor_kind from audit where subject_id = ${id} order by created_at`;
    expect(verbs).toEqual([
      { verb: 'enrichment.started', actor_kind: 'member' },
      { verb: 'enrichment.finished', actor_kind: 'job' },
    ]);
  });

  it('reads an insider’s filings once name and employer agree', async () => {
    const a = await owner();
    const id = await addProspect(a, { name: 'Adrienne Marlowe', company: 'Northquay Robotics' });
    await openProfile(a, id);
    const done = await enriched(a, id);
    expect(sourceOf(done, 'edgar')).toMatchObject({ status: 'found', cost: 0, reason: null });
    expect(chosenOf(done, 'insiderRole')).toMatchObject({
      value: 'Chief Executive Officer and director of Northquay Robotics, Inc. (NQRB)',
      source: 'edgar',
      sourceUrl: 'https://www.sec.gov/Archives/edgar/data/9900001/000990000126000007/wk-form4_1786700000.xml',
    });
    const signals = done.enrichment.signals.filter(({ source }) => source === 'edgar');
    expect(signals.map(({ kind, date, amountUsd }) => [kind, date, amountUsd])).toEqual([
      ['insider_holding', '2026-08-12', null],
      ['insider_sale', '2026-05-12', 742860],
    ]);
  });

  it('does not take an insider of the same name elsewhere for this person', async () => {
    const a = await owner();
    const id = await addProspect(a, { name: 'Adrienne Marlowe', company: 'Fenwick Dairy' });
    await openProfile(a, id);
    const done = await enriched(a, id);
    expect(sourceOf(done, 'edgar')).toMatchObject({
      status: 'empty',
      reason: 'Found an insider of this name at Northquay Robotics, Inc.; not counted as the same person.',
    });
    expect(done.enrichment.signals.filter(({ source }) => source === 'edgar')).toEqual([]);
  });

  it('leaves an address to the one who has it', async () => {
    const a = await owner();
    const first = await addProspect(a, { name: 'Tomas Ostrander', company: LARKSPUR });
    await openProfile(a, first);
    const { prospect } = await enriched(a, first);
    const second = await addProspect(a, { name: 'Tomas Ostrander', company: `${LARKSPUR} Inc` });
    await openProfile(a, second);
    const other = await enriched(a, second);
    expect(other.prospect.email).toBeNull();
    expect(chosenOf(other, 'email')).toMatchObject({ value: prospect.email, source: 'apollo' });
  });
});

describe('a run starts', () => {
  it('once, however many look and ask at the same time, and every paid source is asked once', async () => {
    const a = await owner();
    const name = 'Rosalind Quennell';
    const id = await addProspect(a, { name, company: LARKSPUR });
    const views = Array.from({ length: 200 }, () => openProfile(a, id));
    // So many at once may keep the limiter waiting: a change is refused then. Asked again later, it would be another run.
    const asks = Array.from({ length: 50 }, async () => {
      const r = await a.fetch(`/api/v1/prospects/${id}/enrichments`, { method: 'POST', body: {} });
      expect([202, 503]).toContain(r.status);
      return { status: r.status, body: (await r.json()) as { runId?: string } };
    });
    const [profiles, asked] = await Promise.all([Promise.all(views), Promise.all(asks)]);
    const started = asked.filter(({ status }) => status === 202).map(({ body }) => body.runId);
    expect([...new Set([...profiles.map((p) => p.enrichment.runId), ...started])]).toEqual([expect.any(String)]);
    await enriched(a, id);
    const [counts] = await admin`
      select (select count(*) from enrichment_runs where prospect_id = ${id})::int as runs,
             (select count(*) from jobs where subject_id = ${id})::int as jobs,
             (select count(*) from source_results where prospect_id = ${id})::int as sources`;
    expect(counts).toEqual({ runs: 1, jobs: 1, sources: 5 });
    const calls = (await callsAbout(name)).filter(({ provider }) => provider !== 'edgar');
    expect(calls.map(({ provider }) => provider).sort()).toEqual(['anthropic', 'apollo', 'contactout', 'exa']);
  });

  it('not from another site, nor for a viewer, nor again while it is fresh', async () => {
    const a = await owner();
    const id = await addProspect(a, { name: 'Ilse Vellacott', company: LARKSPUR });
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
    ] as Record<string, string>[]) {
      const seen = await a.json<Profile>(`/api/v1/prospects/${id}`, { headers });
      expect(seen.enrichment).toMatchObject({ status: 'never', stale: true, sources: [], runId: null });
    }
    const viewer = await makeMember(a.tenant, 'viewer');
    expect((await openProfile(viewer, id)).enrichment.status).toBe('never');
    expect((await viewer.fetch(`/api/v1/prospects/${id}/enrichments`, { method: 'POST', body: {} })).status).toBe(403);

    const first = await a.json<Profile>(`/api/v1/prospects/${id}`, { headers: { 'sec-fetch-site': 'same-origin' } });
    expect(first.enrichment.status).toBe('queued');
    const { enrichment } = await enriched(a, id);
    expect((await openProfile(a, id)).enrichment).toMatchObject({ runId: enrichment.runId, stale: false });

    await admin`update prospects set enriched_at = now() - interval '8 days' where id = ${id}`;
    await admin`update enrichment_runs set created_at = now() - interval '8 days' where prospect_id = ${id}`;
    const old = await openProfile(a, id);
    expect(old.enrichment).toMatchObject({ status: 'queued', stale: true });
    expect(old.enrichment.runId).not.toBe(enrichment.runId);
    // The summary of the run before stands until there is a new one.
    expect(old.enrichment.summary).toEqual(enrichment.summary);
    await enriched(a, id);
  });

  it('with the sources named, when it is asked for', async () => {
    const a = await owner();
    const id = await addProspect(a, { name: 'Oleg Quimby', company: LARKSPUR });
    const path = `/api/v1/prospects/${id}/enrichments`;
    const headers = { 'idempotency-key': newId() };
    const init = { method: 'POST', body: { sources: ['exa', 'exa', 'apollo'] }, headers };
    const r = await a.fetch(path, init);
    expect(r.status).toBe(202);
    const started = (await r.json()) as { jobId: string; runId: string };
    expect(await a.json(path, init)).toEqual(started);
    const { enrichment } = await enriched(a, id);
    expect(enrichment).toMatchObject({ runId: started.runId, jobId: started.jobId, status: 'done' });
    expect(enrichment.sources.map(({ source }) => source)).toEqual(['apollo', 'exa']);
    const again = await a.json<{ runId: string }>(path, { method: 'POST', body: { sources: ['claude'] } });
    expect(again.runId).not.toBe(started.runId);
    const summed = await enriched(a, id);
    expect(summed.enrichment.summary?.sentences.length).toBeGreaterThan(0);
    for (const body of [{ sources: [] }, { sources: ['linkedin'] }, { source: ['exa'] }, { tenant_id: newId() }]) {
      expect((await a.fetch(path, { method: 'POST', body })).status).toBe(422);
    }
  });

  it('not for another tenant’s prospect, which is as one that is not there', async () => {
    const [a, b] = [await owner(), await owner()];
    const foreign = await addProspect(b, { name: 'Mara Quimby', company: LARKSPUR });
    const gone = await addProspect(a, { name: 'Mara Quimby', company: LARKSPUR });
    await admin`update prospects set deleted_at = now() where id = ${gone}`;
    const answers = [];
    for (const id of [foreign, newId(), gone, 'nonsense']) {
      for (const [path, method] of [
        [`/api/v1/prospects/${id}`, 'GET'],
        [`/api/v1/prospects/${id}/enrichments`, 'POST'],
      ] as const) {
        const r = await a.fetch(path, { method, ...(method === 'POST' ? { body: {} } : {}) });
        const { requestId: _, ...problem } = (await r.json()) as { requestId: string };
        answers.push(JSON.stringify([r.status, problem]));
      }
    }
    expect(new Set(answers)).toEqual(
      new Set([
        '[404,{"type":"/docs#problem-not_found","title":"There is nothing here","status":404,"code":"not_found"}]',
      ]),
    );
    expect(await admin`select from enrichment_runs where prospect_id in (${foreign}, ${gone})`).toEqual([]);
    expect((await peek(b, foreign)).enrichment.status).toBe('never');
  });
});
