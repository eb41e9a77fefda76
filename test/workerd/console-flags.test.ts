import { beforeAll, describe, expect, it } from 'vitest';
import type { FlagView, TenantDetail } from '../../src/features/console/contract.ts';
import { FLAGS } from '../../src/lib/flags.ts';
import { newId } from '../../src/lib/ids.ts';
import { csvForm } from '../support/imports.ts';
import { makeOperator, recordOf, type TestOperator } from '../support/operators.ts';
import { type Member, makeMember, makeTenant } from '../support/tenants.ts';

let operator: TestOperator;
beforeAll(async () => {
  operator = await makeOperator();
});

const why = (reason: string) => ({ reason });

describe('flags', () => {
  const importing = async (a: Member) =>
    (await a.fetch('/api/v1/imports', { method: 'POST', body: csvForm(`Name,Email\nAda,${newId()}@flag.example\n`) }))
      .status;

  it('that the product asks for are all on record, as the product has them', async () => {
    const { items } = await operator.json<{ items: FlagView[] }>('/flags');
    const known = Object.entries(FLAGS).map(([key, { description, otherwise }]) => ({
      key,
      description,
      enabled: otherwise,
    }));
    for (const flag of known) expect(items).toContainEqual(expect.objectContaining({ ...flag, killed: false }));
  });

  it('that are killed refuse the next request of a warm isolate, and revived let in the one after', async () => {
    const a = await makeMember(await makeTenant());
    expect(await importing(a)).toBe(202);
    expect(await operator.json('/flags/imports/kill', why('it loses rows'))).toMatchObject({ killed: true });
    expect(await importing(a)).toBe(503);
    const again = await operator.fetch('/flags/imports/kill', { method: 'POST', body: why('once more') });
    expect(await again.json()).toMatchObject({ status: 409, detail: 'The flag is killed already.' });
    expect(await operator.json<TenantDetail>(`/tenants/${a.tenant.id}`)).toMatchObject({
      flags: expect.arrayContaining([{ key: 'imports', on: false, why: 'It is killed, for everyone.' }]),
    });
    await operator.json('/flags/imports/revive', why('mended'));
    expect(await importing(a)).toBe(202);
    expect((await recordOf('imports')).map((r) => r.verb)).toEqual(['flag.killed', 'flag.revived']);
    expect((await operator.fetch('/flags/no-such-flag/kill', { method: 'POST', body: why('mistyped') })).status).toBe(
      404,
    );
  });

  it('are set by rules, which the next request follows and the preview foretells', async () => {
    const [a, b] = [
      await makeMember(await makeTenant({ plan: 'free' })),
      await makeMember(await makeTenant({ plan: 'pro' })),
    ];
    const c = await makeMember(await makeTenant());
    const rules = [
      { members: [c.userId], on: true },
      { tenants: [c.tenant.id], on: false },
      { plans: ['pro'], on: true },
    ];
    const body = { description: 'Members can import files', enabled: false, rules, ...why('a first try') };
    expect(await operator.json('/flags/imports', body, 'PUT')).toMatchObject({ key: 'imports', enabled: false, rules });
    const d = await makeMember(c.tenant);
    expect([await importing(a), await importing(b), await importing(c), await importing(d)]).toEqual([
      503, 202, 202, 503,
    ]);
    const { items, ...counts } = await operator.json<{ items: { tenantId: string; sees: string }[] }>(
      '/flags/imports/preview',
    );
    const sees = (m: Member) => items.find((i) => i.tenantId === m.tenant.id)?.sees;
    expect([sees(a), sees(b), sees(c)]).toEqual(['some members', 'on', 'some members']);
    expect(Object.values(counts).reduce((sum: number, n) => sum + Number(n), 0)).toBe(items.length);
    await operator.json('/flags/imports', { ...body, enabled: true, rules: [] }, 'PUT');
    expect(await importing(d)).toBe(202);
    expect((await recordOf('imports')).at(-1)).toMatchObject({
      verb: 'flag.set',
      detail: { reason: 'a first try', before: { enabled: false, rules }, after: { enabled: true, rules: [] } },
    });
  });

  it('can be made before the code asks for them, and wrong rules are refused', async () => {
    const key = `test-${newId().slice(-8)}`;
    const made = { description: 'To come', enabled: true, rules: [], ...why('prepared') };
    expect(await operator.json(`/flags/${key}`, made, 'PUT')).toMatchObject({ key, enabled: true, killed: false });
    const wrong = { ...made, rules: [{ plans: ['gold'], on: true }] };
    expect((await operator.fetch(`/flags/${key}`, { method: 'PUT', body: wrong })).status).toBe(422);
    expect((await operator.fetch('/flags/Not%20a%20key', { method: 'PUT', body: made })).status).toBe(404);
  });
});
