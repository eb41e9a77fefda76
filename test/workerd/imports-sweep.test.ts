import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { Ctx } from '../../src/ctx.ts';
import { runCheck } from '../../src/features/imports/check/run.ts';
import type { ImportState, Validation } from '../../src/features/imports/contract.ts';
import { pauseImport, resumeImport } from '../../src/features/imports/pause.ts';
import { runImport } from '../../src/features/imports/run.ts';
import { runUndo } from '../../src/features/imports/undo/run.ts';
import { undoImport } from '../../src/features/imports/undo/undo.ts';
import type { Claim } from '../../src/features/jobs/claim.ts';
import { jobCtx } from '../support/context.ts';
import { importCsv } from '../support/imports.ts';
import { type Member, makeMember, makeTenant } from '../support/tenants.ts';
import { admin } from '../support/worker.ts';
import { breaking } from './enrichment/breaking.ts';
import { accepted, asked, claimed, drafted, peopleOf, worked } from './imports-kit.ts';

/** As many imports as there are places to fail at. */
const SLOW_MS = 600_000;
const owner = async () => makeMember(await makeTenant());

const BASE = 'Name,Email,Title\nSelma 0,selma0@sweep.example,Clerk\nSelma 1,selma1@sweep.example,Clerk\n';
/** Someone who changes, someone new, someone new who comes again, and a row that is refused. */
const SMALL = `Name,Email,Title
Selma 0,selma0@sweep.example,Chair
Selma 1,selma1@sweep.example,Clerk
Selma 2,selma2@sweep.example,Chair
Selma 2,selma2@sweep.example,Senior Chair
Selma 3,no-address,Chair
`;
const SMALL_ROWS = { read: 5, created: 1, updated: 2, unchanged: 1, refused: 1 };
/** The same in two chunks. */
const FILLER = Array.from({ length: 2_000 }, (_, i) => `Sten ${i},sten${i}@sweep.example,Clerk`).join('\n');
const LARGE = `${SMALL}${FILLER}\nSelma 0,selma0@sweep.example,Honorary Chair\nSten 0,sten0@sweep.example,Clerk\n`;
const LARGE_ROWS = { read: 2_007, created: 2_001, updated: 3, unchanged: 2, refused: 1 };

const killed = () => {
  throw new Error('killed');
};

/** A context whose n-th statement of all is followed by one that fails, in the middle of its transaction. */
const failing = (ctx: Ctx, at: number): Ctx => {
  let seen = 0;
  const batch: Ctx['db']['batch'] = async (items) => {
    const place = at - seen;
    seen += items.length;
    if (place < 1 || place > items.length) return ctx.db.batch(items);
    const broken = [...items.slice(0, place), ctx.db.execute(sql`select 1 / 0 as killed`), ...items.slice(place)];
    return ctx.db.batch(broken as unknown as typeof items);
  };
  return { ...ctx, db: new Proxy(ctx.db, { get: (db, key) => (key === 'batch' ? batch : Reflect.get(db, key)) }) };
};

type Work = (ctx: Ctx, claim: Claim) => Promise<void>;
type Break = (ctx: Ctx, at: number) => Ctx;

/** Each way to break a worker's connection at a place: the statement, and the transaction, undone or done. */
const WAYS = [
  ['in the middle of its transaction', failing],
  ['before its transaction', (ctx, at) => breaking(ctx, { at, when: 'before' }, killed).ctx],
  ['after its transaction', (ctx, at) => breaking(ctx, { at, when: 'after' }, killed).ctx],
] as const satisfies [string, Break][];

/** A try that breaks at a place; false where the work was done before it came to that. */
const broke = async (a: Member, jobId: string, work: Work, broken: (ctx: Ctx) => Ctx): Promise<boolean> => {
  const { ctx, claim } = await claimed(a.tenant, jobId);
  try {
    await work(broken(ctx), claim);
    return false;
  } catch (error) {
    expect(String(error instanceof Error ? `${error.message} ${error.cause ?? ''}` : error)).toMatch(/killed|zero/);
    return true;
  }
};

/** Does something for the first place, the second, and so on, until there are no more. Tells how many there are. */
const everyPlace = async (tryAt: (at: number) => Promise<boolean>): Promise<number> => {
  for (let at = 1; ; at++) if (!(await tryAt(at))) return at - 1;
};

const stateOf = (a: Member, id: string) => a.json<ImportState>(`/api/v1/imports/${id}`);

/** Asks that an import be taken back, and calls no worker: a test is it. */
const undoJob = async (a: Member, jobId: string, id: string): Promise<string> => {
  const ctx = jobCtx(a.tenant, jobId);
  const deaf = {
    ...ctx.env,
    JOBS: { send: async () => undefined },
    SWEEPER: { getByName: () => ({ arm: async () => undefined }) },
  };
  return String((await undoImport({ ...ctx, env: deaf as unknown as Ctx['env'] }, id)).undo.jobId);
};

