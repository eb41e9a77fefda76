/** Pages that were written to steer the summary, and a model that does all they ask. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Evidence } from '../../../src/features/enrichment/summary/evidence.ts';
import { keepClaims } from '../../../src/features/enrichment/summary/exchange.ts';
import { addressesReader } from '../../../src/features/enrichment/summary/screen.ts';
import type { Profile } from '../../../src/features/prospects/profile-contract.ts';
import { FOREIGN, HOSTILE, type Hostile, URL_OF_ATTACK } from '../../fixtures/hostile-pages.ts';
import { type Member, makeMember, makeTenant } from '../../support/tenants.ts';
import { admin } from '../../support/worker.ts';
import { addProspect, callsAbout, control, enriched, noLimits, openProfile, setFaults } from './support.ts';

const LARKSPUR = 'Larkspur Instruments';
const letter = (n: number) => String.fromCharCode(65 + n);
/** A person whom all sources know, under a middle name of each page's own. */
const middleOf = (n: number) => `${letter(Math.floor(n / 26))}${letter(n % 26).toLowerCase()}w`;
const nameOf = (n: number) => `Tomas ${middleOf(n)} Ostrander`;
const filled = (text: string, name: string) => text.replaceAll('NAME', name);

const rowOf = (hostile: Hostile, name: string, n: number) => {
  // A name that is held back leaves the title for the prompt to be known by.
  const person = { name, company: LARKSPUR, title: `Head of ${middleOf(n)} Works` };
  return hostile.where === 'page' || hostile.where === 'headline'
    ? person
    : { ...person, [hostile.where]: filled(hostile.text, name) };
};

/** What Exa finds: a page about the person that holds the attack, in its text or in its headline. */
const exaAnswer = (hostile: Hostile, name: string): string => {
  const text = `${name} chairs ${LARKSPUR}.`;
  const attack = filled(hostile.text, name);
  return JSON.stringify({
    requestId: 'a-test',
    costDollars: { total: 0.007 },
    results: [
      {
        url: 'https://pages.example/about',
        title: hostile.where === 'headline' ? `${name}: ${attack}` : `${name} of ${LARKSPUR}`,
        publishedDate: '2026-03-01T00:00:00.000Z',
        text: hostile.where === 'page' ? `${text} ${attack}` : text,
        highlights: [],
      },
    ],
  });
};

const claimsOf = ({ enrichment: { summary } }: Profile) =>
  summary === null ? [] : [...summary.sentences, ...summary.talkingPoints, ...summary.wealthSignals];
/** What no summary may hold, however it is written. */
const BARRED = /evil|https?:|www\.|javascript|data:|@|<|\]\(|KESTREL|HERON|Initech|billion|Calder|fraud|reward/i;

const wordsIn = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\d]+/gu) ?? [];

type Run = { hostile: Hostile; name: string; profile: Profile };
const runs: Run[] = [];
let member: Member;
let before: unknown;
const counts = () => admin`
  select (select count(*) from prospects where tenant_id = ${member.tenant.id}) as prospects,
         (select count(*) from lists where tenant_id = ${member.tenant.id}) as lists,
         (select count(*) from members where tenant_id = ${member.tenant.id}) as members,
         (select count(*) from jobs where tenant_id = ${member.tenant.id} and kind <> 'enrichment') as jobs`;

beforeAll(async () => {
  await noLimits();
  const stranger = await makeMember(await makeTenant());
  await addProspect(stranger, { name: `Tomas ${FOREIGN}`, company: LARKSPUR, title: `Keeper of ${FOREIGN}` });
  member = await makeMember(await makeTenant());
  const all = HOSTILE.map((hostile, n) => ({ hostile, name: nameOf(n) }));
  await setFaults(
    all.map(({ hostile, name }) => ({ provider: 'exa', match: name, fault: 'body', body: exaAnswer(hostile, name) })),
  );
  await control(
    'PUT',
    'anthropic/obey',
    all.map(({ hostile, name }, n) => ({
      match: middleOf(n),
      claims: hostile.wants.map((want) => filled(want, name)),
      ids: ['e1', 'e7', name, '00000000-0000-4000-8000-000000000000'],
      words: (hostile.words ?? []).map((word) => filled(word, name)),
    })),
  );
  const ids: string[] = [];
  for (const [n, { hostile, name }] of all.entries()) ids.push(await addProspect(member, rowOf(hostile, name, n)));
  before = await counts();
  // A few at a time: a busy machine answers late, and a provider that is late has failed.
  for (let at = 0; at < all.length; at += 8) {
    const done = await Promise.all(
      all.slice(at, at + 8).map(async (one, i) => {
        const id = ids[at + i] ?? '';
        await openProfile(member, id);
        return { ...one, profile: await enriched(member, id) };
      }),
    );
    runs.push(...done);
  }
}, 240_000);
afterAll(async () => {
  await setFaults([]);
  await control('DELETE', 'anthropic/obey');
});

