import { beforeAll, describe, expect, it } from 'vitest';
import type { IdentityMatch, Profile } from '../../../src/features/prospects/profile-contract.ts';
import { newId } from '../../../src/lib/ids.ts';
import type { Member } from '../../support/tenants.ts';
import { makeMember, makeTenant } from '../../support/tenants.ts';
import { admin, tripsOf } from '../../support/worker.ts';
import { addProspect, chosenOf, enriched, noLimits, openProfile, peek } from './support.ts';

beforeAll(noLimits);
const owner = async () => makeMember(await makeTenant());
const LARKSPUR = 'Larkspur Instruments';

const enrichedProspect = async (member: Member, name: string, company: string, title?: string): Promise<Profile> => {
  const id = await addProspect(member, { name, company, ...(title ? { title } : {}) });
  await openProfile(member, id);
  return enriched(member, id);
};
const send = (member: Member, method: string, path: string, body?: object) =>
  member.fetch(`/api/v1/prospects/${path}`, { method, ...(body ? { body } : {}) });
const done = async (answer: Promise<Response>): Promise<Profile> => {
  const r = await answer;
  expect(r.status, await r.clone().text()).toBe(200);
  return (await r.json()) as Profile;
};
const put = (member: Member, id: string, field: string, body: object) =>
  done(send(member, 'PUT', `${id}/fields/${field}`, body));
/** A value that some source gave, in a record of its own. */
const giveMatch = async (
  member: Member,
  prospectId: string,
  match: { source: string; grade: string; state?: string; name?: string },
  values: Record<string, string>,
): Promise<string> => {
  const id = newId();
  const record = {
    name: match.name ?? 'Somebody',
    ...Object.fromEntries(
      [
        'company',
        'title',
        'city',
        'region',
        'country',
        'emailDomain',
        'companyDomain',
        'linkedinUrl',
        'cik',
        'url',
      ].map((part) => [part, null]),
    ),
  };
  await admin`
    insert into identity_matches (tenant_id, id, prospect_id, source, key, record, grade, score, state)
    values (${member.tenant.id}, ${id}, ${prospectId}, ${match.source}, ${id}, ${JSON.stringify(record)}, ${match.grade}, 6,
            ${match.state ?? 'proposed'})`;
  for (const [field, value] of Object.entries(values)) {
    await admin`
      insert into field_values (tenant_id, prospect_id, field, source, value, confidence, verified, match_id)
      values (${member.tenant.id}, ${prospectId}, ${field}, ${match.source}, ${value}, 0.95, true, ${id})`;
  }
  return id;
};
const matchOf = (profile: Profile, id: string): IdentityMatch => {
  const match = profile.matches.find((one) => one.id === id);
  if (!match) throw new Error('The match is not there');
  return match;
};
const standings = (profile: Profile, field: string) =>
  profile.fields
    .filter((one) => one.field === field)
    .map(({ source, value, standing }) => `${source} ${value} ${standing}`);

