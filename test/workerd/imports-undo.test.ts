import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runImport } from '../../src/features/imports/run.ts';
import { cancelImport } from '../../src/features/imports/start.ts';
import { runUndo } from '../../src/features/imports/undo/run.ts';
import { undoImport } from '../../src/features/imports/undo/undo.ts';
import type { SearchAnswer } from '../../src/features/prospects/contract.ts';
import { jobCtx } from '../support/context.ts';
import { importCsv, importEnded } from '../support/imports.ts';
import { type Member, makeMember, makeTenant } from '../support/tenants.ts';
import { admin } from '../support/worker.ts';
import { breaking } from './enrichment/breaking.ts';
import { accepted, claimed, peopleOf, undone, worked } from './imports-kit.ts';

/** A few imports after one another. */
const SLOW_MS = 300_000;

const owner = async () => makeMember(await makeTenant());
const idOf = async (a: Member, email: string): Promise<string> =>
  String((await admin`select id from prospects where tenant_id = ${a.tenant.id} and email_key = ${email}`)[0]?.id);
const put = (a: Member, id: string, field: string, value: string) =>
  a.json(`/api/v1/prospects/${id}/fields/${field}`, { method: 'PUT', body: { value } });

const BASE = `Name,Email,Company,Title,Country,Tags,Note A
Undine Ammer,undine@undo.example,Ammer & Söhne,Chair,Germany,first; second,old
Ulf Berg,ulf@undo.example,Berg AS,CFO,Norway,,
Ute Cramer,ute@undo.example,Cramer KG,,,third,
`;
const CHANGED = `Name,Email,Company,Title,Country,Tags,Note A,Note B,LinkedIn,Net Worth USD
Undine Ammer,undine@undo.example,Ammer Holding,Chairwoman,Austria,second; fourth,new,more,https://www.linkedin.com/in/undine-ammer,5000000
Ulf Berg,ulf@undo.example,Berg AS,CEO,Norway,,,,,
Ute Cramer,ute@undo.example,,Partner,Germany,,,,,
Uwe Dorn,uwe@undo.example,Dorn,Partner,Germany,,,,,
Uwe Dorn,uwe@undo.example,Dorn,Senior Partner,Germany,fifth,,,,
`;

