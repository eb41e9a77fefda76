import { eq, sql } from 'drizzle-orm';
import type { Ctx } from '../../ctx.ts';
import { databaseError, FENCED } from '../../db/errors.ts';
import { importRefusals, imports } from '../../db/schema/imports.ts';
import { jobs } from '../../db/schema/jobs.ts';
import { activity, tenants } from '../../db/schema/tenancy.ts';
import { ProblemError } from '../../lib/problem.ts';
import { publish } from '../activity/publish.ts';
import { wake } from '../jobs/accept.ts';
import { assertFence, type Claim, endJob, nextInLine, yieldJob } from '../jobs/claim.ts';
import { viewJob } from '../jobs/view.ts';
import { limitSql } from '../tenants/plans.ts';
import { ENCODINGS } from './contract.ts';
import { type RecordBatch, readRecords } from './csv/read.ts';
import { countEffects, foldRows } from './rows/fold.ts';
import { rowNormaliser } from './rows/normalise.ts';
import { withinRoom } from './rows/room.ts';
import { type RefusedRow, takeRecords } from './rows/take.ts';
import { readMapping, viewImport } from './view.ts';
import { loadKnown } from './write/known.ts';
import { guardNew, upsertPeople } from './write/upsert.ts';

/** A worker hands the job on after this long: whoever else waits for a worker waits no longer than this. */
const TURN_MS = 1_000;
/** News of the progress at most this often: more is only flicker. */
const NEWS_MS = 400;
/** How often a chunk is folded again when others wrote the same people meanwhile. */
const RACES_MAX = 5;
/** SQLSTATEs of such a race: our own, and the unique index of addresses. */
const RACED = new Set(['EW410', '23505']);

type ImportRow = typeof imports.$inferSelect;

/** Takes the import of a claimed job on from where it stands: chunk by chunk, each in one transaction with its counts. */
export const runImport = async (ctx: Ctx, claim: Claim): Promise<void> => {
  const [row] = await begin(ctx, claim);
  if (!row || row.status === 'cancelled') return void (await endJob(ctx, claim, 'cancelled'));
  if (row.cancelRequested) return finish(ctx, claim, 'cancelled');
  try {
    const outcome = await work(ctx, claim, row);
    if (outcome === 'yielded') {
      await yieldJob(ctx, claim);
      wake(ctx, claim.id);
    } else await finish(ctx, claim, outcome);
  } catch (error) {
    // Another worker has the job: it is none of ours any more.
    if (databaseError(error)?.code === FENCED) return;
    if (!(error instanceof ProblemError) || error.code !== 'invalid_file') throw error;
    await finish(ctx, claim, 'failed', { code: error.code, message: error.message });
  }
};

/** Ends an import whose last try has failed. What is written stays, and is counted. */
export const giveUpImport = (ctx: Ctx, claim: Claim, error: { code: string; message: string }): Promise<void> =>
  finish(ctx, claim, 'failed', error);

const begin = async (ctx: Ctx, claim: Claim): Promise<ImportRow[]> => {
  const [, , rows] = await ctx.db.batch([
    assertFence(ctx, claim),
    ctx.db.execute(sql`
      update ${imports} set status = 'running', started_at = coalesce(started_at, now())
       where id = ${claim.subjectId} and status in ('queued', 'running')`),
    ctx.db.select().from(imports).where(eq(imports.id, claim.subjectId)),
  ]);
  return rows;
};

/** The file from the checkpoint on. Where the encoding gives no byte to go on from, it is read over from the start. */
const open = async (ctx: Ctx, row: ImportRow): Promise<AsyncGenerator<RecordBatch>> => {
  const encoding = ENCODINGS.find((e) => e === row.encoding);
  if (!encoding) throw new ProblemError('invalid_file', `The encoding ${row.encoding} is not known.`);
  const file = await ctx.env.FILES.get(row.fileKey, row.nextByte === null ? {} : { range: { offset: row.nextByte } });
  if (!file) throw new ProblemError('invalid_file', 'The file is no longer there. Upload it again.');
  const place =
    row.nextByte === null
      ? { fromRow: Math.max(row.firstRow, row.nextRow) }
      : { startByte: row.nextByte, startRow: row.nextRow, fromRow: row.firstRow };
  return readRecords(file.body, { encoding, delimiter: row.delimiter, ...place });
};

const work = async (ctx: Ctx, claim: Claim, row: ImportRow): Promise<'done' | 'cancelled' | 'yielded'> => {
  // A checkpoint at the end of the file leaves nothing to read, and R2 gives no empty range.
  if (row.nextByte !== null && row.nextByte >= row.fileBytes) return 'done';
  const normalise = rowNormaliser(row.columns, readMapping(row.mapping ?? row.proposal));
  let started: number | undefined;
  let told = 0;
  for await (const batch of await open(ctx, row)) {
    // From the first rows on: a file that is read over from its start takes long to come to them.
    started ??= Date.now();
    const state = await writeChunk(ctx, claim, row.id, taken(batch, row.columns.length, normalise), batch);
    if (state.cancelRequested) return 'cancelled';
    if (Date.now() - told > NEWS_MS) {
      told = Date.now();
      await tell(ctx, state);
    }
    if (Date.now() - started > TURN_MS) return 'yielded';
  }
  return 'done';
};

type Taken = ReturnType<typeof takeRecords> & { cellsOf(row: number): readonly string[] };

