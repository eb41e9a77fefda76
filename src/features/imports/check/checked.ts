import * as z from 'zod';
import type { imports } from '../../../db/schema/imports.ts';
import { sha256 } from '../../../lib/encode.ts';
import { asides, FIX_RULES, type Plan, type Validation, validation } from '../contract.ts';

/** A look over a file as it is kept: what is shown of it, and the place where it goes on. */
export const checked = validation.omit({ progress: true }).extend({
  status: z.enum(['running', 'done', 'failed']),
  nextByte: z.int().nullable(),
  nextRow: z.int(),
  // One that was begun before they were counted has neither.
  suppressed: asides.shape.suppressed.default(0),
  leftOut: asides.shape.leftOut.default([]),
});
export type Checked = z.infer<typeof checked>;

export const NOTHING_YET: Checked = {
  status: 'running',
  rows: { read: 0, created: 0, updated: 0, unchanged: 0, refused: 0 },
  suppressed: 0,
  leftOut: [],
  people: 0,
  problems: [],
  more: 0,
  error: null,
  finishedAt: null,
  nextByte: null,
  nextRow: 1,
};

const sorted = <T>(record: Readonly<Record<string, T>>): [string, T][] =>
  Object.entries(record).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));

/** One text for all plans that do the same. */
export const basisOf = ({ mapping, rules, overrides }: Plan): Promise<string> =>
  sha256(
    JSON.stringify([
      sorted(mapping),
      sorted(rules).flatMap(([column, said]) =>
        said.length === 0 ? [] : [[column, FIX_RULES.filter((rule) => said.includes(rule))]],
      ),
      overrides.map(({ row, column, value }) => JSON.stringify([row, column, value])).sort(),
    ]),
  );

type Row = Pick<typeof imports.$inferSelect, 'checked' | 'fileBytes'>;

/** The look over a file as it is kept with its import; undefined where there is none. */
export const readChecked = (row: Pick<Row, 'checked'>): Checked | undefined =>
  row.checked === null ? undefined : checked.parse(row.checked);

/** The same as the API shows it, the most frequent problems first. */
export const viewChecked = (row: Row): Validation => {
  const known = readChecked(row);
  const { nextByte, nextRow: _, ...shown } = known ?? NOTHING_YET;
  return {
    ...shown,
    status: known?.status ?? 'none',
    problems: shown.problems.toSorted((a, b) => b.count - a.count),
    progress: {
      bytesDone: known?.status === 'done' ? row.fileBytes : (nextByte ?? 0),
      bytesTotal: row.fileBytes,
    },
  };
};