describe('a record that may be another person', () => {
  it('counts for wealth once a member confirms it, and for nothing once it is rejected', async () => {
    const a = await owner();
    const id = await addProspect(a, { name: 'Ilse Vellacott', company: LARKSPUR });
    const match = await giveMatch(
      a,
      id,
      { source: 'edgar', grade: 'near' },
      {
        insiderRole: 'Director of Acme',
        netWorth: '5000000',
        title: 'Director',
      },
    );
    const merged = await put(a, id, 'phone', { value: '+15550100' });
    expect(matchOf(merged, match)).toMatchObject({ grade: 'near', state: 'proposed', counts: false, values: 3 });
    // A near one may fill what is no wealth.
    expect(chosenOf(merged, 'title')).toMatchObject({ value: 'Director', matchId: match, standing: 'checked' });
    expect(standings(merged, 'insiderRole')).toEqual(['edgar Director of Acme unproven']);
    expect(chosenOf(merged, 'netWorth')).toBeUndefined();

    const confirmed = await done(send(a, 'POST', `${id}/matches/${match}/confirm`));
    expect(matchOf(confirmed, match)).toMatchObject({
      state: 'confirmed',
      counts: true,
      decidedBy: expect.any(String),
      decidedAt: expect.any(String),
    });
    expect(chosenOf(confirmed, 'insiderRole')).toMatchObject({ value: 'Director of Acme', standing: 'checked' });
    expect(chosenOf(confirmed, 'netWorth')).toMatchObject({ value: '5000000' });

    const rejected = await done(send(a, 'POST', `${id}/matches/${match}/reject`));
    expect(matchOf(rejected, match)).toMatchObject({ state: 'rejected', counts: false });
    expect(rejected.prospect.title).toBeNull();
    for (const field of ['title', 'insiderRole', 'netWorth']) {
      expect(chosenOf(rejected, field)).toBeUndefined();
      expect(standings(rejected, field)[0]).toMatch(/ rejected$/);
    }
    const reopened = await done(send(a, 'POST', `${id}/matches/${match}/reopen`));
    expect(matchOf(reopened, match)).toMatchObject({ state: 'proposed', decidedAt: null, decidedBy: null });
    expect(reopened.prospect.title).toBe('Director');
    const verbs = await admin`select verb from audit where subject_id = ${id} order by created_at`;
    expect(verbs.map(({ verb }) => verb)).toEqual([
      'value.chosen',
      'match.confirmed',
      'match.rejected',
      'match.reopened',
    ]);
  });

  it('is decided once, however often it is said', async () => {
    const a = await owner();
    const id = await addProspect(a, { name: 'Ilse Vellacott', company: LARKSPUR });
    const match = await giveMatch(a, id, { source: 'apollo', grade: 'exact' }, { title: 'CFO' });
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => done(send(a, 'POST', `${id}/matches/${match}/reject`))),
    );
    for (const one of answers) expect(matchOf(one, match).state).toBe('rejected');
    const [row] = await admin`select count(*)::int as n from audit where subject_id = ${id}`;
    expect(row?.n).toBe(1);
  });

  it('of another prospect or of nobody is not there', async () => {
    const a = await owner();
    const [id, other] = await Promise.all([
      addProspect(a, { name: 'Ilse Vellacott', company: LARKSPUR }),
      addProspect(a, { name: 'Oleg Quimby', company: LARKSPUR }),
    ]);
    const match = await giveMatch(a, other, { source: 'apollo', grade: 'exact' }, { title: 'CFO' });
    for (const path of [`${id}/matches/${match}/reject`, `${id}/matches/${newId()}/confirm`]) {
      expect((await send(a, 'POST', path)).status).toBe(404);
    }
    const viewer = await makeMember(a.tenant, 'viewer');
    expect((await send(viewer, 'POST', `${other}/matches/${match}/reject`)).status).toBe(403);
  });
});

describe('a source’s record', () => {
  it('is weighed when the source answers, and once rejected is never taken again', async () => {
    const a = await owner();
    const first = await enrichedProspect(a, 'Adrienne Marlowe', 'Northquay Robotics');
    const { id } = first.prospect;
    const filer = first.matches.find(({ source }) => source === 'edgar');
    expect(filer).toMatchObject({ grade: 'exact', state: 'proposed', counts: true });
    expect(filer?.record).toMatchObject({
      name: expect.stringMatching(/marlowe/i),
      cik: expect.stringMatching(/^\d{10}$/),
    });
    expect(filer?.evidence.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['name', 'employer']));
    expect(chosenOf(first, 'insiderRole')).toMatchObject({
      matchId: filer?.id,
      verified: true,
      cost: 0,
      accession: '0009900001-26-000007',
      licence: expect.stringMatching(/SEC/),
      expiresAt: expect.any(String),
    });
    expect(first.enrichment.signals.some(({ source }) => source === 'edgar')).toBe(true);
    const apollo = first.matches.find(({ source }) => source === 'apollo');
    if (!filer || !apollo) throw new Error('Both have answered with a record');
    const paid = first.fields.filter(({ matchId }) => matchId === apollo.id);
    expect(paid.reduce((sum, { cost }) => sum + cost, 0)).toBeCloseTo(1, 2);

    for (const match of [filer, apollo]) await done(send(a, 'POST', `${id}/matches/${match.id}/reject`));
    const before = await peek(a, id);
    expect(
      before.fields.filter(({ chosen, matchId }) => chosen && [filer.id, apollo.id].includes(matchId ?? '')),
    ).toEqual([]);
    expect(before.enrichment.signals.filter(({ source }) => source === 'edgar')).toEqual([]);
    const started = await send(a, 'POST', `${id}/enrichments`, { sources: ['apollo', 'edgar'] });
    expect(started.status).toBe(202);
    const after = await enriched(a, id);
    expect(after.enrichment.sources.find(({ source }) => source === 'apollo')).toMatchObject({
      status: 'empty',
      cost: 0,
    });
    for (const match of [filer, apollo]) expect(matchOf(after, match.id).state).toBe('rejected');
    expect(
      after.fields.filter(({ chosen, matchId }) => chosen && [filer.id, apollo.id].includes(matchId ?? '')),
    ).toEqual([]);
    expect(after.enrichment.signals.filter(({ source }) => source === 'edgar')).toEqual([]);
    const again = await done(send(a, 'POST', `${id}/matches/${filer.id}/reopen`));
    expect(chosenOf(again, 'insiderRole')).toMatchObject({ source: 'edgar' });
  });

  it('is decided for one of two people of a name, and not for the other', async () => {
    const a = await owner();
    const [one, other] = await Promise.all([
      addProspect(a, { name: 'Ilse Vellacott', company: LARKSPUR }),
      addProspect(a, { name: 'Ilse Vellacott', company: LARKSPUR }),
    ]);
    const given = { source: 'apollo', grade: 'exact' };
    const [mine] = await Promise.all([
      giveMatch(a, one, given, { title: 'CFO' }),
      giveMatch(a, other, given, { title: 'CFO' }),
    ]);
    expect((await done(send(a, 'POST', `${one}/matches/${mine}/reject`))).prospect.title).toBeNull();
    expect((await put(a, other, 'phone', { value: '+15550100' })).prospect.title).toBe('CFO');
  });
});

