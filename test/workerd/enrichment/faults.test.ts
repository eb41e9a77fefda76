import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enrich } from '../../../src/features/enrichment/engine/enrich.ts';
import type { Source } from '../../../src/features/prospects/contract.ts';
import { makeMember, makeTenant } from '../../support/tenants.ts';
import { testEnv } from '../../support/worker.ts';
import {
  accepted,
  addProspect,
  callsAbout,
  claimNow,
  enriched,
  type Fault,
  jobCtx,
  money,
  noLimits,
  openEnv,
  openProfile,
  peek,
  plainSteps,
  quietEnv,
  setFaults,
  sourceOf,
} from './support.ts';

beforeAll(noLimits);
afterAll(() => setFaults([]));
const owner = async () => makeMember(await makeTenant());
const LARKSPUR = 'Larkspur Instruments';
const OTHERS: Source[] = ['apollo', 'exa', 'contactout'];

/** A person whom all paid sources know, under a middle name of the test's own: no two tests share their calls. */
let n = 0;
const someone = () => `Tomas ${String.fromCharCode(65 + (n % 26))}${'abcdefgh'[Math.floor(n++ / 26)]}x Ostrander`;

const never = (): never => {
  throw new Error('It was not started');
};

const run = async ({ name = someone(), company = LARKSPUR }: { name?: string; company?: string } = {}) => {
  const a = await owner();
  const { id, jobId } = await accepted(a, name, company);
  const { fence } = await claimNow(a.tenant.id, jobId);
  await enrich(jobCtx(a.tenant.id, jobId, openEnv()), plainSteps, jobId, fence);
  return { a, id, name, profile: await peek(a, id), paid: await money(a, jobId) };
};

/** The same by the Worker itself, each run with connections of its own: many at a time. */
const runThere = async (name: string) => {
  const a = await owner();
  const id = await addProspect(a, { name, company: LARKSPUR });
  await openProfile(a, id);
  const profile = await enriched(a, id);
  return { a, id, name, profile, paid: await money(a, profile.enrichment.jobId) };
};

/** Calls that went well, told to the gates: here so many fail at once that no breaker would let them out. */
const WELL = 40;
const keepWell = async () => {
  for (const provider of ['apollo', 'exa', 'contactout', 'claude'] as const) {
    const gate = testEnv.PROVIDER_GATE.getByName(provider);
    for (let i = 0; i < WELL; i += 1) {
      await gate.report(provider, { permit: `none ${i}`, account: 'platform', result: 'ok' });
    }
  }
};

/** What each fault of a paid provider means: the words, what becomes of its credits, and the calls it takes. */
type Case = [
  name: string,
  fault: Partial<Fault>,
  reason: RegExp | null,
  state: 'settled' | 'unknown' | 'refunded',
  calls: number[],
];
const CASES: Case[] = [
  ['a reset', { fault: 'reset' }, /could not be reached, or broke off/, 'unknown', [200]],
  ['a cut body', { fault: 'truncated' }, /could not be reached, or broke off/, 'unknown', [200]],
  ['silence', { fault: 'hang' }, /did not answer within 10 seconds/, 'unknown', [200]],
  ['a body that drips', { fault: 'drip', ms: 20_000 }, /did not answer within 10 seconds/, 'unknown', [200]],
  ['a body that is no JSON', { fault: 'malformed' }, /cannot be read/, 'unknown', [200]],
  ['a body of other types', { fault: 'wrong-type' }, /cannot be read/, 'unknown', [200]],
  ['an empty object', { fault: 'body', body: '{}' }, /cannot be read/, 'unknown', [200]],
  ['a breakdown', { fault: '500' }, /broke down \(500\)/, 'unknown', [500]],
  ['a broken gateway', { fault: '502' }, /broke down \(502\)/, 'unknown', [502]],
  ['overload', { fault: '503' }, /overloaded/, 'refunded', [503, 503, 503]],
  ['a limit that ends soon', { fault: '429', retryAfter: 1, times: 1 }, null, 'settled', [429, 200]],
];
const PROVIDERS = [
  { source: 'apollo', provider: 'apollo', price: 1 },
  { source: 'exa', provider: 'exa', price: 1 },
  { source: 'contactout', provider: 'contactout', price: 3 },
  { source: 'claude', provider: 'anthropic', price: 1 },
] as const;
const ALL_PRICES = 6;

