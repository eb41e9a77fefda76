import { expect, it } from 'vitest';
import { databaseError } from '../../../src/db/errors.ts';
import type { ImportState } from '../../../src/features/imports/contract.ts';
import { runImport } from '../../../src/features/imports/run.ts';
import { admin } from '../../support/worker.ts';
import { accepted, worked } from '../imports-kit.ts';
import { addPerson, mergeInto, owner, peek, undo } from './kit.ts';

/** Pairs that are merged while the file that speaks of all of them comes in: enough that some are before it, some after. */
const PAIRS = 12;

const numbers = Array.from({ length: PAIRS }, (_, n) => n);
const emailOf = (who: 'a' | 'b', n: number) => `verity.${who}${n}@beside.example`;
const titleOf = (who: 'a' | 'b', n: number) => `Warden ${who.toUpperCase()}${n}`;

it('loses neither what the file says nor the merge, whichever comes first', async () => {
  const a = await owner();
  const t = a.tenant.id;
  const pairs = await Promise.all(
    numbers.map(async (n) => ({
      one: await addPerson(a, { name: `Verity A${n}`, email: emailOf('a', n), title: 'Clerk' }),
      two: await addPerson(a, { name: `Verity B${n}`, email: emailOf('b', n), title: 'Clerk' }),
    })),
  );
  const rows = numbers.flatMap((n) =>
    (['a', 'b'] as const).map((who) => `Verity ${who.toUpperCase()}${n},${emailOf(who, n)},${titleOf(who, n)}`),
  );
  const { id, jobId } = await accepted(a, `Name,Email,Job title\n${rows.join('\n')}\n`);

  // A merge that has read what the import writes meanwhile is refused, and asked for again.
  const merge = async (survivor: string, other: string): Promise<string> => {
    for (;;) {
      const r = await a.fetch(`/api/v1/prospects/${survivor}/merge`, { method: 'POST', body: { with: [other] } });
      if (r.status === 200) return ((await r.json()) as { mergeId: string }).mergeId;
      expect(r.status, await r.text()).toBe(409);
    }
  };
  const mergeAll = async () => {
    const ids: string[] = [];
    for (const { one, two } of pairs) ids.push(await merge(one, two));
    return ids;
  };
  // A chunk that merges overtake time and again is let go, as it is by a worker, and the job is taken up anew.
  const work: typeof runImport = (ctx, claim) =>
    runImport(ctx, claim).catch((error) => {
      if (databaseError(error)?.code !== 'EW410') throw error;
    });
  const [mergeIds] = await Promise.all([mergeAll(), worked(a.tenant, jobId, work)]);

  const state = await a.json<ImportState>(`/api/v1/imports/${id}`);
  expect(state).toMatchObject({ status: 'done', rows: { read: PAIRS * 2, refused: 0 } });
  const { created, updated, unchanged } = state.rows;
  expect(created + updated + unchanged).toBe(PAIRS * 2);

  /** All that live people say of a field, shown or kept beside. */
  const said = async (field: 'email' | 'title'): Promise<Set<string>> => {
    const found = await admin`
      select to_jsonb(p) ->> ${field} as value from prospects p where p.tenant_id = ${t} and p.deleted_at is null
      union
      select v.value from field_values v join prospects p on p.tenant_id = v.tenant_id and p.id = v.prospect_id
       where v.tenant_id = ${t} and v.field = ${field} and p.deleted_at is null`;
    return new Set(found.map(({ value }) => String(value)));
  };
  const everything = async () => {
    const [emails, titles] = [await said('email'), await said('title')];
    for (const n of numbers) {
      for (const who of ['a', 'b'] as const) {
        expect(emails, `${who}${n}`).toContain(emailOf(who, n));
        expect(titles, `${who}${n}`).toContain(titleOf(who, n));
      }
    }
    const twice = await admin`
      select email_key from prospects where tenant_id = ${t} and deleted_at is null and email_key is not null
       group by 1 having count(*) > 1`;
    expect(twice).toEqual([]);
  };
  await everything();
  const merged = await admin`select id from prospects where tenant_id = ${t} and merged_into is not null`;
  expect(merged).toHaveLength(PAIRS);
  // Apart again, each has what the file said of them. Where the file made somebody anew of an address that a merge had put
  // aside, the merge stays until that is settled.
  for (const mergeId of mergeIds.toReversed()) {
    const r = await a.fetch(`/api/v1/merges/${mergeId}/undo`, { method: 'POST', body: {} });
    if (r.status !== 200)
      expect([r.status, await r.json()]).toMatchObject([409, { action: expect.stringMatching(/^\/prospects\//) }]);
  }
  await everything();
});

it('is undone once nobody else has the address that the survivor had', async () => {
  const a = await owner();
  const one = await addPerson(a, { name: 'Verity Aside', email: emailOf('a', 100) });
  const two = await addPerson(a, { name: 'Verity Kept', email: emailOf('b', 100) });
  const { mergeId } = await mergeInto(a, one, [two], { email: two });
  const anew = await addPerson(a, { name: 'Verity Anew', email: emailOf('a', 100) });
  const refused = await a.fetch(`/api/v1/merges/${mergeId}/undo`, { method: 'POST', body: {} });
  expect([refused.status, await refused.json()]).toMatchObject([
    409,
    { detail: expect.stringContaining('Verity Anew'), action: `/prospects/${anew}` },
  ]);
  expect((await a.fetch(`/api/v1/prospects/${anew}`, { method: 'DELETE' })).status).toBe(200);
  expect((await undo(a, mergeId)).restored).toEqual([two]);
  expect((await peek(a, one)).prospect.email).toBe(emailOf('a', 100));
});