/** What people are, but for the ids and times of those whom an import made. */
const plainly = async (a: Member) => {
  const { people, values, facets } = await peopleOf(a.tenant);
  const plain = people.map(({ p }) => ({ name: p.name, email: p.email, title: p.title, xs: p.custom, tags: p.tags }));
  return { plain: plain.sort((x, y) => (String(x.email) < String(y.email) ? -1 : 1)), values: values.length, facets };
};

describe.each(WAYS)('a worker that is killed %s', (_, broken) => {
  it(
    'at any place of an import, and of what takes it back, changes no end',
    async () => {
      const a = await owner();
      await importCsv(a, BASE);
      const before = await peopleOf(a.tenant);
      let end: unknown;
      const places = await everyPlace(async (at) => {
        const { id, jobId } = await accepted(a, SMALL);
        const was = await broke(a, jobId, runImport, (ctx) => broken(ctx, at));
        await worked(a.tenant, jobId, runImport);
        expect([at, await stateOf(a, id)]).toMatchObject([at, { status: 'done', rows: SMALL_ROWS }]);
        const now = await plainly(a);
        end ??= now;
        expect([at, now]).toEqual([at, end]);
        const refused = await admin`select row::int as row, reason from import_refusals where import_id = ${id}`;
        expect([at, refused]).toMatchObject([at, [{ row: 6 }]]);
        const undo = await undoJob(a, jobId, id);
        const back = await broke(a, undo, runUndo, (ctx) => broken(ctx, at));
        await worked(a.tenant, undo, runUndo);
        expect([at, (await stateOf(a, id)).undo]).toMatchObject([
          at,
          { status: 'done', people: { removed: 1, stayed: 0 }, values: { kept: 0 } },
        ]);
        expect([at, await peopleOf(a.tenant)]).toEqual([at, before]);
        return was || back;
      });
      // Of an import: begin, read, write, finish; of its undo: begin, each of its two parts until nothing is left, finish.
      expect(places).toBeGreaterThanOrEqual(6);
      expect(await peopleOf(a.tenant)).toEqual(before);
    },
    SLOW_MS,
  );
});

describe('a worker that is killed', () => {
  it(
    'between the chunks of an import that is then paused and goes on changes no end',
    async () => {
      const a = await owner();
      await importCsv(a, BASE);
      const before = await peopleOf(a.tenant);
      for (const when of ['before', 'after'] as const) {
        await everyPlace(async (at) => {
          const { id, jobId } = await accepted(a, LARGE);
          const was = await broke(a, jobId, runImport, (ctx) => breaking(ctx, { at, when }, killed).ctx);
          const { ctx } = await claimed(a.tenant, jobId).catch(() => ({ ctx: undefined }));
          if (ctx) {
            await pauseImport(ctx, id);
            await resumeImport(ctx, id);
          }
          await worked(a.tenant, jobId, runImport);
          expect([at, when, await stateOf(a, id)]).toMatchObject([at, when, { status: 'done', rows: LARGE_ROWS }]);
          const undo = await undoJob(a, jobId, id);
          await worked(a.tenant, undo, runUndo);
          expect([at, when, await peopleOf(a.tenant)]).toEqual([at, when, before]);
          return was;
        });
      }
    },
    SLOW_MS,
  );

  it.each([
    ...WAYS.map(([way, broken]) => ({ way, broken, of: 'one chunk', file: SMALL, rows: SMALL_ROWS })),
    { way: WAYS[2][0], broken: WAYS[2][1], of: 'two chunks', file: LARGE, rows: LARGE_ROWS },
  ])(
    '$way anywhere in a look over a file of $of changes nothing of what that tells, and leaves nothing behind',
    async ({ broken, file, rows }) => {
      const a = await owner();
      await importCsv(a, BASE);
      const { id } = await drafted(a, file);
      let told: unknown;
      const places = await everyPlace(async (at) => {
        const jobId = await asked(a, id);
        const was = await broke(a, jobId, runCheck, (ctx) => broken(ctx, at));
        await worked(a.tenant, jobId, runCheck);
        const found = await a.json<Validation>(`/api/v1/imports/${id}/validation`);
        const changes = await a.json(`/api/v1/imports/${id}/changes`);
        const kept = await admin`select fresh from import_expected where check_id = ${jobId}`;
        const now = { found: { ...found, finishedAt: null }, changes, kept };
        told ??= now;
        expect([at, now]).toEqual([at, told]);
        return was;
      });
      // At least: begin, read, write. A slow machine hands the rest to another worker, whom nobody kills.
      expect(places).toBeGreaterThanOrEqual(3);
      expect(told).toMatchObject({ found: { status: 'done', rows, people: 1 }, kept: [{ fresh: false }] });
    },
    SLOW_MS,
  );
});
