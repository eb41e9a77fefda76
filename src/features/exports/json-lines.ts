/** Rows as lines of JSON (RFC 8259): objects by the names of their columns, or lists where these have none. */
import {
  bytesOfTexts,
  CELL_END,
  type Cells,
  HIDDEN,
  type Lines,
  linesOfCells,
  NULL_CELL,
  SHOWN,
  type Text,
  widened,
} from './cells.ts';

/** What is written before each cell, and which of them are JSON already; `end` closes a row. */
export type Frame = { before: readonly string[]; bare: readonly boolean[]; end: string };

export const objectFrame = (columns: readonly { key: string; bare: boolean }[]): Frame => ({
  before: columns.map(({ key }, n) => `${n === 0 ? '{' : ','}${JSON.stringify(key)}:`),
  bare: columns.map(({ bare }) => bare),
  end: '}\n',
});

export const listFrame = (columns: readonly { bare: boolean }[]): Frame => ({
  before: columns.map((_, n) => (n === 0 ? '[' : ',')),
  bare: columns.map(({ bare }) => bare),
  end: ']\n',
});

const encoder = new TextEncoder();
const [QUOTE, BACKSLASH, SPACE, ZERO] = [0x22, 0x5c, 0x20, 0x30];
const [IS_SHOWN, LEFT_OUT] = [SHOWN.charCodeAt(0), HIDDEN.charCodeAt(0)];
const NULL = encoder.encode('null');
const [NULL_FIRST, NULL_SECOND] = encoder.encode(NULL_CELL);
/** The letter behind the backslash, of what has one. */
const SHORT = new Uint8Array(256);
for (const [char, letter] of ['""', '\\\\', '\bb', '\ff', '\nn', '\rr', '\tt']) {
  SHORT[char?.charCodeAt(0) ?? 0] = letter?.charCodeAt(0) ?? 0;
}
const HEX = encoder.encode('0123456789abcdef');
/** Bytes that one byte becomes at most: `\u001f`. */
const WIDEST = 6;
/** Two quotes, or what a missing value becomes. */
const AROUND = 4;
/** What keys, quotes and escapes add to most pages. */
const WIDER = 2;

const [PLAIN, SPECIAL, ENDS] = [0, 1, 2];
const KIND = new Uint8Array(256).fill(SPECIAL, 0, SPACE);
KIND[QUOTE] = SPECIAL;
KIND[BACKSLASH] = SPECIAL;
KIND[CELL_END.charCodeAt(0)] = ENDS;

const escaped = (bytes: Uint8Array, start: number, byte: number): number => {
  let at = start;
  bytes[at++] = BACKSLASH;
  const short = SHORT[byte] as number;
  if (short > 0) {
    bytes[at++] = short;
    return at;
  }
  bytes[at++] = 0x75; // u
  bytes[at++] = ZERO;
  bytes[at++] = ZERO;
  bytes[at++] = HEX[byte >> 4] as number;
  bytes[at++] = HEX[byte & 15] as number;
  return at;
};

/** Writes a text in quotes. @returns where the next byte goes */
const quoted = (bytes: Uint8Array, start: number, raw: Uint8Array, from: number, to: number): number => {
  let at = start;
  bytes[at++] = QUOTE;
  for (let i = from; i < to; i += 1) {
    const byte = raw[i] as number;
    if (KIND[byte] === SPECIAL) at = escaped(bytes, at, byte);
    else bytes[at++] = byte;
  }
  bytes[at++] = QUOTE;
  return at;
};

/**
 * Undefined where the cells of a text do not add up.
 * @param expected bytes of all texts, about
 */
export const jsonLines = (
  texts: readonly Text[],
  expected: number,
  { before, bare, end }: Frame,
): Lines | undefined => {
  const heads = before.map((head) => encoder.encode(head));
  const tail = encoder.encode(end);
  let bytes = new Uint8Array(expected * WIDER + tail.length);
  const lengths: number[] = [];
  let [at, nulls] = [0, 0];
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
      for (let column = 0; column < heads.length; column += 1) {
        const head = heads[column] as Uint8Array;
        bytes = widened(bytes, at + head.length + size - from + AROUND + tail.length);
        for (let i = 0; i < head.length; i += 1) bytes[at++] = head[i] as number;
        // Copied as if there were nothing to it, which is so of most cells.
        const start = at;
        bytes[at++] = QUOTE;
        let [to, met, kind] = [from, PLAIN, PLAIN];
        for (; to < size; to += 1) {
          const byte = raw[to] as number;
          kind = KIND[byte] as number;
          if (kind === ENDS) break;
          met |= kind;
          bytes[at++] = byte;
        }
        if (kind !== ENDS) return undefined;
        bytes[at++] = QUOTE;
        if (to - from === NULL_CELL.length && raw[from] === NULL_FIRST && raw[from + 1] === NULL_SECOND) {
          bytes.set(NULL, start);
          at = start + NULL.length;
          nulls += 1;
        } else if (bare[column]) {
          bytes.set(raw.subarray(from, to), start);
          at = start + to - from;
        } else if (met === SPECIAL) {
          bytes = widened(bytes, start + WIDEST * (to - from) + size - to + AROUND + tail.length);
          at = quoted(bytes, start, raw, from, to);
        }
        from = to + 1;
      }
      bytes.set(tail, at);
      at += tail.length;
      lengths.push(at - begun);
    }
    if (from !== size) return undefined;
  }
  return { bytes: bytes.subarray(0, at), lengths, nulls };
};

/** The same of rows that came as texts. */
export const jsonLinesOfCells = (rows: readonly Cells[], { before, bare, end }: Frame): Lines =>
  linesOfCells(
    rows,
    (cells) =>
      cells.map((cell, n) => before[n] + (cell !== null && bare[n] ? cell : JSON.stringify(cell))).join('') + end,
  );
