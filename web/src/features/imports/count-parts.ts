import type { ImportState } from '../../../../src/features/imports/contract.ts';
import type { CountPart } from './counts.tsx';

const BARS = { created: 'bg-accent', updated: 'bg-good', unchanged: 'bg-control', refused: 'bg-bad' } as const;

/** What became of the rows of an import. */
export const doneParts = (rows: ImportState['rows']): CountPart[] => [
  { label: 'Created', value: rows.created, bar: BARS.created },
  { label: 'Updated', value: rows.updated, bar: BARS.updated },
  { label: 'Unchanged', value: rows.unchanged, bar: BARS.unchanged },
  { label: 'Refused', value: rows.refused, bar: BARS.refused },
];

/** What would become of the rows of a file. */
export const expectedParts = (rows: ImportState['rows']): CountPart[] => [
  { label: 'New', value: rows.created, bar: BARS.created, about: 'People who are not here yet' },
  { label: 'Updated', value: rows.updated, bar: BARS.updated, about: 'Rows that change somebody who is here by then' },
  { label: 'Unchanged', value: rows.unchanged, bar: BARS.unchanged, about: 'Rows that say what is known already' },
  { label: 'Refused', value: rows.refused, bar: BARS.refused, about: 'Rows that go into the error file' },
];
