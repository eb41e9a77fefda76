/**
 * Writing CSV: RFC 4180 quoting, and the guard against formula injection (OWASP "CSV Injection"): a cell that a
 * spreadsheet would run as a formula gets an apostrophe in front.
 *
 * The guard can be undone without loss. A text that already begins with apostrophes before a risky character is guarded
 * too, so `unguardFormula(guardFormula(x)) === x` for every text, and a name such as `'t Hooft` is left alone both ways.
 */

/** What starts a formula: OWASP's `= + - @ TAB CR LF`, and the full-width forms that Excel folds to them. */
const RISKY = '=+\\-@\\t\\r\\n\uFF1D\uFF0B\uFF0D\uFF20';
const TO_GUARD = new RegExp(`^'*[${RISKY}]`);
const GUARDED = new RegExp(`^'+[${RISKY}]`);

/** Beyond what RFC 4180 asks, the delimiters of other locales are quoted, so that no reader splits a cell there. */
const TO_QUOTE = /[",;|\t\r\n]|^\s|\s$/;

/** RFC 4180, section 2.1. */
export const CSV_EOL = '\r\n';

export type CsvValue = string | number | null | undefined;

export function guardFormula(text: string): string {
  return TO_GUARD.test(text) ? `'${text}` : text;
}

/** Takes away one guard, where there is one. */
export function unguardFormula(text: string): string {
  return text.charCodeAt(0) === 39 && GUARDED.test(text) ? text.slice(1) : text;
}

/** One cell. Numbers are never guarded: `-5` as a number is no formula. Nothing known is an empty cell. */
export function csvCell(value: CsvValue): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = guardFormula(value);
  return TO_QUOTE.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One record with its line end. A lone empty cell is written `""`, as an empty line would be no record at all. */
export function csvLine(cells: readonly CsvValue[]): string {
  const line = cells.map(csvCell).join(',');
  return (line === '' && cells.length === 1 ? '""' : line) + CSV_EOL;
}
