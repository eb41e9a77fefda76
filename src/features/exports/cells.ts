/**
 * How the cells of a page come from the database, to become lines here. Most of the work of a file is this: the database would
 * do it with several calls for each cell; here it is one pass over the bytes of a page.
 *
 * A page is one text: each cell, then `CELL_END`, row behind row. No character is kept for that alone, so a value may hold it
 * too: then there are more ends than cells, which is seen, and the page is asked for again as JSON.
 */

/** Ends a cell: one byte that JSON does not escape, so that the text travels as it is. */
export const CELL_END = '\x7f';
/** Stands for no value at all, where that is another thing than an empty text; counted, as a value may be just that. */
export const NULL_CELL = '~0';

/** Lines with their ends; `lengths` are the bytes of each. `nulls` are cells without a value, where they were looked for. */
export type Lines = { bytes: Uint8Array; lengths: number[]; nulls: number };

/** A row as texts, as it comes where it could not come in one with the others. */
export type Cells = readonly (string | null)[];

const encoder = new TextEncoder();

/** The same bytes with room for `size` at least. */
export const widened = (bytes: Uint8Array<ArrayBuffer>, size: number): Uint8Array<ArrayBuffer> => {
  if (size <= bytes.length) return bytes;
  const wider = new Uint8Array(Math.max(size, Math.ceil(bytes.length * 1.5)));
  wider.set(bytes);
  return wider;
};

/** Lines of rows that came as texts. */
export const linesOfCells = (rows: readonly Cells[], line: (cells: Cells) => string): Lines => {
  const lines = rows.map((cells) => encoder.encode(line(cells)));
  const bytes = new Uint8Array(lines.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const one of lines) {
    bytes.set(one, at);
    at += one.length;
  }
  return { bytes, lengths: lines.map(({ length }) => length), nulls: 0 };
};
