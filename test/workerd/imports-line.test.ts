/** Two chunks of an import are on their way at once, and end one after the other. */
import { type SQL, sql } from 'drizzle-orm';
import { PgRaw } from 'drizzle-orm/pg-core/query-builders/raw';
import { describe, expect, it, vi } from 'vitest';
import type { Ctx } from '../../src/ctx.ts';
import { databaseError } from '../../src/db/errors.ts';
import type { ImportState } from '../../src/features/imports/contract.ts';
import { IMPORT_TURN_MS } from '../../src/features/imports/progress.ts';
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
/** What becomes of the n-th chunk that is sent, from 1, whichever it is; `first` are statements for right after its turn is taken. */
type OnChunk = (n: number, send: (first?: SQL[]) => Promise<unknown>) => Promise<unknown>;

/** A context whose batches that write a chunk go through a hand: those that take a turn. */
const handled = (ctx: Ctx, onChunk: OnChunk): Ctx => {
  let sent = 0;
  const isChunk = ([first]: Items) => first instanceof PgRaw && first.getQuery().sql.includes('app.turn');
  const batch = ((items: Items) => {
    if (!isChunk(items)) return ctx.db.batch(items);
    sent += 1;
    return onChunk(sent, (first = []) => {
      const [turn, ...rest] = items;
      // As many statements as there are: the type wants to know that there is one.
      return ctx.db.batch([turn, ...first.map((one) => ctx.db.execute(one)), ...rest] as unknown as Items);
    });
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

/** Goes on once another transaction waits for a turn. */
const UNTIL_ONE_WAITS = sql`
  do $$ begin
    for n in 1..1500 loop
      if exists (select from pg_locks w where w.locktype = 'advisory' and not w.granted and w.database = (select oid from pg_database where datname = current_database())) then
        return;
      end if;
      perform pg_sleep(0.02);
    end loop;
    raise exception 'nobody waits';
  end $$`;
/** Whether that one has written to people already. */
const HAS_WRITTEN = sql`
  select exists (
    select from pg_locks w join pg_locks r on r.pid = w.pid
     where w.locktype = 'advisory' and not w.granted and r.database = w.database and r.relation = 'prospects'::regclass and r.mode = 'RowExclusiveLock') as so`;

/** Changes everybody, with the first chunk held until the second waits for it; tells whether that had changed its people. */
const changedBeside = async (a: Member): Promise<unknown> => {
  const { id, jobId } = await accepted(a, FILE.replaceAll(',Clerk', ',Chair'));
  const { ctx, claim } = await claimed(a.tenant, jobId);
  let written: unknown;
  await runImport(
    handled(ctx, async (n, send) => {
      if (n !== 1) return send();
      const results = (await send([UNTIL_ONE_WAITS, HAS_WRITTEN])) as { rows: { so: boolean }[] }[];
      written = results[2]?.rows[0]?.so;
      return results.toSpliced(1, 2);
    }),
    claim,
  );
  await worked(a.tenant, jobId, runImport);
  const rows = { read: ROWS, created: 0, updated: ROWS, unchanged: 0, refused: 0 };
  expect(await a.json<ImportState>(`/api/v1/imports/${id}`)).toMatchObject({ status: 'done', rows });
  const titles =
    await admin`select title, count(*)::int as n from prospects where tenant_id = ${a.tenant.id} group by 1`;
  expect(titles).toEqual([{ title: 'Chair', n: ROWS }]);
  return written;
};

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

  it(
    'change their people beside each other',
    async () => {
      const a = await owner();
      await imported(a, (_, send) => send());
      expect(await changedBeside(a)).toBe(true);
    },
    SLOW_MS,
  );

  it(
    'do not where another import is being taken back, which may want the same people in another order',
    async () => {
      const a = await owner();
      const { id } = await imported(a, (_, send) => send());
      await admin`update imports set undo_status = 'running' where id = ${id}`;
      expect(await changedBeside(a)).toBe(false);
    },
    SLOW_MS,
  );

  it(
    'are no longer sent once the turn is over, and are what the next worker begins with',
    async () => {
      const a = await owner();
      const { id, jobId } = await accepted(a, FILE);
      const { ctx, claim } = await claimed(a.tenant, jobId);
      const now = Date.now.bind(Date);
      let late = 0;
      let chunks = 0;
      const clock = vi.spyOn(Date, 'now').mockImplementation(() => now() + late);
      const hand = handled(ctx, (n, send) => {
        chunks = n;
        late = IMPORT_TURN_MS;
        return send();
      });
      await runImport(hand, claim).finally(() => clock.mockRestore());
      expect(chunks).toBe(1);
      await worked(a.tenant, jobId, runImport);
      expect(await a.json<ImportState>(`/api/v1/imports/${id}`)).toMatchObject({ status: 'done', rows: ALL_NEW });
      expect((await people(a)).toSorted()).toEqual(EVERYBODY.toSorted());
    },
    SLOW_MS,
  );

  it(
    'are followed by a look at how many there are, where they are most of them',
    async () => {
      const a = await owner();
      await imported(a, (_, send) => send());
      await admin`select pg_clear_relation_stats('public', 'prospects')`;
      const { jobId } = await accepted(a, 'Name,Email\nLea,lea@line.example\n');
      await worked(a.tenant, jobId, runImport);
      const [seen] = await admin`select reltuples::int as n from pg_class where oid = 'prospects'::regclass`;
      expect(seen?.n).toBeGreaterThanOrEqual(ROWS);
    },
    SLOW_MS,
  );
});
