import { describe, expect, it } from 'vitest';
import type { Member as Person } from '../../../src/features/access/contract.ts';
import type { Budgets, CreditState, Spender, Team } from '../../../src/features/credits/contract.ts';
import { type Member, makeMember, makeTenant } from '../../support/tenants.ts';
import { admin, tripsOf } from '../../support/worker.ts';

type Page<T> = { items: T[]; nextCursor: string | null };
type Teams = { items: Team[] };

const named = async (member: Member, name: string) => {
  await admin`update auth."user" set name = ${name} where id = ${member.userId}`;
  return member;
};
/** A workspace with somebody of each kind, in the order of their names. */
const people = async () => {
  const tenant = await makeTenant();
  const ada = await named(await makeMember(tenant, 'owner'), 'Ada');
  const bela = await named(await makeMember(tenant, 'member'), 'bela');
  const cora = await named(await makeMember(tenant, 'viewer'), 'Cora');
  return { tenant, ada, bela, cora };
};
const put = (body: unknown) => ({ method: 'PUT', body });
const auditOf = async (tenantId: string) =>
  (await admin`select verb, detail from audit where tenant_id = ${tenantId} order by created_at, id`).map(
    ({ verb, detail }) => ({ verb, detail }),
  );

describe('the members of a workspace', () => {
  it('have names for everybody, and addresses for who manages it', async () => {
    const { ada, bela, cora } = await people();
    await admin`update members set disabled_at = now() where user_id = ${cora.userId}`;
    // An isolate's first trip is told apart by its check of the database, and by no request.
    await ada.json('/api/v1/me');
    const r = await ada.fetch('/api/v1/members');
    expect(await tripsOf(r)).toBe(1);
    const seen = (await r.json()) as Page<Person>;
    expect(seen.items.map(({ id, name, role, status }) => [id, name, role, status])).toEqual([
      [ada.userId, 'Ada', 'owner', 'active'],
      [bela.userId, 'bela', 'member', 'active'],
      [cora.userId, 'Cora', 'viewer', 'disabled'],
    ]);
    expect(seen.items.every(({ email }) => email?.endsWith('@example.com'))).toBe(true);
    const beside = await bela.json<Page<Person>>('/api/v1/members');
    expect(beside.items.map(({ email }) => email)).toEqual([null, `${bela.userId}@example.com`, null]);
  });

  it('are read page by page, each once, those of one name too', async () => {
    const { ada, bela, cora } = await people();
    await Promise.all([ada, bela, cora].map((one) => named(one, 'Twin')));
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page: Page<Person> = await ada.json(`/api/v1/members?limit=1${query}`);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual([ada.userId, bela.userId, cora.userId].sort());
    expect((await ada.fetch('/api/v1/members?cursor=bm90aGluZw')).status).toBe(400);
  });

  it('are nobody of another workspace', async () => {
    const [one, other] = [await people(), await people()];
    const { items } = await one.ada.json<Page<Person>>('/api/v1/members');
    expect(items.map(({ id }) => id)).not.toContain(other.ada.userId);
    expect(items).toHaveLength(3);
  });
});

describe('a budget of a member’s own', () => {
  it('is set, replaced and taken away, is on the record, and leaves the others', async () => {
    const { tenant, ada, bela } = await people();
    await ada.json('/api/v1/credits/budgets', put({ run: null, member: 50, day: 9, month: null }));
    const path = `/api/v1/credits/members/${bela.userId}`;
    expect(await ada.json(path, put({ budget: 20 }))).toEqual({ memberId: bela.userId, budget: 20, used: 0 });
    await ada.json(path, put({ budget: 20 }));
    const { items } = await ada.json<Page<Spender>>('/api/v1/credits/members');
    expect(items.map(({ name, budget, used }) => [name, budget, used])).toEqual([
      ['Ada', null, 0],
      ['bela', 20, 0],
      ['Cora', null, 0],
    ]);
    const state = await bela.json<CreditState>('/api/v1/credits');
    expect(state.caps).toContainEqual({ cap: 'member', limit: 20, used: 0, left: 20 });
    // Who sets the rest without naming members leaves theirs.
    const rest = { run: 4, member: null, day: null, month: null };
    expect(await ada.json<Budgets>('/api/v1/credits/budgets', put(rest))).toEqual({
      ...rest,
      members: [{ memberId: bela.userId, credits: 20 }],
    });
    expect(await ada.json(path, put({ budget: null }))).toMatchObject({ budget: null });
    expect((await auditOf(tenant.id)).filter(({ verb }) => verb === 'credits.member_budget_set')).toEqual([
      { verb: 'credits.member_budget_set', detail: { budget: 20, before: null } },
      { verb: 'credits.member_budget_set', detail: { budget: null, before: 20 } },
    ]);
  });

  it('is no member’s to set, and is nobody’s who is not here', async () => {
    const [{ ada, bela }, other] = [await people(), await people()];
    const set = (by: Member, id: string) => by.fetch(`/api/v1/credits/members/${id}`, put({ budget: 1 }));
    expect((await set(bela, bela.userId)).status).toBe(403);
    expect((await set(ada, other.ada.userId)).status).toBe(404);
    expect(await admin`select from credit_budgets where subject = ${other.ada.userId}`).toHaveLength(0);
  });
});

