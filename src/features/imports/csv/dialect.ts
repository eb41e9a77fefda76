import { ProblemError } from '../../../lib/problem.ts';
import { type Cut, RecordCutter } from './cut.ts';
import { MAX_COLUMNS } from './header.ts';

export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** Records that are looked at: enough for a stable majority, few enough to parse four times. */
const SAMPLE_RECORDS = 200;
/** Exports put up to a handful of lines above the header (LinkedIn: 3); further down, a wide row is data. */
const PREAMBLE_RECORDS = 20;
/** A first row of another width than the rest is mostly a preamble, and speaks against a delimiter where others fit. */
const ODD_FIRST_ROW = 0.5;

/** No address is longer; the pattern for one is not meant for texts. */
const ADDRESS_CHARS = 500;

export interface Dialect {
  delimiter: Delimiter;
  /** The only quote there is: RFC 4180. */
  quote: '"';
  /** The line end that most lines have; every other one is understood as well. */
  newline: '\n' | '\r\n' | '\r';
  /** The record that names the columns, from 0, blank ones counted; -1: the file has no header. */
  headerRow: number;
  /** The row of the first data record as `readRecords` numbers it (`fromRow`). */
  firstDataRow: number;
}

export interface SniffedDialect extends Dialect {
  /** The names of the columns as they stand in the file; empty where there is no header. */
  header: string[];
  /** The complete records below the header. */
  records: string[][];
  rows: number[];
  faults: Cut['faults'];
  nuls: number;
  /** Characters that all complete records took, those above the header too. */
  chars: number;
}

/**
 * Guesses how a file is laid out from the start of its text (`whole`: from all of it): the delimiter that cuts it into
 * rows of one width, and the first row that fills that width. Excel's `sep=;` line is obeyed.
 * @throws ProblemError `invalid_file` where not even one record is complete.
 */
export function sniffDialect(text: string, whole: boolean): SniffedDialect {
  const told = /^\s*"?sep=([,;\t|])"?[ \t]*(?:\r\n|\r|\n)/i.exec(text);
  const candidates = told === null ? DELIMITERS : DELIMITERS.filter((delimiter) => delimiter === told[1]);
  const fromRow = told === null ? 1 : 2;
  let best: { delimiter: Delimiter; score: number } | null = null;
  let refusal: unknown;
  for (const delimiter of candidates) {
    try {
      const cut = firstCut(text, delimiter, whole, fromRow, SAMPLE_RECORDS);
      if (cut.records.length === 0) continue;
      const score = scoreOf(cut.records, delimiter);
      if (best === null || score > best.score) best = { delimiter, score };
    } catch (error) {
      // With the wrong delimiter quotes stand in odd places: only where no delimiter does, the file is to blame.
      refusal ??= error;
    }
  }
  if (best === null) throw refusal ?? noRecord(text, whole);
  const { delimiter } = best;
  const cut = firstCut(text, delimiter, whole, fromRow, Number.POSITIVE_INFINITY);
  const top = headerIndex(cut.records);
  const named = !looksLikeData(cut.records[top] ?? []);
  const from = named ? top + 1 : top;
  const topRow = cut.rows[top] ?? 1;
  return {
    delimiter,
    quote: '"',
    newline: newlineOf(text),
    headerRow: named ? topRow - 1 : -1,
    firstDataRow: named ? topRow + 1 : topRow,
    header: named ? (cut.records[top] ?? []) : [],
    records: cut.records.slice(from),
    rows: cut.rows.slice(from),
    nuls: cut.nuls,
    chars: cut.text.length,
    faults: new Map([...cut.faults].filter(([i]) => i >= from).map(([i, fault]) => [i - from, fault])),
  };
}

function firstCut(text: string, delimiter: Delimiter, whole: boolean, fromRow: number, batchRecords: number): Cut {
  const cutter = new RecordCutter({ delimiter, fromRow, batchRecords });
  for (const cut of cutter.cut(text, whole)) if (cut.records.length > 0) return cut;
  return { records: [], rows: [], faults: new Map(), nuls: 0, nextRow: 1, text: '' };
}

function noRecord(text: string, whole: boolean): ProblemError {
  const columns = Math.max(...DELIMITERS.map((delimiter) => text.split(delimiter).length));
  const detail = whole
    ? 'The file has no rows.'
    : columns > MAX_COLUMNS
      ? `The first row has more than ${MAX_COLUMNS} columns, or its quotes are not closed.`
      : 'The first row does not end within 64 KB: a quote in it is not closed, or this is no table.';
  return new ProblemError('invalid_file', detail);
}

/** The width that most records with more than one cell have; 1 where there are none. */
function commonWidth(records: readonly string[][]): number {
  const counts = new Map<number, number>();
  for (const { length } of records) if (length > 1) counts.set(length, (counts.get(length) ?? 0) + 1);
  let best = 1;
  for (const [width, count] of counts) if (count > (counts.get(best) ?? 0)) best = width;
  return best;
}

/** A delimiter is good when most rows get one width, the more columns the better, and cells do not look glued together. */
function scoreOf(records: readonly string[][], delimiter: Delimiter): number {
  const width = commonWidth(records);
  if (width === 1) return 0;
  const even = records.filter((record) => record.length === width).length / records.length;
  const first = records[0]?.length === width ? 1 : ODD_FIRST_ROW;
  return even * first * (1 + Math.log2(width)) * (1 - gluedShare(records, delimiter));
}

/** Cells in which another delimiter stands between two characters, decimal commas aside: more likely two cells. */
function gluedShare(records: readonly string[][], delimiter: Delimiter): number {
  const others = delimiter === ',' ? /[^\s;|\t][;|\t][^\s;|\t]/ : /[^\s;|\t][;|\t][^\s;|\t]|\p{L},\p{L}/u;
  let glued = 0;
  let cells = 0;
  for (const record of records) {
    for (const cell of record) {
      if (cell === '') continue;
      cells++;
      if (cell.length < 200 && others.test(cell)) glued++;
    }
  }
  return cells === 0 ? 0 : glued / cells;
}

/** The first record that fills at least half of the common width: titles and notes above a header fill less. */
function headerIndex(records: readonly string[][]): number {
  const half = commonWidth(records) / 2;
  for (let i = 0; i < Math.min(records.length, PREAMBLE_RECORDS); i++) {
    const filled = records[i]?.filter((cell) => cell.trim() !== '').length ?? 0;
    if (filled > 1 ? filled >= half : half <= 0.5) return i;
  }
  return 0;
}

/** Names of columns are no e-mail addresses, no links, and not all of them numbers: such a first row is data. */
function looksLikeData(record: readonly string[]): boolean {
  const filled = record.map((cell) => cell.trim()).filter((cell) => cell !== '');
  if (filled.some((cell) => cell.length <= ADDRESS_CHARS && /^[^\s@]+@[^\s@]+\.[^\s@]+$|^https?:\/\//i.test(cell)))
    return true;
  return filled.length > 0 && filled.every((cell) => /^[-+]?[\d.,]*\d%?$/.test(cell));
}

function newlineOf(text: string): Dialect['newline'] {
  const crlf = text.split('\r\n').length - 1;
  const cr = text.split('\r').length - 1 - crlf;
  const lf = text.split('\n').length - 1 - crlf;
  if (crlf >= cr && crlf >= lf && crlf > 0) return '\r\n';
  return cr > lf ? '\r' : '\n';
}
