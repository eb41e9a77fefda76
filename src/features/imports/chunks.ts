import type { Ctx } from '../../ctx.ts';
import type { imports } from '../../db/schema/imports.ts';
import { ProblemError } from '../../lib/problem.ts';
import { ENCODINGS } from './contract.ts';
import { type RecordBatch, readRecords } from './csv/read.ts';
import type { Rows } from './rows/decide.ts';
import { rowNormaliser } from './rows/normalise.ts';
import { cellsMended, takeRecords } from './rows/take.ts';
import { readPlan } from './view.ts';

/** Rows of one file: as many as a sheet of a spreadsheet program holds, so that its errors can be mended in one. */
const ROWS_MAX = 1_048_576;
const TOO_LONG = `A file may have ${ROWS_MAX.toLocaleString('en-US')} rows. Those before are imported; split off the rest.`;

type ImportRow = typeof imports.$inferSelect;

/** Where a reading stands: `nextByte` is null at the start, and where the encoding gives no byte to go on from. */
export type Place = { nextByte: number | null; nextRow: number };
/** Rows of the file, read by the plan, and where the next ones begin. */
export type Chunk = Rows & Place & { firstRow: number };

/** The file from a place on. Where the encoding gives no byte to go on from, it is read over from the start. */
const open = async (ctx: Ctx, row: ImportRow, from: Place): Promise<AsyncGenerator<RecordBatch>> => {
  const encoding = ENCODINGS.find((e) => e === row.encoding);
  if (!encoding) throw new ProblemError('invalid_file', `The encoding ${row.encoding} is not known.`);
  const file = await ctx.env.FILES.get(row.fileKey, from.nextByte === null ? {} : { range: { offset: from.nextByte } });
  if (!file) throw new ProblemError('invalid_file', 'The file is no longer there. Upload it again.');
  const place =
    from.nextByte === null
      ? { fromRow: Math.max(row.firstRow, from.nextRow) }
      : { startByte: from.nextByte, startRow: from.nextRow, fromRow: row.firstRow };
  return readRecords(file.body, { encoding, delimiter: row.delimiter, ...place });
};

/** The rows of an import's file by its plan, from a place on, in constant memory. */
export async function* chunksOf(ctx: Ctx, row: ImportRow, from: Place): AsyncGenerator<Chunk> {
  // A checkpoint at the end of the file leaves nothing to read, and R2 gives no empty range.
  if (from.nextByte !== null && from.nextByte >= row.fileBytes) return;
  const { mapping, rules, overrides } = readPlan(row);
  const normalise = rowNormaliser(row.columns, mapping, rules);
  const mended = cellsMended(row.columns, overrides);
  for await (const batch of await open(ctx, row, from)) {
    if (batch.firstRow > ROWS_MAX + 1) throw new ProblemError('invalid_file', TOO_LONG);
    yield {
      ...takeRecords(batch, row.columns.length, normalise, mended),
      cellsOf: (at) => batch.records[batch.rows.indexOf(at)] ?? [],
      firstRow: batch.firstRow,
      nextByte: batch.nextByte,
      nextRow: batch.nextRow,
    };
  }
}
