import { beforeAll, describe, expect, it } from 'vitest';
import type { Job } from '../../src/features/jobs/contract.ts';
import type {
  Discovered,
  Lookalike,
  Matches,
  Persona,
  PersonaCount,
  Personas,
  PersonaVersions,
} from '../../src/features/personas/contract.ts';
import type { SearchAnswer } from '../../src/features/prospects/contract.ts';
import { importCsv } from '../support/imports.ts';
import { type Member, makeMember, makeTenant } from '../support/tenants.ts';
import { admin } from '../support/worker.ts';

const ROWS = [
  ['Persona Zero', 'Chief Wine Officer', 'Winemaking', 'c_suite', 'Italy'],
  ['Persona One', 'Wine Director', 'Winemaking', 'director', 'Italy'],
  ['Persona Two', 'Wine Director', 'Software', 'director', 'Chile'],
  ['Persona Three', 'Gardener', 'Gardening', 'entry', 'Chile'],
];
const CSV = `Name,Title,Industry,Seniority,Country,Email\n${ROWS.map((row, i) => `${row.join(',')},p${i}@personas.example`).join('\n')}\n`;

let a: Member;
let b: Member;
let ids: string[];
beforeAll(async () => {
  a = await makeMember(await makeTenant());
  b = await makeMember(await makeTenant());
  await importCsv(a, CSV);
  const found = (await a.json<SearchAnswer>('/api/v1/prospects')).items;
  ids = ROWS.map(([name]) => String(found.find((one) => one.name === name)?.id));
});

const send = (path: string, body: unknown = {}, method = 'POST', as = a) =>
  as.fetch(`/api/v1/personas${path}`, { method, body });
const sent = async <T = Persona>(path: string, body: unknown = {}, method = 'POST', as = a) =>
  (await (await send(path, body, method, as)).json()) as T;
let names = 0;
const made = (definition: object) => {
  names += 1;
  return sent('', { name: `Persona ${names}`, definition });
};

describe('a persona', () => {
  it('is counted as the search counts it, while it is built', async () => {
    const definition = { titles: ['wine'], seniorities: ['director'], companySizes: ['11-50'] };
    const count = await sent<PersonaCount>('/count', { definition });
    expect(count).toEqual({ total: { value: 2, exact: true }, unasked: ['companySizes'] });
    const { filters } = await made(definition);
    const query = new URLSearchParams();
    for (const [name, values] of Object.entries(filters)) for (const one of values as string[]) query.append(name, one);
    expect((await a.json<SearchAnswer>(`/api/v1/prospects?${query}`)).total.value).toBe(2);
  });

  it('has a version for each save that changes it, and older ones come back', async () => {
    const first = await made({ titles: ['wine'] });
    const body = { name: first.name, definition: { titles: ['wine'], places: ['Chile'] }, version: 1 };
    expect(await sent(`/${first.id}`, body, 'PUT')).toMatchObject({ version: 2 });
    expect((await send(`/${first.id}`, body, 'PUT')).status, 'of an old one').toBe(409);
    expect(await sent(`/${first.id}`, { ...body, version: 2 }, 'PUT'), 'the same again').toMatchObject({ version: 2 });
    const back = await sent(`/${first.id}/restore-version`, { version: 1 });
    expect(back).toMatchObject({ version: 3, definition: { titles: ['wine'], places: [] } });
    const { items } = await a.json<PersonaVersions>(`/api/v1/personas/${first.id}/versions`);
    expect(items.map((one) => [one.version, one.definition.places])).toEqual([
      [3, []],
      [2, ['Chile']],
      [1, []],
    ]);
    expect((await send(`/${first.id}/restore-version`, { version: 9 })).status).toBe(404);
    const rows = await admin`select verb from audit where subject_id = ${first.id} order by created_at, id`;
    expect(rows.map((row) => row.verb)).toEqual(
      ['made', 'saved', 'saved', 'version_restored'].map((verb) => `persona.${verb}`),
    );
  });

  it('is saved by one of two who save at once', async () => {
    const { id, name } = await made({ titles: ['x'] });
    const save = (title: string) => send(`/${id}`, { name, definition: { titles: [title] }, version: 1 }, 'PUT');
    const statuses = (await Promise.all([save('y'), save('z')])).map((one) => one.status).sort();
    expect(statuses).toEqual([200, 409]);
  });

  it('is deleted, comes back, and is its workspace’s alone', async () => {
    const { id } = await made({ titles: ['x'] });
    expect((await send(`/${id}`, {}, 'DELETE', b)).status).toBe(404);
    expect((await send(`/${id}`, {}, 'DELETE')).status).toBe(200);
    expect((await a.json<Personas>('/api/v1/personas')).items.map((one) => one.id)).not.toContain(id);
    expect((await a.json<Personas>('/api/v1/personas?deleted=true')).items.map((one) => one.id)).toContain(id);
    expect(await sent(`/${id}/restore`)).toMatchObject({ id, deletedAt: null });
    expect((await send('', { name: 'Nothing', definition: {} })).status).toBe(422);
    expect((await b.json<Personas>('/api/v1/personas')).items).toEqual([]);
  });
});

