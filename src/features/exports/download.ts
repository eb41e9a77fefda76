import { asc, eq, sql } from 'drizzle-orm';
import type { Ctx } from '../../ctx.ts';
import { among } from '../../db/among.ts';
import { exportFiles, exportParts } from '../../db/schema/exports.ts';
import { prospects } from '../../db/schema/prospects.ts';
import { actorId } from '../../lib/actor.ts';
import { ProblemError } from '../../lib/problem.ts';
import { knownAs, type Suppression, suppressionOf } from '../suppression/check.ts';
import type { ExportFormat } from './contract.ts';
import { GONE, readLink } from './link.ts';
import { planOf } from './page.ts';
import { readPart } from './part.ts';
import { readAsked, readFormat } from './view.ts';
import { writeFile } from './write.ts';

const NOT_GOOD = 'This link is not good, or not good any more. Ask for a new one.';
/** The id of no file. */
const NOBODYS = '00000000-0000-0000-0000-000000000000';

/** Of some people those that must not leave any more: deleted, erased or suppressed since the file was made. */
const goneOf = async (ctx: Ctx, suppression: Suppression, ids: readonly string[]): Promise<Set<string>> => {
  const { rows } = await ctx.db.execute<{ id: string }>(sql`
    select id from unnest(${sql.param(ids)}::uuid[]) id
    except select p.id from ${prospects} p
     where p.id = ${among(ids)} and p.deleted_at is null and not ${suppression.has(knownAs('p'))}`);
  return new Set(rows.map(({ id }) => id));
};

export type Download = { body: ReadableStream<Uint8Array>; format: ExportFormat; day: string };

/**
 * A finished file, by a link to it. Each part is looked at again before it goes out: those who are gone or suppressed by now
 * are left out, and counted. What does not add up to the rows that were written breaks off.
 */
export const downloadExport = async (
  ctx: Ctx,
  { token, trailer }: { token: string; trailer: boolean },
): Promise<Download> => {
  const linked = await readLink(ctx, token);
  // The database is asked in any case: it is what refuses a session that is over, before anything is said of the link.
  const exportId = linked ?? NOBODYS;
  const [[file], parts] = await ctx.db.batch([
    ctx.db.select().from(exportFiles).where(eq(exportFiles.id, exportId)),
    ctx.db.select().from(exportParts).where(eq(exportParts.exportId, exportId)).orderBy(asc(exportParts.n)),
    ctx.db.execute(sql`
      insert into audit (actor_kind, actor_id, request_id, verb, subject_type, subject_id, detail)
      select ${ctx.actor.kind}, ${actorId(ctx.actor)}, ${ctx.requestId}, 'export.download', 'export', id::text,
             jsonb_build_object('format', format, 'rows', rows)
        from ${exportFiles} where id = ${exportId} and status = 'done' and expires_at > now()`),
  ]);
  if (linked === undefined) throw new ProblemError('not_found', NOT_GOOD);
  if (!file) throw new ProblemError('not_found', NOT_GOOD);
  if (file.status !== 'done' || file.expiresAt === null || file.expiresAt <= ctx.now()) {
    throw new ProblemError('conflict', GONE);
  }
  const format = readFormat(file);
  const suppression = await suppressionOf(ctx);
  const plan = planOf(readAsked(file), format, suppression);
  let [rows, left] = [0, 0];
  const open = async (part: (typeof parts)[number]) => {
    const object = await ctx.env.FILES.get(part.key);
    if (!object) throw new Error('A part of an export is not there.');
    const read = readPart(new Uint8Array(await object.arrayBuffer()));
    return { read, gone: await goneOf(ctx, suppression, read.shown) };
  };
  async function* lines() {
    // The next part is fetched while this one goes out.
    let coming = parts[0] && open(parts[0]);
    for (let n = 1; coming; n += 1) {
      const { read, gone } = await coming;
      const after = parts[n];
      coming = after && open(after);
      // Whoever awaits it sees its error; one that nobody awaits any more must not bring the Worker down.
      coming?.catch(() => undefined);
      rows += read.shown.length - gone.size;
      left += read.ids.length - read.shown.length + gone.size;
      yield* read.without(gone);
    }
    const made = (file?.rows ?? 0) + (file?.leftOut ?? 0);
    if (rows + left !== made) throw new Error(`Of ${made} people ${rows + left} are there.`);
    ctx.log.info('export downloaded', { rows, left, format });
  }
  return {
    format,
    day: file.createdAt.toISOString().slice(0, 10),
    body: writeFile({
      format,
      headers: plan.columns.map(({ header }) => header),
      lines: lines(),
      trailer: trailer ? () => ({ rows, left }) : undefined,
      broken: (error) => ctx.log.error('download broke off', { rows, error }),
    }),
  };
};
