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

const careful = z.array(z.array(z.string().nullable()).nullable());

const frameOf = ({ format, columns }: Plan): Frame =>
  format === 'jsonl'
    ? objectFrame(columns.map(({ key, number, list }) => ({ key, bare: number || list !== undefined })))
    : listFrame(columns.map(({ number }) => ({ bare: number })));

const linesOf = (plan: Plan, { pieces }: Raw, isCareful: boolean): Lines | undefined => {
  const { format, columns } = plan;
  if (isCareful) {
    const cells = pieces.flatMap(({ text }) => careful.parse(JSON.parse(text)));
    return format === 'csv' ? csvLinesOfCells(cells) : jsonLinesOfCells(cells, frameOf(plan));
  }
  const bytes = pieces.at(-1)?.bytes ?? 0;
  if (format === 'csv') return csvLines(pieces, bytes, columns.length);
  const lines = jsonLines(pieces, bytes, frameOf(plan));
  return lines?.nulls === sum(pieces.map(({ nulls }) => nulls)) ? lines : undefined;
};

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

const idsOf = ({ pieces }: Raw): Uint8Array | undefined => {
  const parts = pieces.map(({ ids }) => (ids === null ? undefined : bytesOf(ids)));
  if (!parts.every((part) => part !== undefined)) return undefined;
  const all = new Uint8Array(sum(parts.map(({ length }) => length)));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
};

/** Undefined where a value holds a sign that its cells are told by: it takes the careful form then. */
export const render = (plan: Plan, raw: Raw, isCareful = false): Page | undefined => {
  const lines = linesOf(plan, raw, isCareful);
  if (!lines) return undefined;
  const { bytes, lengths } = lines;
  const people = sum(raw.pieces.map((piece) => piece.people));
  if (lengths.length !== people) throw new Error(`Of ${people} people ${lengths.length} are in a page.`);
  const left = lengths.filter((length) => length === 0).length;
  return { bytes, lengths, rows: people - left, left, more: raw.more, place: raw.place, ids: idsOf(raw) };
};
