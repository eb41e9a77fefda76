/** Rows as lines of CSV (RFC 4180), as `lib/csv.ts` writes them, but that what gets a guard is quoted in any case. */
import { CSV_EOL, csvCell, guardFormula } from '../../lib/csv.ts';
import {
  bytesOfTexts,
  CELL_END,
  type Cells,
  HIDDEN,
  type Lines,
  linesOfCells,
  SHOWN,
  type Text,
  widened,
} from './cells.ts';

const [QUOTE, COMMA, APOSTROPHE, CR, LF] = [0x22, 0x2c, 0x27, 0x0d, 0x0a];
const [IS_SHOWN, LEFT_OUT] = [SHOWN.charCodeAt(0), HIDDEN.charCodeAt(0)];
/** Beside the bytes of a cell: comma, two quotes, a guard, and the end of its row. */
const AROUND = 6;
/** What quotes and ends add to most pages. */
const WIDER = 1.15;

const marked = (chars: string): Uint8Array => {
  const table = new Uint8Array(256);
  for (const char of chars) table[char.charCodeAt(0)] = 1;
  return table;
};
const [PLAIN, SPECIAL, ENDS] = [0, 1, 2];
/** A cell with something special is quoted: beyond what RFC 4180 asks, the delimiters of other locales. */
const KIND = marked('",;|\t\r\n');
KIND[CELL_END.charCodeAt(0)] = ENDS;
/** What starts a formula (OWASP, CSV injection), but for the full-width forms. */
const RISKY = marked('=+-@\t\r\n');
const SPACE = marked(' \t\n\v\f\r');

/** Whether the bytes from here on are U+FF1D, U+FF0B, U+FF0D or U+FF20, which Excel takes for `=`, `+`, `-` and `@`. */
const isWideRisky = (raw: Uint8Array, at: number): boolean => {
  if (raw[at] !== 0xef || raw[at + 1] !== 0xbc) return false;
  const last = raw[at + 2];
  return last === 0x9d || last === 0x8b || last === 0x8d || last === 0xa0;
};

/** Whether the bytes from here on are white space beyond ASCII, as `\s` has it: U+00A0, 1680, 2000–200A, 2028, 2029, 202F, 205F, 3000, FEFF. */
const isWideSpace = (raw: Uint8Array, at: number): boolean => {
  const [first = 0, second = 0, third = 0] = [raw[at], raw[at + 1], raw[at + 2]];
  if (first === 0xc2) return second === 0xa0;
  if (first === 0xe1) return second === 0x9a && third === 0x80;
  if (first === 0xe2 && second === 0x80) {
    return (third >= 0x80 && third <= 0x8a) || third === 0xa8 || third === 0xa9 || third === 0xaf;
  }
  if (first === 0xe2) return second === 0x81 && third === 0x9f;
  if (first === 0xe3) return second === 0x80 && third === 0x80;
  return first === 0xef && second === 0xbb && third === 0xbf;
};

const isSpaced = (raw: Uint8Array, from: number, to: number): boolean => {
  const [first = 0, last = 0] = [raw[from], raw[to - 1]];
  if (SPACE[first] === 1 || SPACE[last] === 1) return true;
  if (first >= 0xc2 && isWideSpace(raw, from)) return true;
  if (last < 0x80) return false;
  // Two bytes or three: no such space has another length.
  return (to - from >= 2 && raw[to - 2] === 0xc2 && last === 0xa0) || (to - from >= 3 && isWideSpace(raw, to - 3));
};

const isRisky = (raw: Uint8Array, from: number, to: number): boolean => {
  let at = from;
  while (at < to && raw[at] === APOSTROPHE) at += 1;
  return at < to && (RISKY[raw[at] ?? 0] === 1 || isWideRisky(raw, at));
};

/**
 * Undefined where the cells of a text do not add up. A missing value and an empty one are the same here.
 * @param expected bytes of all texts, about
 */
export const csvLines = (texts: readonly Text[], expected: number, columns: number): Lines | undefined => {
  let bytes = new Uint8Array(Math.ceil(expected * WIDER) + AROUND);
  const lengths: number[] = [];
  let at = 0;
  for (const { raw, people } of bytesOfTexts(texts)) {
    const size = raw.length;
    let from = 0;
    for (let row = 0; row < people; row += 1) {
      const begun = at;
      const sign = raw[from++];
      if (sign === LEFT_OUT) {
        lengths.push(0);
        continue;
      }
      if (sign !== IS_SHOWN) return undefined;
      for (let column = 0; column < columns; column += 1) {
        // Copied as if there were nothing to it, which is so of most cells.
        bytes = widened(bytes, at + size - from + AROUND);
        if (column > 0) bytes[at++] = COMMA;
        const start = at;
        let [to, met, kind] = [from, PLAIN, PLAIN];
        for (; to < size; to += 1) {
          const byte = raw[to] as number;
          kind = KIND[byte] as number;
          if (kind === ENDS) break;
          met |= kind;
          bytes[at++] = byte;
        }
        if (kind !== ENDS) return undefined;
        const risky = from < to && isRisky(raw, from, to);
        // An empty line would be no record at all.
        if (risky || met === SPECIAL || (from < to ? isSpaced(raw, from, to) : columns === 1)) {
          bytes = widened(bytes, start + 2 * (to - from) + size - to + AROUND);
          at = quoted(bytes, start, raw, from, to, risky);
        }
        from = to + 1;
      }
      bytes[at++] = CR;
      bytes[at++] = LF;
      lengths.push(at - begun);
    }
    if (from !== size) return undefined;
  }
  return { bytes: bytes.subarray(0, at), lengths, nulls: 0 };
};

/** Writes a cell in quotes. @returns where the next byte goes */
const quoted = (
  bytes: Uint8Array,
  start: number,
  raw: Uint8Array,
  from: number,
  to: number,
  risky: boolean,
): number => {
  let at = start;
  bytes[at++] = QUOTE;
  if (risky) bytes[at++] = APOSTROPHE;
  for (let i = from; i < to; i += 1) {
    const byte = raw[i] as number;
    if (byte === QUOTE) bytes[at++] = QUOTE;
    bytes[at++] = byte;
  }
  bytes[at++] = QUOTE;
  return at;
};

const cellOf = (text: string): string => {
  const guarded = guardFormula(text);
  return guarded === text ? csvCell(text) : `"${guarded.replaceAll('"', '""')}"`;
};

/** The same of rows that came as texts. */
export const csvLinesOfCells = (rows: readonly Cells[]): Lines =>
  linesOfCells(rows, (cells) => {
    const line = cells.map((cell) => cellOf(cell ?? '')).join(',');
    return (line === '' && cells.length === 1 ? '""' : line) + CSV_EOL;
  });
