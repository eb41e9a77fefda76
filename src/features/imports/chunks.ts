import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import type { imports } from '../../db/schema/imports.ts';
import { customFields } from '../../db/schema/records.ts';
import { fitsCustom } from '../../lib/custom-value.ts';
import { ProblemError } from '../../lib/problem.ts';
import { customOfHeader } from '../prospects/header-contract.ts';
import { ENCODINGS } from './contract.ts';
import { type RecordBatch, readRecords } from './csv/read.ts';
import type { Rows } from './rows/decide.ts';
import { rowNormaliser, type WhyUnfit } from './rows/normalise.ts';
import { cellsMended, type LeftOut, type RefusedRow, takeRecords } from './rows/take.ts';
import { readPlan } from './view.ts';

/** Rows of one file: as many as a sheet of a spreadsheet program holds, so that its errors can be mended in one. */
const ROWS_MAX = 1_048_576;
const TOO_LONG = `A file may have ${ROWS_MAX.toLocaleString('en-US')} rows. Those before are imported; split off the rest.`;

type ImportRow = typeof imports.$inferSelect;

/** Where a reading stands: `nextByte` is null at the start, and where the encoding gives no byte to go on from. */
export type Place = { nextByte: number | null; nextRow: number };
/** Rows of the file, read by the plan, and where the next ones begin; `afterRow` is what the chunk before gave as `nextRow`. */
export type Chunk = Rows &
  Place & { firstRow: number; afterRow: number; unfit: readonly RefusedRow[]; leftOut: readonly LeftOut[] };

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

const field = z.object({ key: z.string(), name: z.string(), type: z.string(), options: z.array(z.string()) });
/** What a value of each type would be, as a reason says that it is not. */
const NOT_ONE: Readonly<Record<string, string>> = {
  number: 'no number',
  date: 'no day such as 2026-03-04',
  boolean: 'neither yes nor no',
  choice: 'none of its choices',
  choices: 'not made of its choices',
  url: 'no web address',
};

/** Why values are none of the workspace's own fields that columns of the file go to; undefined where none goes to one. */
const whyUnfitOf = async (ctx: Ctx, columns: readonly string[]): Promise<WhyUnfit | undefined> => {
  const keys = columns.map((column) => customOfHeader(column) ?? column);
  const { rows } = await ctx.db.execute(sql`
    select d.key, d.name, d.type, d.options from ${customFields} d
     where d.archived_at is null and d.type <> 'text'
       and d.key in (select jsonb_array_elements_text(${JSON.stringify(keys)}::jsonb))`);
  const fields = new Map(
    z
      .array(field)
      .parse(rows)
      .map((one) => [one.key, one]),
  );
  if (fields.size === 0) return undefined;
  return (key, value) => {
    const own = fields.get(key);
    return own === undefined || fitsCustom(own, value)
      ? undefined
      : `This is ${NOT_ONE[own.type]}, as the field “${own.name}” has it: it comes in as plain text`;
  };
};

/** The rows of an import's file by its plan, from a place on, in constant memory. */
export async function* chunksOf(ctx: Ctx, row: ImportRow, from: Place): AsyncGenerator<Chunk> {
  // A checkpoint at the end of the file leaves nothing to read, and R2 gives no empty range.
  if (from.nextByte !== null && from.nextByte >= row.fileBytes) return;
  const { mapping, rules, overrides } = readPlan(row);
  const normalise = rowNormaliser(row.columns, mapping, rules, await whyUnfitOf(ctx, row.columns));
  const mended = cellsMended(row.columns, overrides);
  let afterRow = from.nextRow;
  for await (const batch of await open(ctx, row, from)) {
    if (batch.firstRow > ROWS_MAX + 1) throw new ProblemError('invalid_file', TOO_LONG);
    yield {
      ...takeRecords(batch, row.columns.length, normalise, mended),
      cellsOf: (at) => batch.records[batch.rows.indexOf(at)] ?? [],
      firstRow: batch.firstRow,
      afterRow,
      nextByte: batch.nextByte,
      nextRow: batch.nextRow,
    };
    afterRow = batch.nextRow;
  }
}
