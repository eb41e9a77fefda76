import { describe, expect, it } from 'vitest';
import { newId } from '../../../src/lib/ids.ts';
import { makeMember, makeTenant } from '../../support/tenants.ts';
import { admin } from '../../support/worker.ts';
import { addPerson, chosen, giveRecord, mergeInto, owner, peek, undo, wholeLedger } from './kit.ts';

describe('a merge', () => {
  it('keeps every value, tag, note, list, signal and run, and its undoing gives each record back as it was', async () => {
    const a = await owner();
    const one = await addPerson(a, {
      name: 'Odalys Brandreth',
      email: 'odalys@brandreth.example',
      company: 'Quillon Partners',
      title: 'Partner',
      tags: ['Angel', 'london'],
      notes: 'Met in May.',
      custom: { Club: 'Garrick', Assistant: 'Joan' },
    });
    const two = await addPerson(a, {
      name: 'O. Brandreth',
      email: 'o.brandreth@quillon.example',
      company: 'Quillon Partners LLP',
      title: 'Managing Partner',
      phone: '+442079460100',
      city: 'London',
      tags: ['London', 'sailing'],
      notes: 'Likes sailing.',
      custom: { Club: 'Athenaeum', Yacht: 'Petrel' },
    });
    await a.json(`/api/v1/prospects/${two}/fields/title`, { method: 'PUT', body: { value: 'Senior Partner' } });
    await giveRecord(a, one, { source: 'apollo', key: 'same' }, { headline: 'Investor', seniority: 'partner' });
    const rejected = await giveRecord(
      a,
      two,
      { source: 'apollo', key: 'same', state: 'rejected' },
      { headline: 'Sailor' },
    );
    const match = await giveRecord(a, two, { source: 'edgar' }, { insiderRole: 'Director of Petrel PLC' });
    const { id: tenant } = a.tenant;
    const list = newId();
    const [run, job] = [newId(), newId()];
    await admin.transaction([
      admin`insert into lists (tenant_id, id, name, created_by) values (${tenant}, ${list}, 'Sailors', ${a.userId})`,
      admin`insert into list_members (tenant_id, list_id, prospect_id, created_at) values (${tenant}, ${list}, ${two}, now() - interval '1 day')`,
      admin`insert into signals (tenant_id, prospect_id, kind, title, source, external_key, match_id) values (${tenant}, ${two}, 'insider_buy', 'Bought', 'edgar', 'k1', ${match})`,
      admin`insert into jobs (tenant_id, id, kind, state, title, subject_type, subject_id, dedupe, progress_unit, created_by)
        values (${tenant}, ${job}, 'enrichment', 'done', 'x', 'prospect', ${two}, ${job}, 'sources', 'x')`,
      admin`insert into enrichment_runs (tenant_id, id, prospect_id, job_id, status, trigger, sources) values (${tenant}, ${run}, ${two}, ${job}, 'done', 'request', '{apollo}')`,
      admin`insert into notes (tenant_id, prospect_id, body, author_id) values (${tenant}, ${two}, 'Called her.', ${a.userId})`,
    ]);
    const before = await wholeLedger(a);
    const said = [...(await peek(a, one)).fields, ...(await peek(a, two)).fields];

    const { mergeId, profile } = await mergeInto(a, one, [two]);
    // A member's choice outlives a file's word.
    expect(chosen(profile, 'title')).toMatchObject({ value: 'Senior Partner', standing: 'member' });
    expect(profile.prospect).toMatchObject({
      phone: '+442079460100',
      city: 'London',
      tags: ['Angel', 'london', 'sailing'],
      notes: 'Met in May.\n\nLikes sailing.',
      custom: { Club: 'Garrick', Assistant: 'Joan', Yacht: 'Petrel' },
    });
    const texts = new Set(profile.fields.map(({ field, value }) => `${field} ${value}`));
    for (const { field, value } of said.filter((f) => f.field !== 'tags' && f.field !== 'notes')) {
      expect(texts).toContain(`${field} ${value}`);
    }
    expect(texts).toContain('custom:Club Athenaeum');
    expect(profile.fields.find(({ value }) => value === 'odalys@brandreth.example')).toMatchObject({
      mergedFrom: one,
      matchId: null,
    });
    expect(profile.fields.find(({ value }) => value === 'Managing Partner')).toMatchObject({
      mergedFrom: two,
      matchId: null,
    });
    // What was decided of a source's record stands for both.
    expect(profile.matches.find(({ source }) => source === 'apollo')).toMatchObject({ state: 'rejected' });
    expect(profile.matches.map(({ source }) => source).sort()).toEqual(['apollo', 'edgar']);
    expect(profile.enrichment.signals.map(({ title }) => title)).toEqual(['Bought']);
    expect(profile.enrichment.runId).toBe(run);
    const after = await wholeLedger(a);
    expect(after.lists).toMatchObject([{ list_id: list, prospect_id: one }]);
    expect(after.notes).toMatchObject([{ prospect_id: one }]);

    const gone = await a.fetch(`/api/v1/prospects/${two}`);
    expect(gone.status).toBe(410);
    expect(await gone.json()).toMatchObject({ code: 'merged', action: `/prospects/${one}` });
    const found = await a.json<{ items: { id: string }[] }>('/api/v1/prospects?q=brandreth');
    expect(found.items.map(({ id }) => id)).toEqual([one]);
    const merges = await a.json<{ items: object[] }>(`/api/v1/prospects/${one}/merges`);
    expect(merges.items).toMatchObject([
      { id: mergeId, merged: [{ id: two, name: 'O. Brandreth' }], undoneAt: null, createdByName: 'Member owner' },
    ]);

    expect(await undo(a, mergeId)).toMatchObject({ restored: [two], kept: [] });
    expect(await wholeLedger(a)).toEqual(before);
    expect(rejected).toBeTruthy();
    const verbs =
      await admin`select verb from audit where tenant_id = ${tenant} and verb like 'prospect.%' order by id`;
    expect(verbs.map(({ verb }) => verb)).toEqual(['prospect.merged', 'prospect.unmerged']);
    const again = await a.fetch(`/api/v1/merges/${mergeId}/undo`, { method: 'POST', body: {} });
    expect(again.status).toBe(409);
  });

  it('takes the values that are asked for, for good', async () => {
    const a = await owner();
    const one = await addPerson(a, {
      name: 'Ruben Castellane',
      email: 'ruben@a.example',
      company: 'Alder',
      custom: { Club: 'A' },
    });
    const two = await addPerson(a, {
      name: 'Rubén Castellane',
      email: 'ruben@b.example',
      company: 'Birch',
      netWorth: 5_000_000,
      custom: { Club: 'B' },
    });
    const fields = { email: two, name: two, netWorth: two, 'custom:Club': two };
    const { mergeId, profile } = await mergeInto(a, one, [two], fields);
    expect(profile.prospect).toMatchObject({
      name: 'Rubén Castellane',
      email: 'ruben@b.example',
      netWorth: 5_000_000,
      custom: { Club: 'B' },
    });
    expect(chosen(profile, 'email')).toMatchObject({ value: 'ruben@b.example', standing: 'member', setBy: a.userId });
    // The address is free for nobody else, and is the survivor's alone.
    const [key] = await admin`select email_key from prospects where id = ${one}`;
    expect(key?.email_key).toBe('ruben@b.example');
    // A field that is given back falls to what the file of the survivor said.
    const released = await a.json<typeof profile>(`/api/v1/prospects/${one}/fields/email`, { method: 'DELETE' });
    expect(released.prospect.email).toBe('ruben@a.example');
    const done = await undo(a, mergeId);
    expect(done.kept).toEqual([]);
    expect((await peek(a, one)).prospect).toMatchObject({
      name: 'Ruben Castellane',
      email: 'ruben@a.example',
      netWorth: null,
      custom: { Club: 'A' },
    });
    expect((await peek(a, two)).prospect).toMatchObject({ email: 'ruben@b.example', netWorth: 5_000_000 });

    const bad = await a.fetch(`/api/v1/prospects/${one}/merge`, {
      method: 'POST',
      body: { with: [two], fields: { phone: two } },
    });
    expect(bad.status).toBe(422);
    const odd = await a.fetch(`/api/v1/prospects/${one}/merge`, {
      method: 'POST',
      body: { with: [two], fields: { nothing: two } },
    });
    expect(odd.status).toBe(422);
  });

  it('keeps what was changed since when it is undone, and says so', async () => {
    const a = await owner();
    const one = await addPerson(a, { name: 'Ingrid Solheim-Vane', company: 'Fjordline', tags: ['a'] });
    const two = await addPerson(a, {
      name: 'Ingrid Solheim',
      email: 'ingrid@fjordline.example',
      title: 'CFO',
      phone: '+4722000000',
      tags: ['b'],
    });
    const { mergeId } = await mergeInto(a, one, [two]);
    await a.json(`/api/v1/prospects/${one}/fields/title`, { method: 'PUT', body: { value: 'CEO' } });
    await admin`update prospects set tags = tags || '{c}'::text[] where id = ${one}`;
    const done = await undo(a, mergeId);
    expect(done.kept).toEqual([{ prospectId: one, field: 'title', value: 'CEO' }]);
    const kept = await peek(a, one);
    expect(kept.prospect).toMatchObject({ title: 'CEO', phone: null, email: null, tags: ['a', 'c'] });
    expect(chosen(kept, 'title')).toMatchObject({ value: 'CEO', standing: 'member' });
    expect((await peek(a, two)).prospect).toMatchObject({
      title: 'CFO',
      phone: '+4722000000',
      email: 'ingrid@fjordline.example',
    });
  });

  it('gives a record back without its address where somebody else has it by now', async () => {
    const a = await owner();
    const one = await addPerson(a, { name: 'Perrin Oakhurst', email: 'perrin@one.example' });
    const two = await addPerson(a, { name: 'P Oakhurst', email: 'perrin@two.example' });
    const { mergeId } = await mergeInto(a, one, [two], { email: one });
    await addPerson(a, { name: 'Perrin Oakhurst', email: 'perrin@two.example' });
    const done = await undo(a, mergeId);
    expect(done.kept).toEqual([{ prospectId: two, field: 'email', value: 'perrin@two.example' }]);
    expect((await peek(a, two)).prospect.email).toBeNull();
  });

  it('of the same people at the same moment happens once', async () => {
    const a = await owner();
    const ids = await Promise.all(
      [1, 2, 3].map((n) => addPerson(a, { name: 'Casimir Thule', email: `casimir${n}@thule.example`, title: `T${n}` })),
    );
    const [x, y, z] = ids as [string, string, string];
    const merge = (into: string, others: string[]) =>
      a.fetch(`/api/v1/prospects/${into}/merge`, { method: 'POST', body: { with: others } });
    const answers = await Promise.all([merge(x, [y]), merge(y, [x]), merge(x, [y]), merge(y, [x, z]), merge(z, [x])]);
    for (const r of answers) expect([200, 410, 409]).toContain(r.status);
    expect(answers.filter((r) => r.status === 200).length).toBeGreaterThan(0);
    // Nobody is lost, nobody is merged into each other, and the ledger still says all there was.
    const rows = await admin`select id, merged_into from prospects where tenant_id = ${a.tenant.id}`;
    const alive = rows.filter(({ merged_into }) => merged_into === null);
    const taken = [1, 1, 1, 2, 1].filter((_, n) => answers[n]?.status === 200).reduce((sum, n) => sum + n, 0);
    expect(alive).toHaveLength(3 - taken);
    const texts = (await Promise.all(alive.map(({ id }) => peek(a, String(id))))).flatMap(({ fields }) =>
      fields.map(({ value }) => value),
    );
    for (const n of [1, 2, 3]) expect(texts).toEqual(expect.arrayContaining([`casimir${n}@thule.example`, `T${n}`]));
  });

  it('has what a source answers later follow to where the person lives on, and takes it back when undone', async () => {
    const a = await owner();
    const one = await addPerson(a, { name: 'Leocadia Wren', company: 'Wren & Co' });
    const two = await addPerson(a, { name: 'L. Wren', company: 'Wren & Co' });
    const [run, job] = [newId(), newId()];
    const { id: tenant } = a.tenant;
    await admin.transaction([
      admin`insert into jobs (tenant_id, id, kind, state, title, subject_type, subject_id, dedupe, progress_unit, created_by)
        values (${tenant}, ${job}, 'enrichment', 'running', 'x', 'prospect', ${two}, ${job}, 'sources', 'x')`,
      admin`insert into enrichment_runs (tenant_id, id, prospect_id, job_id, status, trigger, sources) values (${tenant}, ${run}, ${two}, ${job}, 'running', 'request', '{apollo}')`,
    ]);
    const { mergeId } = await mergeInto(a, one, [two]);
    const late = await giveRecord(a, two, { source: 'apollo' }, { bio: 'Rows.' });
    await admin`update identity_matches set run_id = ${run} where id = ${late}`;
    await admin`update field_values set run_id = ${run} where match_id = ${late}`;
    const profile = await peek(a, one);
    expect(profile.fields.find(({ field }) => field === 'bio')).toMatchObject({ value: 'Rows.', matchId: late });
    expect(profile.matches.map(({ id }) => id)).toEqual([late]);
    await undo(a, mergeId);
    expect((await peek(a, two)).fields.find(({ field }) => field === 'bio')).toMatchObject({ value: 'Rows.' });
    expect((await peek(a, one)).fields.find(({ field }) => field === 'bio')).toBeUndefined();
  });

  it('is no business of another workspace, and its undoing waits for later ones', async () => {
    const [a, b] = [await owner(), await owner()];
    const viewer = await makeMember(a.tenant, 'viewer');
    const one = await addPerson(a, { name: 'Tamsin Farthing' });
    const two = await addPerson(a, { name: 'Tamsin Farthing', title: 'CEO' });
    const three = await addPerson(a, { name: 'T Farthing', title: 'Chair' });
    const foreign = await addPerson(b, { name: 'Tamsin Farthing' });
    const post = (m: typeof a, path: string, body: object) => m.fetch(`/api/v1/${path}`, { method: 'POST', body });
    expect((await post(a, `prospects/${one}/merge`, { with: [foreign] })).status).toBe(404);
    expect((await post(viewer, `prospects/${one}/merge`, { with: [two] })).status).toBe(403);
    expect((await post(a, `prospects/${one}/merge`, { with: [one] })).status).toBe(422);
    const first = await mergeInto(a, two, [three]);
    const second = await mergeInto(a, one, [two]);
    expect((await a.fetch(`/api/v1/prospects/${three}`)).status).toBe(410);
    expect((await post(b, `merges/${first.mergeId}/undo`, {})).status).toBe(404);
    expect((await post(a, `merges/${first.mergeId}/undo`, {})).status).toBe(409);
    await undo(a, second.mergeId);
    await undo(a, first.mergeId);
    expect((await peek(a, three)).prospect.title).toBe('Chair');
    expect((await peek(a, two)).prospect.title).toBe('CEO');
    expect(await makeTenant()).toBeTruthy();
  });
});
