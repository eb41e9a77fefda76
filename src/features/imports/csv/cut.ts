import Papa from 'papaparse';
import { ProblemError } from '../../../lib/problem.ts';
import { countStrayQuotes, straightener } from './straighten.ts';

/**
 * Characters that one record may have. The longest honest cells seen (a profile with a whole web page in it) have 1.2
 * million; a longer "record" is a quote that is never closed, or no table at all, and must not fill the memory.
 */
export const MAX_RECORD_CHARS = 2 * 1024 * 1024;

/** Records given at once: what one bulk statement of the import takes well. */
const BATCH_RECORDS = 2000;

/**
 * The parser looks, for each stray quote, at the blanks before the next delimiter: many stray quotes and a long blank
 * together cost their product. Real files have few of the first and none of the second; one with both is refused.
 */
const LONG_BLANK = 256;
const MANY_STRAY_QUOTES = 100;

/**
 * stray: a quote inside a quoted cell that is neither doubled nor closing. unclosed: the file ended inside quotes. Either
 * may mean that several lines were read as one record.
 */
export type QuoteFault = 'stray' | 'unclosed';

export interface CutOptions {
  delimiter: string;
  /** The row that the text starts with: 1 at the start of a file. */
  startRow?: number;
  /** Rows with a lower number are read over and not given. */
  fromRow?: number;
  /** Tests make it small. */
  batchRecords?: number;
}

export interface Cut {
  records: string[][];
  /** The row of each record as a spreadsheet program numbers it: from 1, header and blank rows counted. */
  rows: number[];
  /** By index in `records`. */
  faults: Map<number, QuoteFault>;
  /** NUL characters taken out of the cells. */
  nuls: number;
  /** The row after the last one cut. */
  nextRow: number;
  /** The text that this took, line ends and blank rows included. */
  text: string;
}

interface Parsed {
  data: string[][];
  errors: { code: string; row: number }[];
  meta: { cursor: number };
}

/** Cuts text that comes in parts of any size into records. Holds one unfinished record and the part at hand. */
export class RecordCutter {
  readonly #delimiter: string;
  readonly #straighten: (text: string) => string;
  readonly #parser: Papa.Parser;
  readonly #fromRow: number;
  #row: number;
  #rest = '';

  constructor({ delimiter, startRow = 1, fromRow = 1, batchRecords = BATCH_RECORDS }: CutOptions) {
    this.#delimiter = delimiter;
    this.#straighten = straightener(delimiter);
    this.#parser = parserOf(delimiter, batchRecords);
    this.#row = startRow;
    this.#fromRow = fromRow;
  }

  /**
   * The records that one more part completes (at most `MAX_RECORD_CHARS` of text); with `atEnd`, all that is left.
   * @throws ProblemError `invalid_file` where a record is longer than `MAX_RECORD_CHARS`, or its quotes are a maze.
   */
  *cut(part: string, atEnd: boolean): Generator<Cut> {
    const whole = this.#rest + part;
    // With a line end at the very end, all records are complete but one whose quotes are not closed.
    const padded = atEnd && whole !== '' && !whole.endsWith('\n');
    const text = this.#straighten(padded ? `${whole}\n` : whole);
    this.#rest = '';
    this.#refuseMaze(text);
    if (text.length > MAX_RECORD_CHARS) this.#refuseLong(text);
    for (let from = 0; from < text.length; ) {
      const left = from === 0 ? text : text.slice(from);
      const found: Parsed = this.#parser.parse(left, 0, true);
      const { cursor } = found.meta;
      if (cursor === 0) {
        if (!atEnd) {
          this.#rest = left;
          return;
        }
        const open = padded ? left.slice(0, -1) : left;
        yield this.#take(this.#parser.parse(open, 0, false), open);
        return;
      }
      from += cursor;
      yield this.#take(found, left.slice(0, padded && from === text.length ? cursor - 1 : cursor));
    }
  }

