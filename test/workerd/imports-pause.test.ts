import { describe, expect, it } from 'vitest';
import type { ImportState } from '../../src/features/imports/contract.ts';
import { pauseImport, resumeImport } from '../../src/features/imports/pause.ts';
import { runImport } from '../../src/features/imports/run.ts';
import { runUndo } from '../../src/features/imports/undo/run.ts';
import { importCsv, importEnded } from '../support/imports.ts';
import { type Member, makeMember, makeTenant } from '../support/tenants.ts';
import { admin } from '../support/worker.ts';
import { breaking } from './enrichment/breaking.ts';
import { accepted, claimed, peopleOf, worked } from './imports-kit.ts';

const SLOW_MS = 300_000;
const owner = async () => makeMember(await makeTenant());
const state = (a: Member, id: string) => a.json<ImportState>(`/api/v1/imports/${id}`);
const post = (a: Member, id: string, verb: string) =>
  a.fetch(`/api/v1/imports/${id}/${verb}`, { method: 'POST' }).then(({ status }) => status);

/** Three chunks, and someone in the first whom the last changes. */
const FILE = `Name,Email,Title\n${Array.from({ length: 4_500 }, (_, i) => `Paula ${i},paula${i}@pause.example,Chair`).join('\n')}\nPaula 0,paula0@pause.example,Senior Chair\n`;
const ROWS = { read: 4_501, created: 4_500, updated: 1, unchanged: 0, refused: 0 };

describe('an import that is paused', () => {
  it(
    'stops between two chunks, waits, and goes on where it stood: every row is counted once',
    async () => {
      const a = await owner();
      const { id, jobId } = await accepted(a, FILE);
      const first = await claimed(a.tenant, jobId);
      await pauseImport(first.ctx, id);
      expect(await state(a, id)).toMatchObject({ status: 'queued', pausing: true });
      // Asked for while a worker had it and had written nothing yet: it stops before the first chunk.
      await runImport(first.ctx, first.claim);
      expect(await state(a, id)).toMatchObject({ status: 'paused', pausing: false, rows: { read: 0 } });
      expect(await admin`select state, lease_until from jobs where id = ${jobId}`).toEqual([
        { state: 'paused', lease_until: null },
      ]);
      expect(await post(a, id, 'pause')).toBe(200);
      expect(await post(a, id, 'undo')).toBe(409);
      expect(await post(a, id, 'resume')).toBe(200);
      const end = await importEnded(a, id);
      expect(end).toMatchObject({ status: 'done', rows: ROWS });
      expect(await post(a, id, 'pause')).toBe(409);
      expect(await post(a, id, 'resume')).toBe(409);
      const verbs =
        await admin`select distinct verb from audit where tenant_id = ${a.tenant.id} and verb like 'import.%' order by 1`;
      expect(verbs.map(({ verb }) => verb)).toEqual(['import.pause', 'import.resume']);
    },
    SLOW_MS,
  );

  it(
    'before a worker has it waits at once, and can be cancelled',
    async () => {
      const a = await owner();
      const { id, jobId } = await accepted(a, FILE);
      expect(await post(a, id, 'pause')).toBe(200);
      expect(await state(a, id)).toMatchObject({ status: 'paused' });
      await expect(claimed(a.tenant, jobId)).rejects.toThrow('not to be had');
      expect(await post(a, id, 'cancel')).toBe(200);
      expect(await importEnded(a, id)).toMatchObject({ status: 'cancelled', rows: { read: 0 } });
    },
    SLOW_MS,
  );
});

const trips = [1, 3, 5].flatMap((at) => [
  { at, when: 'before' as const },
  { at, when: 'after' as const },
]);

describe('a worker that is killed', () => {
  it(
    'between any two transactions of an import, with a pause and an undo after it, changes no end',
    async () => {
      for (const where of trips) {
        const a = await owner();
        await importCsv(a, 'Name,Email,Title\nPaula 1,paula1@pause.example,Clerk\n');
        const before = await peopleOf(a.tenant);
        const { id, jobId } = await accepted(a, FILE);
        const first = await claimed(a.tenant, jobId);
        const killed = breaking(first.ctx, where, () => {
          throw new Error('killed');
        });
        await runImport(killed.ctx, first.claim).catch((error) => expect(String(error)).toContain('killed'));
        await pauseImport(first.ctx, id).catch(() => undefined);
        await resumeImport(first.ctx, id).catch(() => undefined);
        await worked(a.tenant, jobId, runImport);
        expect([where, await importEnded(a, id)]).toMatchObject([
          where,
          { status: 'done', rows: { ...ROWS, created: 4_499, updated: 2 } },
        ]);
        await a.json(`/api/v1/imports/${id}/undo`, { method: 'POST' });
        const [row] = await admin`select undo_job_id as job from imports where id = ${id}`;
        const undo = await claimed(a.tenant, String(row?.job)).catch(() => undefined);
        if (undo) {
          const half = breaking(undo.ctx, where, () => {
            throw new Error('killed');
          });
          await runUndo(half.ctx, undo.claim).catch((error) => expect(String(error)).toContain('killed'));
        }
        await worked(a.tenant, String(row?.job), runUndo);
        expect([where, (await state(a, id)).undo]).toMatchObject([
          where,
          { status: 'done', people: { removed: 4_499, stayed: 0 }, values: { kept: 0 } },
        ]);
        expect(await peopleOf(a.tenant)).toEqual(before);
      }
    },
    SLOW_MS,
  );
});
