import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Source } from '../../../src/features/prospects/contract.ts';
import { makeMember, makeTenant } from '../../support/tenants.ts';
import {
  addProspect,
  callsAbout,
  enriched,
  type Fault,
  money,
  noEdgarLimit,
  openProfile,
  setFaults,
  sourceOf,
} from './support.ts';

beforeAll(noEdgarLimit);
afterEach(() => setFaults([]));
const owner = async () => makeMember(await makeTenant());
const LARKSPUR = 'Larkspur Instruments';
const OTHERS: Source[] = ['apollo', 'exa', 'contactout'];

/** A person whom all paid sources know, under a middle name of the test's own: no two tests share their calls. */
let n = 0;
const someone = () => `Tomas ${String.fromCharCode(65 + (n % 26))}${'abcdefgh'[Math.floor(n++ / 26)]}x Ostrander`;

const run = async (faults: (name: string) => Fault[], person: { name?: string; company?: string } = {}) => {
  const a = await owner();
  const name = person.name ?? someone();
  await setFaults(faults(name));
  const id = await addProspect(a, { name, company: person.company ?? LARKSPUR });
  await openProfile(a, id);
  const profile = await enriched(a, id);
  return { a, id, name, profile, paid: await money(a, profile.enrichment.jobId) };
};

/** What each fault of a paid provider means: the words, whether the call may have been billed, and how often it was made. */
const PAID: [string, Partial<Fault>, RegExp, 'unknown' | 'refunded', number][] = [
  ['a reset', { fault: 'reset' }, /could not be reached, or broke off/, 'unknown', 1],
  ['a cut body', { fault: 'truncated' }, /could not be reached, or broke off/, 'unknown', 1],
  ['a body that is no JSON', { fault: 'malformed' }, /cannot be read/, 'unknown', 1],
  ['a body of other types', { fault: 'wrong-type' }, /cannot be read/, 'unknown', 1],
  ['an empty object', { fault: 'body', body: '{}' }, /cannot be read/, 'unknown', 1],
  ['a breakdown', { fault: '500' }, /broke down \(500\)/, 'unknown', 1],
  ['a broken gateway', { fault: '502' }, /broke down \(502\)/, 'unknown', 1],
  ['overload', { fault: '503' }, /overloaded/, 'refunded', 3],
  ['a limit that lasts', { fault: '429', retryAfter: 3600 }, /Try again in 60 minutes/, 'refunded', 1],
];
const PROVIDERS = [
  ['apollo', 'apollo'],
  ['exa', 'exa'],
  ['contactout', 'contactout'],
  ['claude', 'anthropic'],
] as const;

describe.each(PROVIDERS)('%s', (source, provider) => {
  it.each(PAID)('with %s fails alone', async (_, fault, reason, state, times) => {
    const { a, name, profile, paid } = await run((match) => [{ provider, match, fault: '500', ...fault }]);
    expect(profile.enrichment.status).toBe('partial');
    const failed = sourceOf(profile, source);
    expect(failed).toMatchObject({ status: 'failed', cost: 0, found: 0 });
    expect(failed.reason).toMatch(reason);
    for (const other of OTHERS) if (other !== source) expect(sourceOf(profile, other).status).toBe('found');
    if (source === 'claude') expect(profile.enrichment.summary).toBeNull();
    else expect(profile.enrichment.summary?.sentences.length).toBeGreaterThan(0);
    expect(profile.prospect.email ?? profile.prospect.city).not.toBeNull();
    expect(await callsAbout(name, provider)).toHaveLength(times);
    const price = { apollo: 1, exa: 1, contactout: 3, claude: 1 }[source];
    expect(paid.entries).toContain(`${source} ${state} 0/${price}`);
    expect(paid.reserved).toBe(state === 'unknown' ? price : 0);
    expect(paid.spent).toBe(6 - price);
    expect(await a.json(`/api/v1/jobs/${profile.enrichment.jobId}`)).toMatchObject({ state: 'done' });
  });

  it('is asked again when it said to wait a moment, and billed once', async () => {
    const { name, profile, paid } = await run((match) => [{ provider, match, fault: '429', retryAfter: 1, times: 1 }]);
    expect(sourceOf(profile, source).status).toBe('found');
    const calls = await callsAbout(name, provider);
    expect(calls.map(({ status }) => status)).toEqual([429, 200]);
    expect(paid).toMatchObject({ reserved: 0, spent: 6 });
  });
});

