/** Two chunks of an import are on their way at once, and end one after the other. */
import { PgRaw } from 'drizzle-orm/pg-core/query-builders/raw';
import { describe, expect, it } from 'vitest';
import type { Ctx } from '../../src/ctx.ts';
import { databaseError } from '../../src/db/errors.ts';
import type { ImportState } from '../../src/features/imports/contract.ts';
import { runImport } from '../../src/features/imports/run.ts';
import { newId } from '../../src/lib/ids.ts';
import { type Member, makeMember, makeTenant } from '../support/tenants.ts';
import { admin } from '../support/worker.ts';
import { accepted, claimed, worked } from './imports-kit.ts';

/** A file of several chunks, on a busy machine. */
const SLOW_MS = 120_000;
const owner = async () => makeMember(await makeTenant());

/** Three chunks: one is 2 000 rows at most. */
const ROWS = 4_500;
/** One of ten has none, and is found by name. */
const email = (n: number) => (n % 10 === 8 ? '' : `linus${n}@line.example`);
const FILE = `Name,Email,Title\n${Array.from({ length: ROWS }, (_, n) => `Linus ${n},${email(n)},Clerk`).join('\n')}\n`;

type Batch = Ctx['db']['batch'];
type Items = Parameters<Batch>[0];
/** What becomes of the n-th chunk that is sent, from 1, whichever it is. */
type OnChunk = (n: number, send: () => Promise<unknown>) => Promise<unknown>;

/** A context whose batches that write a chunk go through a hand: those that take a turn. */
const handled = (ctx: Ctx, onChunk: OnChunk): Ctx => {
  let sent = 0;
  const isChunk = ([first]: Items) => first instanceof PgRaw && first.getQuery().sql.includes('app.turn');
  const batch = ((items: Items) => {
    if (!isChunk(items)) return ctx.db.batch(items);
    sent += 1;
    return onChunk(sent, () => ctx.db.batch(items));
  }) as Batch;
  return { ...ctx, db: new Proxy(ctx.db, { get: (db, key) => (key === 'batch' ? batch : Reflect.get(db, key)) }) };
};

/** Imports the file with a hand on its chunks, and says how it ended and what was left for another worker to do. */
const imported = async (a: Member, onChunk: OnChunk): Promise<ImportState> => {
  const { id, jobId } = await accepted(a, FILE);
  const { ctx, claim } = await claimed(a.tenant, jobId);
  await runImport(handled(ctx, onChunk), claim);
  await worked(a.tenant, jobId, runImport);
  return a.json<ImportState>(`/api/v1/imports/${id}`);
};

const people = async (a: Member) => {
  const rows = await admin`
    select coalesce(email, '') as email from prospects where tenant_id = ${a.tenant.id} and deleted_at is null order by created_at, id`;
  return rows.map((row) => String(row.email));
};
const EVERYBODY = Array.from({ length: ROWS }, (_, n) => email(n));
const ALL_NEW = { read: ROWS, created: ROWS, updated: 0, unchanged: 0, refused: 0 };

const promise = () => {
  let resolve: () => void = () => {};
  const done = new Promise<void>((r) => {
    resolve = r;
  });
  return { done, resolve };
};

describe('chunks of one import', () => {
  it(
    'are sent before the one before has ended',
    async () => {
      const a = await owner();
      const second = promise();
      const state = await imported(a, async (n, send) => {
        if (n === 2) second.resolve();
        if (n === 1) await second.done;
        return send();
      });
      expect(state).toMatchObject({ status: 'done', rows: ALL_NEW });
      expect((await people(a)).toSorted()).toEqual(EVERYBODY.toSorted());
    },
    SLOW_MS,
  );

  it(
    'end in their order, though one comes to the database before the one before',
    async () => {
      const a = await owner();
      const second = promise();
      const refused: unknown[] = [];
      const state = await imported(a, async (n, send) => {
        if (n === 1) await second.done;
        try {
          return await send();
        } catch (error) {
          refused.push(databaseError(error)?.code);
          throw error;
        } finally {
          if (n === 2) second.resolve();
        }
      });
      // The second, and the third where it was on its way behind it.
      expect(new Set(refused)).toEqual(new Set(['EW410']));
      expect(state).toMatchObject({ status: 'done', rows: ALL_NEW });
      expect((await people(a)).toSorted()).toEqual(EVERYBODY.toSorted());
    },
    SLOW_MS,
  );

  it.each([
    ['by address', { email: email(7), name_key: null }],
    ['by name', { email: null, name_key: 'linus 8|' }],
  ])(
    'are both made again where somebody of the first came between, found %s',
    async (_, keys) => {
      const a = await owner();
      let tries = 0;
      const state = await imported(a, async (n, send) => {
        tries = n;
        if (n === 1) {
          await admin`
            insert into prospects (tenant_id, id, name, email, email_key, name_key)
            values (${a.tenant.id}, ${newId()}, 'Somebody', ${keys.email}, ${keys.email}, ${keys.name_key})`;
        }
        return send();
      });
      expect(state).toMatchObject({ status: 'done', rows: { ...ALL_NEW, created: ROWS - 1, updated: 1 } });
      expect(tries).toBeGreaterThanOrEqual(3);
      expect((await people(a)).toSorted()).toEqual(EVERYBODY.toSorted());
    },
    SLOW_MS,
  );

  it(
    'are not written where the one before was not',
    async () => {
      const a = await owner();
      const { id, jobId } = await accepted(a, FILE);
      const { ctx, claim } = await claimed(a.tenant, jobId);
      const broken = runImport(
        handled(ctx, async (n, send) => {
          if (n > 1) return send();
          throw new Error('the line is broken');
        }),
        claim,
      );
      await expect(broken).rejects.toThrow('the line is broken');
      expect(await people(a)).toEqual([]);
      await worked(a.tenant, jobId, runImport);
      expect(await a.json<ImportState>(`/api/v1/imports/${id}`)).toMatchObject({ status: 'done', rows: ALL_NEW });
      expect(await people(a)).toEqual(EVERYBODY);
    },
    SLOW_MS,
  );
});
