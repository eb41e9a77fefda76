import { eq, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { among } from '../../db/among.ts';
import { databaseError, FENCED } from '../../db/errors.ts';
import { jobs } from '../../db/schema/jobs.ts';
import { lists } from '../../db/schema/lists.ts';
import { prospects } from '../../db/schema/prospects.ts';
import { bulkEditChunks, bulkEdits } from '../../db/schema/records.ts';
import { activity, audit } from '../../db/schema/tenancy.ts';
import { publish } from '../activity/publish.ts';
import { publishJob, wake } from '../jobs/accept.ts';
import { assertFence, type Claim, endJob, yieldJob } from '../jobs/claim.ts';
import { viewJob } from '../jobs/view.ts';
import { selectionOf } from '../prospects/contract.ts';
import { selectedSql } from '../prospects/selection.ts';
import { suppressionOf } from '../suppression/check.ts';
import { listBack, listForth } from './bulk-list.ts';
import { betweenPieces, type Next, PIECE } from './bulk-pieces.ts';
import { rowsBack, rowsForth } from './bulk-rows.ts';
import { liftBack, suppressForth } from './bulk-suppress.ts';
import { BULK_EDIT_STATES, bulkChange } from './contract.ts';

/**
 * People of one bulk edit at most: more than a workspace has. A million is looked up within seconds, of the minute that a statement
 * in the background has.
 */
const PEOPLE_MAX = 10_000_000;
/** News of the progress at most this often: more is only flicker. */
const NEWS_MS = 1_000;

/**
 * `piece`: people of one statement. `lanes`: pieces at once where their order does not matter: two keep the processors of a small
 * machine busy, each more would hold more people's rows. A worker hands the job on after `turnMs`: whoever else waits for a worker
 * waits no longer than this.
 */
type Pace = { piece: number; lanes: number; turnMs: number };
const PACE: Pace = { piece: PIECE, lanes: 2, turnMs: 5_000 };

const TOO_MANY = {
  code: 'too_many',
  message: `More than ${PEOPLE_MAX.toLocaleString('en-US')} people match. Narrow it down.`,
};

const edit = z.object({
  change: bulkChange,
  selection: z.object(selectionOf),
  state: z.enum(BULK_EDIT_STATES),
  total: z.number().nullable(),
  by: z.string(),
});
type Edit = z.infer<typeof edit>;

const looked = z.object({ n: z.coerce.number() });

/** The work of a job `bulk_edit`: forth, or back where it is being undone. A turn of it, where it is long. */
export const runBulkEdit = async (ctx: Ctx, claim: Claim, pace = PACE): Promise<void> => {
  const editId = claim.subjectId;
  const until = Date.now() + pace.turnMs;
  try {
    const [, found] = await ctx.db.batch([
      assertFence(ctx, claim),
      ctx.db.execute(sql`
        select e.change, e.selection, e.state, e.total, e.created_by as by from ${bulkEdits} e where e.id = ${editId}`),
    ]);
    if (!found.rows[0])
      return void (await endJob(ctx, claim, 'failed', { code: 'gone', message: 'It is no longer there.' }));
    const one = edit.parse(found.rows[0]);
    const undoing = one.state === 'undoing';
    if (!undoing && one.total === null && (await lookUp(ctx, claim, one, pace)) > PEOPLE_MAX)
      return await giveUpBulkEdit(ctx, claim, TOO_MANY);
    const piece = await pieceOf(ctx, claim, one, undoing ? pace : null);
    let told = 0;
    /** Piece by piece. Gives whether none was left; else the time is over. */
    const all = async (next: Next): Promise<boolean> => {
      while ((await piece(next)) > 0) {
        if (Date.now() - told > NEWS_MS) {
          told = Date.now();
          ctx.later(tell(ctx, claim));
        }
        if (Date.now() >= until) return false;
      }
      return true;
    };
    const lanes = undoing || inOrder(one.change) ? 1 : pace.lanes;
    const noneFree =
      lanes === 1 || (await together(Array.from({ length: lanes }, () => () => all('free')))).some(Boolean);
    // Who finds none free waits for those that are being done, by whatever worker: one that is taken back is there again.
    if (!(noneFree && (await all('any')))) {
      await yieldJob(ctx, claim);
      return wake(ctx, claim.id);
    }
    await finish(ctx, claim, one.change, undoing ? 'undone' : 'done');
  } catch (error) {
    // Another worker has the job, or it was given up: it is none of ours any more.
    if (databaseError(error)?.code !== FENCED) throw error;
  }
};

/**
 * Whether one piece must see what the one before has done: of several deleted people with one address only the first comes back,
 * and the suppression list is one for all.
 */
const inOrder = ({ kind }: Edit['change']): boolean => kind === 'restore' || kind === 'suppress';

/** Several at once, until the last has ended: nothing of them is on its way when this throws what the first threw. */
const together = async <T>(works: readonly (() => Promise<T>)[]): Promise<T[]> => {
  const ends = await Promise.allSettled(works.map((work) => work()));
  return ends.map((end) => {
    if (end.status === 'rejected') throw end.reason;
    return end.value;
  });
};

/** What was changed until then stays, and can be undone. */
export const giveUpBulkEdit = async (
  ctx: Ctx,
  claim: Claim,
  error: { code: string; message: string },
): Promise<void> => {
  await ctx.db.batch([
    betweenPieces(ctx, claim.subjectId),
    assertFence(ctx, claim),
    ctx.db.execute(sql`
      update ${bulkEdits} set state = 'failed', finished_at = now() where id = ${claim.subjectId} and state <> 'done'`),
    ctx.db.execute(sql`delete from ${bulkEditChunks} where edit_id = ${claim.subjectId}`),
    endJob(ctx, claim, 'failed', error),
  ]);
};

/**
 * Whom it is about, as the filter finds them now: by one statement, which sees one moment, so that nobody comes or goes by what
 * it changes or anybody else. Gives how many; of too many none are kept.
 */
const lookUp = async (ctx: Ctx, claim: Claim, { selection, change }: Edit, pace: Pace): Promise<number> => {
  const who =
    change.kind === 'restore'
      ? sql`select p.id from ${prospects} p where p.deleted_at is not null and p.merged_into is null
              and p.id = ${among(selection.ids ?? [])}`
      : sql`select s.id from (${selectedSql(selection, { onlyStale: false, max: PEOPLE_MAX })}) s`;
  const [found] = await ctx.db.batch([
    ctx.db.execute(sql`
      with found as materialized (select w.id from (${who}) w),
      many as (select count(*)::int as n from found),
      placed as (select f.id, ((row_number() over (order by f.id) - 1) / ${pace.piece})::int as n from found f),
      kept as (
        insert into ${bulkEditChunks} (edit_id, n, people)
        select ${claim.subjectId}::uuid, p.n, array_agg(p.id) from placed p where (select n from many) <= ${PEOPLE_MAX} group by p.n
      ), counted as (
        update ${bulkEdits} e set state = 'running', total = m.n from many m where e.id = ${claim.subjectId}
      )
      select n from many`),
    // After the long statement: who gives it up need not wait for that, and is seen here.
    assertFence(ctx, claim),
    ctx.db.execute(sql`
      update ${jobs} j set progress_total = e.total from ${bulkEdits} e where e.id = ${claim.subjectId} and j.id = ${claim.id}`),
  ]);
  return looked.parse(found.rows[0]).n;
};

/** What does one piece and says how many it looked at: forth, or back where the pace of that is given. */
const pieceOf = async (
  ctx: Ctx,
  claim: Claim,
  one: Edit,
  back: Pace | null,
): Promise<(next: Next) => Promise<number>> => {
  const { change, by } = one;
  const list = change.kind === 'suppress' && !back ? await suppressionOf(ctx) : undefined;
  const statements = (next: Next) => {
    switch (change.kind) {
      case 'suppress':
        return list ? suppressForth(ctx, claim, change, { by, list }) : liftBack(ctx, claim, back?.piece ?? PIECE);
      case 'join_list':
      case 'leave_list':
        return back ? listBack(ctx, claim, change, back.piece) : listForth(ctx, claim, change, next);
      default:
        return back ? rowsBack(ctx, claim, change, back.piece) : rowsForth(ctx, claim, change, { by, next });
    }
  };
  return async (next) => {
    const results = await ctx.db.batch(statements(next));
    return looked.parse(results.flatMap(({ rows }) => rows).find((row) => 'n' in row)).n;
  };
};

const tell = async (ctx: Ctx, claim: Claim): Promise<void> => {
  const [job] = await ctx.db.select().from(jobs).where(eq(jobs.id, claim.id));
  if (job) await publishJob(ctx, viewJob(job));
};

const finish = async (ctx: Ctx, claim: Claim, change: Edit['change'], state: 'done' | 'undone'): Promise<void> => {
  const verb = state === 'done' ? 'bulk_edit.finished' : 'bulk_edit.undone';
  const actor = sql`${ctx.actor.kind}::text, ${claim.id}::text`;
  const listId = 'listId' in change ? change.listId : null;
  await ctx.db.batch([
    assertFence(ctx, claim),
    ctx.db.execute(sql`
      with ended as (
        update ${bulkEdits} e set state = ${state}, finished_at = now() where e.id = ${claim.subjectId} returning e.*
      ), detail as (
        select e.id::text, jsonb_strip_nulls(jsonb_build_object('changed', nullif(e.changed, 0), 'same', nullif(e.same, 0),
                 'refused', nullif(e.refused, 0), 'undone', nullif(e.undone, 0), 'kept', nullif(e.kept, 0))) as said from ended e
      ), touched as (
        update ${lists} l set updated_at = now() where l.id = ${listId}::uuid
      ), seen as (
        insert into ${activity} (actor_kind, actor_id, verb, subject_type, subject_id, detail)
        select ${actor}, ${verb}, 'bulk_edit', id, said from detail
      )
      insert into ${audit} (actor_kind, actor_id, request_id, verb, subject_type, subject_id, detail)
      select ${actor}, ${ctx.requestId}, ${verb}, 'bulk_edit', id, said from detail`),
    endJob(ctx, claim, 'done'),
  ]);
  // A list has no words: nothing of it waits to be filed in the search index.
  if (listId === null) await ctx.db.execute(sql`select app.flush_search_index()`);
  ctx.later(publish(ctx, { type: 'records', changed: [] }));
};
