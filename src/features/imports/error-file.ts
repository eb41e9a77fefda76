import { eq } from 'drizzle-orm';
import type { Ctx } from '../../ctx.ts';
import { type importRefusals, imports } from '../../db/schema/imports.ts';
import { ProblemError } from '../../lib/problem.ts';
import { refusalsAfter } from './read.ts';
import { errorHeader, errorLine } from './rows/error-row.ts';
import type { RefusedRow } from './rows/take.ts';

/** Refusals read in one round trip. */
const PAGE = 2_000;
/** Tells a spreadsheet program that this is UTF-8. */
const BOM = '\uFEFF';

type Stored = typeof importRefusals.$inferSelect;

const page = (ctx: Ctx, importId: string, after: Stored | undefined) =>
  refusalsAfter(ctx, importId, after && { r: after.row, s: after.seq }, PAGE);

/** Puts the problems of one row together again; the row's cells stand with its first. */
const byRow = (stored: readonly Stored[]): RefusedRow[] => {
  const rows = new Map<number, RefusedRow>();
  for (const { row, column, value, reason, cells } of stored) {
    const known = rows.get(row);
    if (known) known.problems.push({ column, value, reason });
    else rows.set(row, { row, problems: [{ column, value, reason }], cells });
  }
  return [...rows.values()];
};

/**
 * Every refused row with what was wrong and the row as it stood in the file, streamed. Once mended it can be imported as
 * it is: the columns that say what was wrong are left out by themselves.
 */
export const errorFile = async (
  ctx: Ctx,
  importId: string,
): Promise<{ name: string; body: ReadableStream<Uint8Array> }> => {
  const [found, first] = await ctx.db.batch([
    ctx.db.select({ name: imports.fileName, columns: imports.columns }).from(imports).where(eq(imports.id, importId)),
    page(ctx, importId, undefined),
  ]);
  const [file] = found;
  if (!file) throw new ProblemError('not_found');
  const encoder = new TextEncoder();
  let head = BOM + errorHeader(file.columns);
  let next = first;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const last = next.at(-1);
        const more = next.length === PAGE ? await page(ctx, importId, last) : [];
        // The problems of one row may be cut in two by the page; what belongs to the next page goes there.
        const cut = more.length > 0 && more[0]?.row === last?.row ? last?.row : undefined;
        const now = next.filter((r) => r.row !== cut);
        controller.enqueue(encoder.encode(head + byRow(now).map(errorLine).join('')));
        head = '';
        next = [...next.filter((r) => r.row === cut), ...more];
        if (next.length === 0) controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  return { name: file.name, body };
};