describe('people like one', () => {
  it('are those who meet most, each with what, without the one and the deleted', async () => {
    const definition = { titles: ['wine'], industries: ['Winemaking'], places: ['Italy'] };
    const { items } = await sent<Matches>('/matches', { definition, leaveOut: ids[0] });
    expect(items.map((one) => one.person.id)).toEqual([ids[1], ids[2]]);
    expect(items[0]?.because).toEqual([
      { part: 'titles', words: 'Wine Director' },
      { part: 'industries', words: 'Winemaking' },
      { part: 'places', words: 'Italy' },
    ]);
    expect(items[1]?.because).toEqual([{ part: 'titles', words: 'Wine Director' }]);
    await admin`update prospects set deleted_at = now() where id = ${ids[2]}`;
    expect((await sent<Matches>('/matches', { definition, leaveOut: ids[0] })).items).toHaveLength(1);
    await admin`update prospects set deleted_at = null where id = ${ids[2]}`;
    expect((await sent<Matches>('/matches', { definition }, 'POST', b)).items).toEqual([]);
  });

  it('are looked for as Claude says, for the credit of one call', async () => {
    const spent = async () =>
      (await admin`select spent, reserved from credit_accounts where tenant_id = ${a.tenant.id}`)[0];
    const before = await spent();
    const answer = await a.fetch(`/api/v1/prospects/${ids[1]}/lookalike`, { method: 'POST' });
    expect(answer.status).toBe(200);
    const like = (await answer.json()) as Lookalike;
    expect(like).toMatchObject({
      by: 'claude',
      why: null,
      cost: 1,
      definition: { seniorities: ['director'], industries: ['Winemaking'], places: ['Italy'] },
    });
    expect(like.definition.titles).toContain('Wine Director');
    expect(await spent()).toEqual({ spent: String(Number(before?.spent) + 1), reserved: before?.reserved });
    const [job] = await admin`select id, kind, state from jobs where subject_id = ${ids[1]} and kind = 'lookalike'`;
    expect(job).toMatchObject({ state: 'done' });
    expect(await a.json<Job>(`/api/v1/jobs/${job?.id}`)).toMatchObject({ kind: 'lookalike', state: 'done' });
    const [call] = await admin`select ended_at is not null as ended from model_calls where job_id = ${job?.id}`;
    expect(call).toEqual({ ended: true });
    expect((await b.fetch(`/api/v1/prospects/${ids[1]}/lookalike`, { method: 'POST' })).status).toBe(404);
  });

  it('are looked for by the profile itself where there are no credits, and it says so', async () => {
    await admin`update credit_accounts set granted = spent + reserved where tenant_id = ${a.tenant.id}`;
    const like = await a.json<Lookalike>(`/api/v1/prospects/${ids[1]}/lookalike`, { method: 'POST' });
    expect(like).toMatchObject({
      by: 'profile',
      cost: 0,
      definition: { titles: ['Wine Director'], places: ['Italy'] },
    });
    expect(like.why).toMatch(/credits/i);
    const [job] =
      await admin`select state from jobs where subject_id = ${ids[1]} and kind = 'lookalike' order by created_at desc`;
    expect(job?.state).toBe('failed');
    await admin`update credit_accounts set granted = granted + 100 where tenant_id = ${a.tenant.id}`;
  });

  it('are found in Apollo, without those whom the workspace knows or has deleted', async () => {
    const definition = { titles: ['Director'] };
    const first = await sent<Discovered>('/discover', { definition });
    expect(first).toMatchObject({ asked: true, leftOut: 0 });
    const [one, other] = first.items;
    expect(one?.because[0]?.part).toBe('titles');
    const [begin = '', end = ''] = one?.name.split(' ').at(-1)?.split('***') ?? [];
    const known = `${one?.name.split(' ')[0]} ${begin}made${end}`;
    await importCsv(a, `Name,Company,Email\n${known},${one?.company},apollo-known@personas.example\n`);
    const again = await sent<Discovered>('/discover', { definition });
    const left = again.items.map((item) => item.id);
    expect(left).not.toContain(one?.id);
    expect(left).toContain(other?.id);
    await admin`update prospects set deleted_at = now() where email = 'apollo-known@personas.example'`;
    expect((await sent<Discovered>('/discover', { definition })).leftOut).toBe(again.leftOut);
    const none = await sent<Discovered>('/discover', { definition: { wealth: ['1b'] } });
    expect(none).toMatchObject({ asked: false, items: [] });
  });
});
