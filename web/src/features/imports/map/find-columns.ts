import type { Mapping } from '../../../../../src/features/imports/contract.ts';
import { type MapColumn, TARGET_LABELS } from './mapping.ts';

/** Which columns are looked at. */
export const COLUMN_VIEWS = ['all', 'unsure', 'skipped'] as const;
export type ColumnView = (typeof COLUMN_VIEWS)[number];

/** Below this a proposal wants a look. */
const UNSURE_BELOW = 0.85;

/** Whether a proposal that nobody has decided on yet wants a look. */
export const isUnsure = ({ name, target, confidence }: MapColumn, mapping: Mapping): boolean =>
  confidence < UNSURE_BELOW && mapping[name] === target && target !== 'skip';

/** The columns of a view whose name, a value or what they become holds the words. */
export function findColumns<T extends MapColumn>(
  columns: readonly T[],
  mapping: Mapping,
  view: ColumnView,
  words: string,
): T[] {
  const wanted = words.trim().toLowerCase();
  return columns.filter((column) => {
    const target = mapping[column.name] ?? column.target;
    if (view === 'unsure' && !isUnsure(column, mapping)) return false;
    if (view === 'skipped' && target !== 'skip') return false;
    if (wanted === '') return true;
    return [column.name, TARGET_LABELS[target], ...column.samples].some((text) => text.toLowerCase().includes(wanted));
  });
}