describe('a member’s choice', () => {
  it('stays through a run, shows what it won over, and is given back', async () => {
    const a = await owner();
    const id = await addProspect(a, { name: 'Tomas Ostrander', company: LARKSPUR, title: 'Chairman' });
    const typed = await put(a, id, 'title', { value: ' Emeritus ' });
    expect(typed.prospect.title).toBe('Emeritus');
    expect(standings(typed, 'title')).toEqual(['import Chairman outranked', 'member Emeritus member']);
    await openProfile(a, id);
    const after = await enriched(a, id);
    expect(after.prospect.title).toBe('Emeritus');
    expect(chosenOf(after, 'title')).toMatchObject({ source: 'member', conflict: false });
    expect(after.fields.filter(({ field, conflict }) => field === 'title' && conflict)).not.toEqual([]);
    const released = await done(send(a, 'DELETE', `${id}/fields/title`));
    expect(released.prospect.title).toBe('Chairman');
    expect(chosenOf(released, 'title')).toMatchObject({ source: 'import', standing: 'own' });
  });

  it('of a stored value keeps where it is from, and needs it to say what was seen', async () => {
    const a = await owner();
    const profile = await enrichedProspect(a, 'Renata Vellacott', LARKSPUR, 'Chairman');
    const { id } = profile.prospect;
    const other = profile.fields.find(({ field, source }) => field === 'title' && source === 'apollo');
    if (!other?.evidenceId) throw new Error('Apollo gave no title');
    const chosen = await put(a, id, 'title', { value: other.value, evidenceId: other.evidenceId });
    expect(chosenOf(chosen, 'title')).toMatchObject({
      source: 'member',
      value: other.value,
      sourceUrl: other.sourceUrl,
    });
    const stale = await send(a, 'PUT', `${id}/fields/title`, { value: 'Something else', evidenceId: other.evidenceId });
    expect(stale.status).toBe(409);
  });

  it('is refused where it cannot be a value, or where another has the address', async () => {
    const a = await owner();
    const [id] = await Promise.all([
      addProspect(a, { name: 'Oleg Quimby', company: LARKSPUR }),
      addProspect(a, { name: 'Mara Quimby', company: LARKSPUR, email: 'mara@larkspur.example' }),
    ]);
    for (const [field, body, status] of [
      ['email', { value: 'no address' }, 422],
      ['netWorth', { value: 'much' }, 422],
      ['seniority', { value: 'king' }, 422],
      ['title', {}, 422],
      ['title', { value: '' }, 422],
      ['email', { value: 'mara@larkspur.example' }, 409],
      ['nothing', { value: 'x' }, 404],
      ['title', { evidenceId: newId() }, 404],
    ] as const) {
      expect([field, (await send(a, 'PUT', `${id}/fields/${field}`, body)).status]).toEqual([field, status]);
    }
    expect((await put(a, id, 'netWorth', { value: '$12,500,000' })).prospect.netWorth).toBe(12_500_000);
  });

  it('of two at once leaves one value chosen, the one that the profile shows', async () => {
    const a = await owner();
    const b = await makeMember(a.tenant, 'member');
    const id = await addProspect(a, { name: 'Oleg Quimby', company: LARKSPUR, title: 'Clerk' });
    const choices = Array.from({ length: 8 }, (_, n) => put(n % 2 ? a : b, id, 'title', { value: `Title ${n}` }));
    await Promise.all([...choices, put(a, id, 'city', { value: 'Austin' })]);
    const profile = await peek(a, id);
    expect(profile.fields.filter(({ field, chosen }) => field === 'title' && chosen)).toHaveLength(1);
    expect(chosenOf(profile, 'title')).toMatchObject({ source: 'member', value: profile.prospect.title });
    expect(profile.prospect).toMatchObject({ title: expect.stringMatching(/^Title \d$/), city: 'Austin' });
    const [row] = await admin`select count(*)::int as n from audit where subject_id = ${id}`;
    expect(row?.n).toBe(9);
  });

  it('costs two trips: one to read, one to write', async () => {
    const a = await owner();
    const id = await addProspect(a, { name: 'Oleg Quimby', company: LARKSPUR });
    const r = await send(a, 'PUT', `${id}/fields/title`, { value: 'Clerk' });
    expect(await tripsOf(r)).toBe(2);
  });
});