describe('a paid source with a fault fails alone, is asked no more often than is safe, and costs nothing', () => {
  // All runs go on at the same time: some of them wait ten seconds for nothing.
  const rows = PROVIDERS.flatMap((one) => CASES.map((fault) => ({ ...one, fault, name: someone() })));
  const runs = new Map<string, Promise<Awaited<ReturnType<typeof run>>>>();
  beforeAll(async () => {
    await setFaults(
      rows.map(({ provider, name, fault: [, fault] }) => ({ provider, match: name, fault: '500', ...fault })),
    );
    await keepWell();
    for (const { name } of rows) runs.set(name, runThere(name));
    let over = false;
    const all = Promise.allSettled(runs.values()).then(() => {
      over = true;
    });
    while (!over) await keepWell();
    await all;
  }, 120_000);

  it.each(rows.map((row) => [row.source, row.fault[0], row] as const))('%s with %s', async (_, __, row) => {
    const { source, provider, price, name } = row;
    const [, , reason, state, calls] = row.fault;
    const { a, profile, paid } = (await runs.get(name)) ?? never();
    const failed = sourceOf(profile, source);
    expect([failed.reason, (await callsAbout(name, provider)).map(({ status }) => status)]).toEqual([
      failed.reason,
      calls,
    ]);
    for (const other of OTHERS)
      if (other !== source) expect(sourceOf(profile, other)).toMatchObject({ status: 'found', reason: null });
    if (reason === null) {
      expect(failed).toMatchObject({ status: 'found', reason: null });
      expect(profile.enrichment.status).toBe('done');
    } else {
      expect(failed).toMatchObject({ status: 'failed', cost: 0, found: 0, reason: expect.stringMatching(reason) });
      expect(profile.enrichment.status).toBe('partial');
    }
    const summed = source !== 'claude' || reason === null;
    expect((profile.enrichment.summary?.sentences.length ?? 0) > 0).toBe(summed);
    expect(profile.prospect.email ?? profile.prospect.city).not.toBeNull();
    expect(paid.entries).toContain(`${source} ${state} ${state === 'settled' ? price : 0}/${price}`);
    expect(paid.reserved).toBe(state === 'unknown' ? price : 0);
    expect(paid.spent).toBe(ALL_PRICES - (state === 'settled' ? 0 : price));
    expect(await a.json(`/api/v1/jobs/${profile.enrichment.jobId}`)).toMatchObject({ state: 'done' });
  });
});

describe('a key', () => {
  const KEYS = { apollo: 'APOLLO_KEY', exa: 'EXA_KEY', contactout: 'CONTACTOUT_KEY', claude: 'ANTHROPIC_KEY' } as const;
  const STATES: [string, RegExp][] = [
    ['invalid', /does not take the key/],
    ['exhausted', /out of credits/],
    ['noscope', /may not do this/],
  ];
  it.each(STATES)('that is %s is told in words, at every source, and costs nothing', async (state, reason) => {
    const member = await owner();
    const { id, jobId } = await accepted(member, someone());
    const { fence } = await claimNow(member.tenant.id, jobId);
    const keys = Object.fromEntries(Object.values(KEYS).map((name) => [name, `${state}-key-of-a-test`]));
    await enrich(jobCtx(member.tenant.id, jobId, { ...quietEnv(), ...keys }), plainSteps, jobId, fence);
    const profile = await peek(member, id);
    for (const source of Object.keys(KEYS) as (keyof typeof KEYS)[]) {
      expect(sourceOf(profile, source)).toMatchObject({
        status: 'failed',
        cost: 0,
        reason: expect.stringMatching(reason),
      });
    }
    expect(await money(member, jobId)).toMatchObject({ reserved: 0, spent: 0 });
  });

  it('that ContactOut has blocked brings no sample into a profile', async () => {
    const member = await owner();
    const { id, jobId } = await accepted(member, someone());
    const { fence } = await claimNow(member.tenant.id, jobId);
    const env = { ...quietEnv(), CONTACTOUT_KEY: 'blocked-key-of-a-test' };
    await enrich(jobCtx(member.tenant.id, jobId, env), plainSteps, jobId, fence);
    const profile = await peek(member, id);
    expect(sourceOf(profile, 'contactout')).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(/blocked/),
    });
    expect(JSON.stringify(profile.fields)).not.toMatch(/Example Person|email1@example/);
  });
});

