/**
 * How the cells of a page come from the database, to become lines here. Most of the work of a file is this: the database would
 * do it with several calls for each cell; here it is one pass over the bytes of a page.
 *
 * A page comes in pieces, each one text of whole rows: `SHOWN` and each cell, then `CELL_END`; or `HIDDEN` alone for whoever
 * is suppressed, keeps their place and says nothing. No character is kept for that alone, so a value may hold it too: then
 * there are more ends than cells, which is seen, and the page is asked for again as JSON.
 */

/** Begins a row with its cells. */
export const SHOWN = '+';
/** Is all of a row that is not shown. */
export const HIDDEN = '-';

/** Ends a cell: one byte that JSON does not escape, so that the text travels as it is. */
export const CELL_END = '\x7f';
/** Stands for no value at all, where that is another thing than an empty text; counted, as a value may be just that. */
export const NULL_CELL = '~0';

/**
 * Lines with their ends; `lengths` are the bytes of each, 0 of a row that is not shown. `nulls` are cells without a value, where
 * they were looked for.
 */
export type Lines = { bytes: Uint8Array; lengths: number[]; nulls: number };

/** Whole rows in one text. */
export type Text = { text: string; people: number };

/** A row as texts, as it comes where it could not come in one with the others; null where it is not shown. */
export type Cells = readonly (string | null)[] | null;

const encoder = new TextEncoder();
const NOTHING = new Uint8Array();
/** Bytes of UTF-8 that a unit of a JavaScript text takes at most. */
const UNIT_BYTES = 3;

/** The bytes of texts, one text after the other, all at the same place in memory: each is good until the next is asked for. */
export function* bytesOfTexts(texts: readonly Text[]): Generator<{ raw: Uint8Array; people: number }> {
  const units = texts.reduce((most, { text }) => Math.max(most, text.length), 0);
  const room = new Uint8Array(units * UNIT_BYTES);
  for (const { text, people } of texts) yield { raw: room.subarray(0, encoder.encodeInto(text, room).written), people };
}

/** The same bytes with room for `size` at least. */
export const widened = (bytes: Uint8Array<ArrayBuffer>, size: number): Uint8Array<ArrayBuffer> => {
  if (size <= bytes.length) return bytes;
  const wider = new Uint8Array(Math.max(size, Math.ceil(bytes.length * 1.5)));
  wider.set(bytes);
  return wider;
};

/** Lines of rows that came as texts. */
export const linesOfCells = (rows: readonly Cells[], line: (cells: NonNullable<Cells>) => string): Lines => {
  const lines = rows.map((cells) => (cells ? encoder.encode(line(cells)) : NOTHING));
  const bytes = new Uint8Array(lines.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const one of lines) {
    bytes.set(one, at);
    at += one.length;
  }
  return { bytes, lengths: lines.map(({ length }) => length), nulls: 0 };
};