  #take({ data, errors }: Parsed, text: string): Cut {
    const faultOf = new Map<number, QuoteFault>();
    for (const { code, row } of errors) {
      faultOf.set(row, code === 'MissingQuotes' ? 'unclosed' : 'stray');
    }
    const hasNul = text.includes('\0');
    const cut: Cut = { records: [], rows: [], faults: new Map(), nuls: 0, nextRow: this.#row, text };
    for (let i = 0; i < data.length; i++) {
      const record = data[i] as string[];
      const row = cut.nextRow++;
      const last = record.length - 1;
      if (record[last]?.endsWith('\r')) record[last] = (record[last] as string).slice(0, -1);
      if (hasNul) cut.nuls += stripNuls(record);
      if (row < this.#fromRow || isBlank(record)) continue;
      const fault = faultOf.get(i);
      if (fault !== undefined) cut.faults.set(cut.records.length, fault);
      cut.records.push(record);
      cut.rows.push(row);
    }
    this.#row = cut.nextRow;
    return cut;
  }

  #refuseLong(text: string): void {
    const one = parserOf(this.#delimiter, 1);
    // Only the first record can be too long: the others stand in the part that has just come.
    const first: Parsed = one.parse(text, 0, true);
    if (first.data.length > 0 && first.meta.cursor <= MAX_RECORD_CHARS) return;
    const whole: Parsed = one.parse(text, 0, false);
    const open = whole.errors.some((error) => error.row === 0 && error.code === 'MissingQuotes');
    const limit = `${(MAX_RECORD_CHARS / 1024 / 1024).toFixed(0)} million characters`;
    throw new ProblemError(
      'invalid_file',
      open
        ? `A quote that opens in row ${this.#row}, column ${whole.data[0]?.length ?? 1}, is not closed within ${limit}. ` +
            'Close it or take it out, and upload the file again.'
        : `Row ${this.#row} is longer than ${limit}. Is this a table?`,
    );
  }

  #refuseMaze(text: string): void {
    if (!hasLongBlank(text) || countStrayQuotes(text, this.#delimiter) < MANY_STRAY_QUOTES) return;
    throw new ProblemError(
      'invalid_file',
      `From row ${this.#row} on, quotes stand inside quoted cells without being doubled, ${MANY_STRAY_QUOTES} times and ` +
        'more, between long blanks. Write each of them as two quotes, and upload the file again.',
    );
  }
}

function parserOf(delimiter: string, records: number): Papa.Parser {
  // Without its "fast mode", whose cursor is one record off when it stops at `preview`.
  return new Papa.Parser({ delimiter, newline: '\n', quoteChar: '"', fastMode: false, preview: records });
}

function isBlank(record: readonly string[]): boolean {
  for (const cell of record) if (cell !== '' && cell.trim() !== '') return false;
  return true;
}

function stripNuls(record: string[]): number {
  let found = 0;
  for (let i = 0; i < record.length; i++) {
    const cell = record[i] as string;
    const clean = cell.replaceAll('\0', '');
    found += cell.length - clean.length;
    record[i] = clean;
  }
  return found;
}

/** Looks at every `LONG_BLANK / 2`th character only: a longer blank holds at least two of them. */
function hasLongBlank(text: string): boolean {
  const step = LONG_BLANK / 2;
  for (let at = step; at < text.length; at += step) {
    if (!isSpace(text, at)) continue;
    let from = at;
    let to = at;
    while (from > 0 && to - from < LONG_BLANK && isSpace(text, from - 1)) from--;
    while (to + 1 < text.length && to - from < LONG_BLANK && isSpace(text, to + 1)) to++;
    if (to - from >= LONG_BLANK) return true;
  }
  return false;
}

function isSpace(text: string, at: number): boolean {
  const c = text.charCodeAt(at);
  return c === 32 || (c >= 9 && c <= 13) || (c > 126 && String.fromCharCode(c).trim() === '');
}