describe('an import taken back', () => {
  it('leaves everything as it was: columns, counts, and every value of every source', async () => {
    const a = await owner();
    await importCsv(a, BASE);
    await put(a, await idOf(a, 'ulf@undo.example'), 'title', 'Treasurer');
    const id = await idOf(a, 'ute@undo.example');
    // A source has said something of a field that the file speaks of, and it counts.
    await admin`
      insert into field_values (tenant_id, prospect_id, field, source, value, confidence, chosen)
      values (${a.tenant.id}, ${id}, 'country', 'exa', 'France', 0.9, true)`;
    await admin`update prospects set country = 'France' where id = ${id}`;
    const before = await peopleOf(a.tenant);
    const state = await importCsv(a, CHANGED);
    expect(state.rows).toMatchObject({ read: 5, created: 1, updated: 4 });
    const after = await peopleOf(a.tenant);
    expect(after.people).toHaveLength(4);
    expect(after.facets).not.toEqual(before.facets);
    const end = await undone(a, state.id);
    expect(end.undo).toMatchObject({ status: 'done', people: { removed: 1, stayed: 0 }, values: { kept: 0 } });
    expect(end.undo.values.restored).toBeGreaterThan(8);
    expect(await peopleOf(a.tenant)).toEqual(before);
    const job = await a.json<{ progress: { done: number; total: number } }>(`/api/v1/jobs/${end.undo.jobId}`);
    expect(job.progress.done).toBe(job.progress.total);
    // Asked again, it is told what came of it; nothing is done twice.
    expect(await undone(a, state.id)).toEqual(end);
    expect(await admin`select verb from audit where tenant_id = ${a.tenant.id} and verb like 'import.%'`).toEqual([
      { verb: 'import.undo' },
    ]);
    expect(
      await admin`select 1 from import_changes where tenant_id = ${a.tenant.id} and import_id = ${state.id}`,
    ).toEqual([]);
    // The same file goes in again as it did.
    expect((await importCsv(a, CHANGED)).rows).toEqual(state.rows);
  });

  it('keeps what was changed since, by anyone, and counts it', async () => {
    const a = await owner();
    await importCsv(a, BASE);
    const state = await importCsv(a, CHANGED);
    const undine = await idOf(a, 'undine@undo.example');
    await put(a, undine, 'title', 'President');
    // The same value again, but by a member's own hand: it is theirs now.
    await put(a, undine, 'country', 'Austria');
    await admin`update prospects set custom = custom || '{"Note A": "newest"}', tags = '{first,second,fourth,own}', updated_at = now() where id = ${undine}`;
    const { undo } = await undone(a, state.id);
    expect(undo).toMatchObject({ status: 'done', values: { kept: 3 } });
    const [row] =
      await admin`select company, title, country, custom, tags, net_worth, linkedin_url, linkedin_key from prospects where id = ${undine}`;
    expect(row).toEqual({
      company: 'Ammer & Söhne',
      title: 'President',
      country: 'Austria',
      custom: { 'Note A': 'newest' },
      tags: ['first', 'second', 'own'],
      net_worth: null,
      linkedin_url: null,
      linkedin_key: null,
    });
    const said =
      await admin`select field, source, value from field_values where prospect_id = ${undine} order by field, source`;
    expect(said.filter(({ source }) => source === 'import').map(({ value }) => value)).not.toContain('Chairwoman');
  });

  it('leaves people whom somebody has touched since, and takes the others away', async () => {
    const a = await owner();
    const csv = `Name,Email,Title\n${['edited', 'listed', 'owned', 'alone', 'asked', 'noted'].map((w) => `Una ${w},${w}@undo.example,Chair`).join('\n')}\n`;
    const state = await importCsv(a, csv);
    await put(a, await idOf(a, 'edited@undo.example'), 'city', 'Oslo');
    await admin`with l as (insert into lists (tenant_id, name, created_by) values (${a.tenant.id}, 'Mine', ${a.userId}) returning id)
      insert into list_members (tenant_id, list_id, prospect_id) select ${a.tenant.id}, l.id, ${await idOf(a, 'listed@undo.example')} from l`;
    await admin`update prospects set owner_id = ${a.userId} where id = ${await idOf(a, 'owned@undo.example')}`;
    await admin`update prospects set enriched_at = now() where id = ${await idOf(a, 'asked@undo.example')}`;
    const noted = await idOf(a, 'noted@undo.example');
    await a.json(`/api/v1/prospects/${noted}/notes`, { method: 'POST', body: { body: 'Met at the gala' } });
    const { undo } = await undone(a, state.id);
    expect(undo.people).toEqual({ removed: 1, stayed: 5 });
    const { items, total } = await a.json<SearchAnswer>('/api/v1/prospects');
    expect([total.value, items.map((p) => p.name).sort()]).toEqual([
      5,
      ['Una asked', 'Una edited', 'Una listed', 'Una noted', 'Una owned'],
    ]);
  });

  it('lets the one before it be taken back too', async () => {
    const a = await owner();
    const first = await importCsv(a, BASE);
    const second = await importCsv(a, CHANGED);
    await undone(a, second.id);
    const { undo } = await undone(a, first.id);
    expect(undo.people).toEqual({ removed: 3, stayed: 0 });
    expect((await peopleOf(a.tenant)).people).toEqual([]);
  });

  it('is refused while it runs, before it has begun, and when too much time has gone by', async () => {
    const a = await owner();
    const { id } = await accepted(a, BASE);
    const undo = async (importId: string) =>
      (await a.fetch(`/api/v1/imports/${importId}/undo`, { method: 'POST' })).status;
    expect(await undo(id)).toBe(409);
    const { id: done } = await importCsv(a, BASE);
    await admin`update imports set undo_until = now() - interval '1 second' where id = ${done}`;
    expect(await undo(done)).toBe(409);
    expect(await undo(crypto.randomUUID())).toBe(404);
  });

  it('half-way goes back as far as it had come', async () => {
    const a = await owner();
    await importCsv(a, BASE);
    const before = await peopleOf(a.tenant);
    const many = Array.from({ length: 5_000 }, (_, i) => `Half ${i},half${i}@undo.example,Chair`).join('\n');
    const { id, jobId } = await accepted(a, `Name,Email,Title\nUndine Ammer,undine@undo.example,Half Chair\n${many}\n`);
    const first = await claimed(a.tenant, jobId);
    // The fourth trip would read whom the second chunk means.
    const killed = breaking(first.ctx, { at: 4, when: 'before' }, () => {
      throw new Error('killed');
    });
    // On a slow machine its turn is over before that: one chunk is written either way.
    await runImport(killed.ctx, first.claim).catch((error) => expect(String(error)).toContain('killed'));
    await cancelImport(first.ctx, id);
    await worked(a.tenant, jobId, runImport);
    const state = await importEnded(a, id);
    expect(state).toMatchObject({ status: 'cancelled', rows: { read: 1_999, created: 1_998, updated: 1 } });
    const { undo } = await undone(a, id);
    expect(undo.people).toEqual({ removed: 1_998, stayed: 0 });
    expect(await peopleOf(a.tenant)).toEqual(before);
  });

  it(
    'of any file over any people is the identity, but for what was changed in between',
    async () => {
      const value = fc.constantFrom('', 'Alpha', 'Beta', 'Gamma');
      const row = fc.record({ who: fc.integer({ min: 0, max: 5 }), title: value, city: value, tag: value, own: value });
      const file = fc.array(row, { minLength: 1, maxLength: 12 });
      const edit = fc.record({
        who: fc.integer({ min: 0, max: 5 }),
        field: fc.constantFrom('title', 'city'),
        value: fc.constantFrom('Alpha', 'Delta'),
      });
      const csv = (rows: { who: number; title: string; city: string; tag: string; own: string }[]) =>
        `Name,Email,Title,City,Tags,Own\n${rows.map((r) => `Law ${r.who},law${r.who}@undo.example,${r.title},${r.city},${r.tag},${r.own}`).join('\n')}\n`;
      await fc.assert(
        fc.asyncProperty(file, file, fc.array(edit, { maxLength: 3 }), async (base, changed, edits) => {
          const a = await owner();
          const first = await accepted(a, csv(base));
          await worked(a.tenant, first.jobId, runImport);
          const before = await peopleOf(a.tenant);
          const { id, jobId } = await accepted(a, csv(changed));
          await worked(a.tenant, jobId, runImport);
          const edited = new Map<string, Record<string, string>>();
          for (const { who, field, value: text } of edits) {
            const [known] =
              await admin`select id from prospects where tenant_id = ${a.tenant.id} and email_key = ${`law${who}@undo.example`}`;
            if (!known) continue;
            await put(a, String(known.id), field, text);
            edited.set(String(known.id), { ...edited.get(String(known.id)), [field]: text });
          }
          const { undo } = await undoImport(jobCtx(a.tenant, jobId), id);
          await worked(a.tenant, String(undo.jobId), runUndo);
          const after = await peopleOf(a.tenant);
          if (edited.size === 0) expect(after).toEqual(before);
          const plain = ({ p }: { p?: Record<string, unknown> }) => ({
            id: p?.id,
            ...Object.fromEntries(['title', 'city', 'tags', 'custom', 'name', 'email'].map((f) => [f, p?.[f]])),
          });
          const old = new Map(before.people.map((one) => [String(one.p.id), plain(one)]));
          for (const one of after.people.map(plain)) {
            const id = String(one.id);
            const was = old.get(id);
            if (was) expect(one).toEqual({ ...was, ...edited.get(id) });
            else expect(edited.has(id)).toBe(true);
          }
          expect(new Set(after.people.map(({ p }) => String(p.id)))).toEqual(
            new Set([...old.keys(), ...edited.keys()]),
          );
        }),
        { numRuns: 6, endOnFailure: true },
      );
    },
    SLOW_MS,
  );
});