describe('SEC EDGAR', () => {
  const insider = { name: 'Kwabena Osei-Tandoh', company: 'Northquay Robotics' };
  const edgar = async (fault: Partial<Fault>) => {
    // Other files ask EDGAR at the same time, about other people.
    const only = fault.path === undefined ? { match: 'Osei-Tandoh' } : {};
    await setFaults([{ provider: 'edgar', fault: '500', ...only, ...fault }]);
    return run(insider);
  };
  it('is free, and so asked again after a breakdown', async () => {
    const { profile, paid } = await edgar({ fault: 'reset', times: 1 });
    expect(sourceOf(profile, 'edgar')).toMatchObject({ status: 'found', cost: 0 });
    expect(paid.entries.join()).not.toContain('edgar');
  });
  it.each([
    ['a feed that is cut', { fault: 'malformed', match: 'Osei-Tandoh' }, /cannot be read/],
    [
      'a list of filings that is none',
      { fault: 'malformed', path: '/edgar-data/submissions/CIK0009900002' },
      /cannot be read/,
    ],
    [
      'a list of filings of other types',
      { fault: 'wrong-type', path: '/edgar-data/submissions/CIK0009900002' },
      /cannot be read/,
    ],
    [
      'documents that are none',
      { fault: 'malformed', path: '/edgar-www/Archives/edgar/data/9900002' },
      /cannot be read/,
    ],
    [
      'a page instead of documents',
      { fault: 'body', body: '<html></html>', path: '/edgar-www/Archives/edgar/data/9900002' },
      /cannot be read/,
    ],
    ['a breakdown', { fault: '500' }, /broke down/],
  ] as [string, Partial<Fault>, RegExp][])('with %s fails alone', async (_, fault, reason) => {
    const { profile } = await edgar(fault);
    expect(sourceOf(profile, 'edgar')).toMatchObject({ status: 'failed', reason: expect.stringMatching(reason) });
    expect(profile.enrichment.status).toBe('partial');
    expect(profile.enrichment.signals.filter(({ source }) => source === 'edgar')).toEqual([]);
  });
});

describe('the summary', () => {
  const message = (text: string, more: Record<string, unknown> = {}): string =>
    JSON.stringify({
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: 'claude-haiku-4-5',
      content: [{ type: 'text', text, citations: null }],
      stop_reason: 'end_turn',
      usage: { input_tokens: 1, output_tokens: 1 },
      ...more,
    });
  const answering = async (body: string) => {
    const name = someone();
    await setFaults([{ provider: 'anthropic', match: name, fault: 'body', body }]);
    return run({ name });
  };
  it('that cites nothing known is none, and costs nothing', async () => {
    const claims = {
      sentences: [{ text: 'Invented.', evidence: ['e1', 'e99'] }],
      talkingPoints: [],
      wealthSignals: [],
      unknowns: [],
    };
    const { profile, paid } = await answering(message(JSON.stringify(claims)));
    expect(sourceOf(profile, 'claude')).toMatchObject({ status: 'empty', cost: 0 });
    expect(profile.enrichment).toMatchObject({ status: 'done', summary: null, summaryState: { state: 'none' } });
    expect(paid.entries).toContain('claude refunded 0/1');
  });
  it.each([
    ['declined', message('', { stop_reason: 'refusal', content: [] }), /declined/],
    ['cut', message('{"sentences":[{"text":"Half a', { stop_reason: 'max_tokens' }), /cut off/],
    ['no JSON', message('Here is your summary!'), /cannot be read/],
    ['no message', '{"type":"message"}', /cannot be read/],
    ['nothing', 'null', /cannot be read/],
  ])('that is %s leaves the profile without one', async (_, body, reason) => {
    const { profile } = await answering(body);
    expect(sourceOf(profile, 'claude')).toMatchObject({ status: 'failed', reason: expect.stringMatching(reason) });
    expect(profile.enrichment).toMatchObject({ status: 'partial', summary: null });
    expect(profile.prospect.enrichedAt).not.toBeNull();
    const state = { declined: 'refused', cut: 'waiting', 'no JSON': 'waiting' }[_] ?? 'failed';
    expect(profile.enrichment.summaryState).toMatchObject({
      state,
      retryAt: state === 'waiting' ? expect.any(String) : null,
    });
  });
});

it('a run of which no source answered has failed, is still stale, and is not started again by the next look', async () => {
  const name = 'Zelda Quillfeather';
  await setFaults([
    ...(['apollo', 'exa', 'contactout', 'anthropic'] as const).map((provider) => ({
      provider,
      match: name,
      fault: '503',
    })),
    { provider: 'edgar', fault: '503', match: 'Quillfeather' },
  ]);
  const { a, id, profile } = await run({ name });
  expect(profile.enrichment).toMatchObject({ status: 'failed', enrichedAt: null, stale: true });
  expect(await a.json(`/api/v1/jobs/${profile.enrichment.jobId}`)).toMatchObject({
    state: 'failed',
    error: { code: 'sources_failed' },
  });
  await setFaults([]);
  expect((await openProfile(a, id)).enrichment.runId).toBe(profile.enrichment.runId);
  await a.json(`/api/v1/prospects/${id}/enrichments`, { method: 'POST', body: {} });
  expect((await enriched(a, id)).enrichment.status).toBe('done');
});