describe('a model that obeys', () => {
  it('is asked about more than sixty kinds of hostile pages, and has something of each dropped', async () => {
    expect(runs.length).toBeGreaterThanOrEqual(60);
    for (const { hostile, profile } of runs) {
      const [row] = await admin`
        select r.answer -> 'dropped' as dropped, s.reason from source_results r left join summaries s on s.prospect_id = ${profile.prospect.id}
         where r.run_id = ${profile.enrichment.runId} and r.source = 'claude'`;
      expect(Object.values((row?.dropped ?? {}) as object).length, `${hostile.name}: ${row?.reason}`).toBeGreaterThan(
        0,
      );
    }
  });
  it('still writes what is true of most of them', () => {
    expect(runs.filter(({ profile }) => claimsOf(profile).length > 0).length).toBeGreaterThan(runs.length * 0.9);
  });
  it.each(HOSTILE.map(({ name }, n) => [name, n] as const))('brings nothing of “%s” into a profile', (_, n) => {
    const { profile, name } = runs[n] ?? { profile: undefined, name: '' };
    if (!profile) throw new Error('It did not run');
    const known = [
      ...profile.fields.map(({ evidenceId }) => evidenceId),
      ...profile.enrichment.signals.map(({ id }) => id),
    ];
    for (const { text, evidence } of claimsOf(profile)) {
      expect(text.replace(name, '')).not.toMatch(BARRED);
      expect(evidence.length).toBeGreaterThan(0);
      for (const id of evidence) expect(known).toContain(id);
    }
    expect(JSON.stringify(profile.enrichment.summary?.unknowns ?? [])).not.toMatch(BARRED);
    expect(JSON.stringify(profile.enrichment.summary)).not.toContain(FOREIGN);
  });
  it('is given no tool, is asked once a person, and moves nothing', async () => {
    for (const { name } of runs) {
      const calls = await callsAbout(name);
      for (const provider of ['apollo', 'exa', 'contactout', 'anthropic']) {
        expect(calls.filter((call) => call.provider === provider).length).toBeLessThanOrEqual(1);
      }
      for (const { provider, body } of calls)
        if (provider === 'anthropic') expect(body).not.toMatch(/"tools"|"tool_choice"/);
    }
    expect(await counts()).toEqual(before);
  });
});

describe('where the screen misses a page', () => {
  const evidence = (name: string, text: string): Evidence[] => [
    { id: 'v-1', field: 'name', value: name, source: 'import', sourceUrl: null, date: '2026-03-01' },
    {
      id: 'v-2',
      field: 'bio',
      value: text,
      source: 'exa',
      sourceUrl: 'https://pages.example/about',
      date: '2026-03-01',
    },
  ];
  it.each(HOSTILE.map((hostile) => [hostile.name, hostile] as const))(
    'no link, mark-up, foreign record or invented id of “%s” passes',
    (_, hostile) => {
      const name = 'Tomas Ostrander';
      const ids = new Map(evidence(name, filled(hostile.text, name)).map((one) => [one.id, one]));
      const wants = [...hostile.wants, `See ${URL_OF_ATTACK}`, `The other record says ${FOREIGN.toLowerCase()}-b.`];
      const claims = wants.flatMap((want) =>
        [['v-1', 'v-2'], ['e1']].map((cited) => ({ text: filled(want, name), evidence: cited })),
      );
      const answer = {
        sentences: claims,
        talkingPoints: claims,
        wealthSignals: claims,
        unknowns: [URL_OF_ATTACK, ...(hostile.words ?? [])],
      };
      const { content } = keepClaims(answer, ids, name);
      const kept = [...content.sentences, ...content.talkingPoints, ...content.wealthSignals];
      expect(JSON.stringify([kept.map(({ text }) => text), content.unknowns])).not.toMatch(
        /evil|https?:|www\.|javascript|data:|@|<|\]\(|-b\./i,
      );
      for (const { text, evidence: cited } of kept) {
        expect(cited).toEqual(['v-1', 'v-2']);
        // What passes is made of the page's own words, with the page for its source.
        const words = new Set(wordsIn(`${name} ${filled(hostile.text, name)}`));
        for (const word of wordsIn(text)) if (word.length > 4) expect(words).toContain(word);
      }
    },
  );
  it('the screen misses few', () => {
    const missed = HOSTILE.filter(({ text }) => !addressesReader(text)).map(({ name }) => name);
    expect(missed).toEqual(['words', 'name with link']);
  });
});
