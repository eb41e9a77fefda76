import type { QuoteFault } from './cut.ts';

export type Fitted = { ok: true; cells: readonly string[] } | { ok: false; value: string; reason: string };

/**
 * Brings a record to the width of the header. Missing cells are empty and extra empty ones go, as neither loses anything;
 * an extra cell with a value would be lost, and a record whose quotes swallowed lines or cells holds something else than
 * it seems: both are refused.
 */
export function fitRecord(record: readonly string[], width: number, fault?: QuoteFault): Fitted {
  const lines = fault === undefined ? 0 : linesOf(record);
  if (fault === 'unclosed') {
    const swallowed = lines > 1 ? `; ${lines} lines were read as this one row` : '';
    return { ok: false, value: record.at(-1) ?? '', reason: `A quote opens here and is never closed${swallowed}` };
  }
  if (fault === 'stray' && (lines > 1 || record.length !== width)) {
    const swallowed = lines > 1 ? `${lines} lines were read as this one row` : 'its cells cannot be told apart';
    return { ok: false, value: '', reason: `A quote inside a quoted cell is not doubled; ${swallowed}` };
  }
  if (record.length === width) return { ok: true, cells: record };
  const extra = record.slice(width).filter((cell) => cell.trim() !== '');
  if (extra.length > 0) {
    const cells = extra.length === 1 ? 'cell' : 'cells';
    return { ok: false, value: extra.join(' | '), reason: `${extra.length} ${cells} more than the header has columns` };
  }
  const cells = record.slice(0, width);
  while (cells.length < width) cells.push('');
  return { ok: true, cells };
}

/** Lines of the file that a record took, a lone `\r` counted as one as well. */
function linesOf(record: readonly string[]): number {
  let lines = 1;
  for (const cell of record) lines += cell.trimEnd().match(/\r\n|\r|\n/g)?.length ?? 0;
  return lines;
}