describe('a team', () => {
  const POST = (body: unknown) => ({ method: 'POST', body });

  it('is made, changed and removed, with its budget, and all of it is on the record', async () => {
    const { tenant, ada, bela, cora } = await people();
    const made = await ada.json<Teams>(
      '/api/v1/teams',
      POST({ name: 'North', memberIds: [bela.userId, cora.userId], budget: 30 }),
    );
    const id = made.items[0]?.id ?? '';
    expect(made.items).toEqual([
      { id, name: 'North', memberIds: [bela.userId, cora.userId].sort(), budget: 30, used: 0 },
    ]);
    expect((await bela.json<CreditState>('/api/v1/credits')).caps).toContainEqual({
      cap: 'team',
      limit: 30,
      used: 0,
      left: 30,
    });
    expect((await ada.json<CreditState>('/api/v1/credits')).caps.map(({ cap }) => cap)).not.toContain('team');
    // Nobody is in two: who joins one leaves the other.
    const both = await ada.json<Teams>(
      '/api/v1/teams',
      POST({ name: 'South', memberIds: [cora.userId], budget: null }),
    );
    expect(both.items.map(({ name, memberIds, budget }) => [name, memberIds, budget])).toEqual([
      ['North', [bela.userId], 30],
      ['South', [cora.userId], null],
    ]);
    await ada.json(`/api/v1/teams/${id}`, put({ name: 'Far north', memberIds: [ada.userId], budget: null }));
    // Budgets of the workspace are set beside those of teams.
    await ada.json(`/api/v1/teams/${id}`, put({ name: 'Far north', memberIds: [ada.userId], budget: 7 }));
    await ada.json('/api/v1/credits/budgets', put({ run: null, member: null, members: [], day: null, month: null }));
    const { items } = await bela.json<Teams>('/api/v1/teams');
    expect(items[0]).toMatchObject({ name: 'Far north', memberIds: [ada.userId], budget: 7 });
    expect((await ada.json<Teams>(`/api/v1/teams/${id}`, { method: 'DELETE' })).items).toHaveLength(1);
    expect(await admin`select from credit_budgets where subject = ${id}`).toHaveLength(0);
    expect((await ada.fetch(`/api/v1/teams/${id}`, { method: 'DELETE' })).status).toBe(404);
    expect((await auditOf(tenant.id)).map(({ verb }) => verb).filter((verb) => verb.startsWith('team.'))).toEqual([
      'team.made',
      'team.made',
      'team.changed',
      'team.changed',
      'team.removed',
    ]);
  });

  it('has a name of its own and members of this workspace, or is not written at all', async () => {
    const [{ ada }, other] = [await people(), await people()];
    await ada.json('/api/v1/teams', POST({ name: 'North', memberIds: [], budget: null }));
    const refused = async (body: unknown) => {
      const r = await ada.fetch('/api/v1/teams', POST(body));
      return [r.status, ((await r.json()) as { issues: { path: string }[] }).issues[0]?.path];
    };
    expect(await refused({ name: 'NORTH', memberIds: [], budget: 5 })).toEqual([422, 'name']);
    expect(await refused({ name: 'West', memberIds: [other.bela.userId], budget: 5 })).toEqual([422, 'memberIds']);
    expect((await ada.json<Teams>('/api/v1/teams')).items).toHaveLength(1);
  });
});
