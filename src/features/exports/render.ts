import * as z from 'zod';
import type { Lines } from './cells.ts';
import { csvLines, csvLinesOfCells } from './csv-lines.ts';
import { type Frame, jsonLines, jsonLinesOfCells, listFrame, objectFrame } from './json-lines.ts';
import { bytesOf } from './met.ts';
import type { Place, Plan, Raw } from './page.ts';

/**
 * A page as it stands in the file: the lines of `rows` people, `lengths` the bytes of each person's line with its end, 0 of the
 * `left` who have none. `ids` are all of its people as 16 bytes each, where they were asked for; `place` is that of the last.
 */
export type Page = {
  bytes: Uint8Array;
  lengths: number[];
  rows: number;
  left: number;
  more: boolean;
  place: Place | undefined;
  ids: Uint8Array | undefined;
};

const careful = z.array(z.array(z.string().nullable()));

const frameOf = ({ format, columns }: Plan): Frame =>
  format === 'jsonl'
    ? objectFrame(columns.map(({ key, number, list }) => ({ key, bare: number || list !== undefined })))
    : listFrame(columns.map(({ number }) => ({ bare: number })));

const linesOf = (plan: Plan, { text, rows, nulls }: Raw, isCareful: boolean): Lines | undefined => {
  const { format, columns } = plan;
  if (isCareful) {
    const cells = careful.parse(JSON.parse(text ?? '[]'));
    return format === 'csv' ? csvLinesOfCells(cells) : jsonLinesOfCells(cells, frameOf(plan));
  }
  if (format === 'csv') return csvLines(text ?? '', rows, columns.length);
  const lines = jsonLines(text ?? '', rows, frameOf(plan));
  return lines?.nulls === nulls ? lines : undefined;
};

export const placeOf = ({ key, id }: Raw): Place | undefined => (key === null || id === null ? undefined : { key, id });

/** Undefined where a value holds a sign that its cells are told by: it takes the careful form then. */
export const render = (plan: Plan, raw: Raw, isCareful = false): Page | undefined => {
  const lines = linesOf(plan, raw, isCareful);
  if (!lines) return undefined;
  const { lengths } = lines;
  if (lengths.length !== raw.rows) throw new Error(`Of ${raw.rows} people ${lengths.length} have a line.`);
  // From the first on, so that each place is the one that it has in the end.
  for (const place of raw.lefts ?? []) lengths.splice(place - 1, 0, 0);
  return {
    bytes: lines.bytes,
    lengths,
    rows: raw.rows,
    left: raw.left,
    more: raw.more,
    place: placeOf(raw),
    ids: raw.ids === null ? undefined : bytesOf(raw.ids),
  };
};
