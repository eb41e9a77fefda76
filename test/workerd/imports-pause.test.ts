import { describe, expect, it } from 'vitest';
import type { ImportState } from '../../src/features/imports/contract.ts';
import { pauseImport } from '../../src/features/imports/pause.ts';
import { runImport } from '../../src/features/imports/run.ts';
import { importEnded } from '../support/imports.ts';
import { type Member, makeMember, makeTenant } from '../support/tenants.ts';
import { admin } from '../support/worker.ts';
import { accepted, claimed } from './imports-kit.ts';

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