it('a source that says nothing is given up after ten seconds, and the others do not wait for it to be shown', async () => {
  const { profile, paid, name } = await run((match) => [
    { provider: 'apollo', match, fault: 'hang' },
    { provider: 'exa', match, fault: 'drip', ms: 20_000 },
  ]);
  for (const source of ['apollo', 'exa'] as const) {
    expect(sourceOf(profile, source)).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining('within 10 seconds'),
    });
    expect(await callsAbout(name, source)).toHaveLength(1);
  }
  expect(sourceOf(profile, 'contactout').status).toBe('found');
  expect(paid.entries).toEqual([
    'apollo unknown 0/1',
    'claude settled 1/1',
    'contactout settled 3/3',
    'exa unknown 0/1',
  ]);
});

describe('SEC EDGAR', () => {
  const insider = { name: 'Kwabena Osei-Tandoh', company: 'Northquay Robotics' };
  const edgar = (fault: Partial<Fault>) => run(() => [{ provider: 'edgar', fault: '500', ...fault }], insider);
  it('is free, and so asked again after a breakdown', async () => {
    const { profile, paid } = await edgar({ fault: 'reset', times: 1 });
    expect(sourceOf(profile, 'edgar')).toMatchObject({ status: 'found', cost: 0 });
    expect(paid.entries.join()).not.toContain('edgar');
  });
  it.each([
    ['a feed that is cut', { fault: 'malformed', path: '/edgar-www/cgi-bin' }, /cannot be read/],
    ['a list of filings that is none', { fault: 'malformed', path: '/edgar-data' }, /cannot be read/],
    ['a list of filings of other types', { fault: 'wrong-type', path: '/edgar-data' }, /cannot be read/],
    ['documents that are none', { fault: 'malformed', path: '/edgar-www/Archives' }, /cannot be read/],
    [
      'a page instead of documents',
      { fault: 'body', body: '<html></html>', path: '/edgar-www/Archives' },
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
  const answering = (body: string) => run((match) => [{ provider: 'anthropic', match, fault: 'body', body }]);
  const sentences = (list: unknown) => message(JSON.stringify({ sentences: list }));

  it('loses what cites evidence that was not given, and every link', async () => {
    const { profile } = await answering(
      sentences([
        { text: 'Known. See https://evil.example/x', evidence: ['e1', 'e99'] },
        { text: 'A keen supporter of the arts.', evidence: ['e99'] },
      ]),
    );
    const name = profile.fields.find(({ field, chosen }) => field === 'name' && chosen);
    expect(profile.enrichment.summary?.sentences).toEqual([{ text: 'Known. See', evidence: [name?.evidenceId] }]);
  });
  it('that cites nothing known is none, and costs nothing', async () => {
    const { profile, paid } = await answering(sentences([{ text: 'Invented.', evidence: ['e99'] }]));
    expect(sourceOf(profile, 'claude')).toMatchObject({ status: 'empty', cost: 0 });
    expect(profile.enrichment).toMatchObject({ status: 'done', summary: null });
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
  });
});

it('a run of which no source answered has failed, is still stale, and is not started again by the next look', async () => {
  const { a, id, profile } = await run((match) => [
    ...(['apollo', 'exa', 'contactout', 'anthropic'] as const).map((provider) => ({ provider, match, fault: '503' })),
    { provider: 'edgar', fault: '503', path: '/edgar-www/cgi-bin' },
  ]);
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