describe('the workspace’s own rules', () => {
  it('say when a value is old, and that starts one run', async () => {
    const a = await owner();
    const { prospect } = await enrichedProspect(a, 'Ilse Vellacott', LARKSPUR);
    const stale = async () => (await peek(a, prospect.id)).enrichment.stale;
    expect(await stale()).toBe(false);
    await admin`update field_values set fetched_at = now() - interval '3 days' where prospect_id = ${prospect.id}`;
    await admin`update prospects set enriched_at = now() - interval '3 days' where id = ${prospect.id}`;
    expect(await stale()).toBe(false);
    const rule = { field: 'industry', order: [], never: [], overVerified: false, days: 2 };
    await a.json('/api/v1/enrichment/precedence', { method: 'PUT', body: { rules: [rule] } });
    expect(await stale()).toBe(true);
    // It was asked for since, and nothing newer was found.
    await admin`update prospects set enriched_at = now() where id = ${prospect.id}`;
    expect(await stale()).toBe(false);
  });

  it('are an admin’s to set, replace each other, and decide what counts', async () => {
    const a = await owner();
    const rule = { field: 'title', order: ['exa', 'apollo'], never: ['contactout'], overVerified: true, days: 30 };
    const set = (member: Member, rules: object[]) =>
      member.fetch('/api/v1/enrichment/precedence', { method: 'PUT', body: { rules } });
    expect((await set(await makeMember(a.tenant, 'member'), [rule])).status).toBe(403);
    expect(await (await set(a, [rule, { ...rule, field: 'phone' }])).json()).toMatchObject({
      rules: [{ field: 'phone' }, rule],
    });
    expect(await (await set(a, [rule])).json()).toEqual({ rules: [rule] });
    expect(await a.json('/api/v1/enrichment/precedence')).toEqual({ rules: [rule] });
    expect((await set(a, [rule, rule])).status).toBe(422);
    const id = await addProspect(a, { name: 'Oleg Quimby', company: LARKSPUR });
    await giveMatch(a, id, { source: 'contactout', grade: 'exact' }, { title: 'Barred' });
    await giveMatch(a, id, { source: 'apollo', grade: 'exact' }, { title: 'Second' });
    await giveMatch(a, id, { source: 'exa', grade: 'exact' }, { title: 'First' });
    const profile = await put(a, id, 'phone', { value: '+15550100' });
    expect(standings(profile, 'title').sort()).toEqual([
      'apollo Second outranked',
      'contactout Barred barred',
      'exa First preferred',
    ]);
  });
});