const taken = (batch: RecordBatch, width: number, normalise: ReturnType<typeof rowNormaliser>): Taken => ({
  ...takeRecords(batch, width, normalise),
  cellsOf: (row) => batch.records[batch.rows.indexOf(row)] ?? [],
});

/** Writes one chunk, its refusals, its counts and the place where the next one begins: all of it, or nothing. */
const writeChunk = async (
  ctx: Ctx,
  claim: Claim,
  importId: string,
  chunk: Taken,
  place: RecordBatch,
): Promise<State> => {
  for (let race = 0; ; race++) {
    const { known, room } = await loadKnown(ctx, chunk.taken);
    const { kept: folded, refused: beyond } = withinRoom(foldRows(chunk.taken, known), room, chunk.cellsOf);
    const refused = [...chunk.refused, ...beyond];
    const effects = countEffects(folded);
    const version = new Map(known.map((k) => [k.id, k.version]));
    const writes = folded
      .filter((f) => f.id === null || f.rows.some((r) => r.effect === 'updated'))
      .map((f) => ({ ...f, version: f.id === null ? null : (version.get(f.id) ?? null) }));
    const counts = sql`
      rows_read = m.rows_read + ${chunk.taken.length + chunk.refused.length},
      rows_created = m.rows_created + ${effects.created}, rows_updated = m.rows_updated + ${effects.updated},
      rows_unchanged = m.rows_unchanged + ${effects.unchanged}, rows_refused = m.rows_refused + ${refused.length},
      next_byte = ${place.nextByte}, next_row = ${place.nextRow}`;
    try {
      const results = await ctx.db.batch([
        assertFence(ctx, claim),
        guardNew(ctx, writes),
        upsertPeople(ctx, importId, writes, counts),
        // Two imports at once may each have seen the same room: the second to come is folded again.
        ...(effects.created > 0
          ? [
              ctx.db.execute(
                sql`select app.assert_room(${limitSql('prospects')}) from ${tenants} t where t.id = ${ctx.tenantId}`,
              ),
            ]
          : []),
        ...(refused.length > 0 ? [insertRefusals(ctx, importId, refused)] : []),
        ctx.db
          .update(jobs)
          .set({ progressDone: place.nextByte ?? 0 })
          .where(eq(jobs.id, claim.id))
          .returning(),
        ctx.db.select().from(imports).where(eq(imports.id, importId)),
      ]);
      return stateOf(results.at(-2), results.at(-1));
    } catch (error) {
      const code = databaseError(error)?.code;
      if (race >= RACES_MAX || code === undefined || !RACED.has(code)) throw error;
    }
  }
};

const insertRefusals = (ctx: Ctx, importId: string, refused: readonly RefusedRow[]) => {
  const rows = refused.flatMap((r) =>
    r.problems.map((p, seq) => ({ ...p, row: r.row, seq, cells: seq === 0 ? r.cells : [] })),
  );
  const column = <K extends 'column' | 'value' | 'reason'>(key: K) =>
    sql`${sql.param(rows.map((r) => r[key]))}::text[]`;
  return ctx.db.execute(sql`
    insert into ${importRefusals} (import_id, row, seq, "column", value, reason, cells)
      select ${importId}::uuid, r, s, c, v, w, x::jsonb from unnest(
        ${sql.param(rows.map((r) => r.row))}::bigint[], ${sql.param(rows.map((r) => r.seq))}::int[],
        ${column('column')}, ${column('value')}, ${column('reason')},
        ${sql.param(rows.map((r) => JSON.stringify(r.cells)))}::text[]) u(r, s, c, v, w, x)`);
};

type State = { job: typeof jobs.$inferSelect | undefined; row: ImportRow | undefined; cancelRequested: boolean };

/** The last two results of a batch are the job and the import, as it stands now. */
const stateOf = (job: unknown, row: unknown): State => {
  const [j] = job as (typeof jobs.$inferSelect)[];
  const [r] = row as ImportRow[];
  return { job: j, row: r, cancelRequested: r?.cancelRequested ?? false };
};

const tell = async (ctx: Ctx, { job, row }: State): Promise<void> => {
  if (row) await publish(ctx, { type: 'import', import: viewImport(row) });
  if (job) await publish(ctx, { type: 'job', job: viewJob(job) });
};

const finish = async (
  ctx: Ctx,
  claim: Claim,
  status: 'done' | 'failed' | 'cancelled',
  error?: { code: string; message: string },
): Promise<void> => {
  const [, , , job, end] = await ctx.db.batch([
    assertFence(ctx, claim),
    endJob(ctx, claim, status, error),
    ctx.db.execute(sql`
      insert into ${activity} (actor_kind, actor_id, verb, subject_type, subject_id, detail)
        select 'member', created_by, ${`import.${status}`}, 'import', id::text, jsonb_build_object('file', file_name)
          from ${imports} where id = ${claim.subjectId}`),
    ctx.db.select().from(jobs).where(eq(jobs.id, claim.id)),
    ctx.db
      .update(imports)
      .set({ status, error: error ?? null, finishedAt: sql`now()` })
      .where(eq(imports.id, claim.subjectId))
      .returning(),
  ]);
  await tell(ctx, stateOf(job, end));
  const next = await nextInLine(ctx, claim.kind);
  if (next) wake(ctx, next);
  // What was written waits in a list that slows searches down until it is put into the index.
  if (status === 'done') await ctx.db.execute(sql`select app.flush_search_index()`);
};
