import type { ExportColumns, ExportFormat } from '../../../../src/features/exports/contract.ts';

type Known = ExportColumns['columns'][number];

/** One column in the dialog: in the file or not, in its place. */
export interface Choice {
  key: string;
  header: string;
  on: boolean;
}

/** What was chosen the last time: kept in this browser. */
export interface Remembered {
  format: ExportFormat;
  provenance: boolean;
  /** All columns in order, with those that were left out. */
  columns: { key: string; on: boolean }[];
}

const KEY = 'edgewise:export';
const FORMATS: readonly ExportFormat[] = ['csv', 'xlsx', 'jsonl'];

/** What a text from the browser's store says, as far as it can be believed. */
export function readRemembered(text: string | null): Remembered | null {
  try {
    const value = JSON.parse(text ?? 'null') as Partial<Remembered> | null;
    const columns = value?.columns;
    if (!FORMATS.includes(value?.format as ExportFormat) || !Array.isArray(columns)) return null;
    return {
      format: value?.format as ExportFormat,
      provenance: value?.provenance === true,
      columns: columns.flatMap((one) => (typeof one?.key === 'string' ? [{ key: one.key, on: one.on === true }] : [])),
    };
  } catch {
    return null;
  }
}

export function remember(choice: Remembered): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(choice));
  } catch {
    // Without a store the next export begins anew, which is all.
  }
}

export function remembered(): Remembered | null {
  try {
    return readRemembered(localStorage.getItem(KEY));
  } catch {
    return null;
  }
}

/**
 * The columns as the dialog shows them: those that were chosen last, in their order, then those that came since. Without a
 * last time all fields and custom values are in, and what is only ours to know is not.
 */
export function choicesOf(known: readonly Known[], last: Remembered | null): Choice[] {
  const byKey = new Map(known.map((column) => [column.key, column]));
  const kept = (last?.columns ?? []).flatMap(({ key, on }): Choice[] => {
    const column = byKey.get(key);
    return column === undefined ? [] : [{ key, header: column.header, on }];
  });
  const seen = new Set(kept.map(({ key }) => key));
  const fresh = known.filter(({ key }) => !seen.has(key));
  return [...kept, ...fresh.map(({ key, header, kind }): Choice => ({ key, header, on: kind !== 'record' }))];
}

/** The columns of the list, in its order, and all others behind them, left out. */
export function choicesLike(known: readonly Known[], keys: readonly string[]): Choice[] {
  const inList = new Set(keys);
  const byKey = new Map(known.map((column) => [column.key, column]));
  return [
    ...[...inList].flatMap((key): Choice[] => {
      const column = byKey.get(key);
      return column === undefined ? [] : [{ key, header: column.header, on: true }];
    }),
    ...known.filter(({ key }) => !inList.has(key)).map(({ key, header }): Choice => ({ key, header, on: false })),
  ];
}

export const toggled = (choices: readonly Choice[], key: string, on: boolean): Choice[] =>
  choices.map((one) => (one.key === key ? { ...one, on } : one));

export const keysOf = (choices: readonly Choice[]): string[] => choices.flatMap(({ key, on }) => (on ? [key] : []));
