import { ProblemError } from '../../../lib/problem.ts';

/** Real exports have up to 300 columns; the mapping screen and its form must stay usable, and a million must not pass. */
export const MAX_COLUMNS = 1000;
/** Survey tools use whole questions as column names; a longer name is a text that slipped into the first row. */
export const MAX_COLUMN_NAME_CHARS = 500;

/**
 * The names of the columns, each one different: white space folded, empty ones `Column N`, a name that came before
 * `Email (2)`. `__proto__` counts as empty, as no JSON record can be trusted to carry it as a key.
 * @throws ProblemError `invalid_file` where there are too many columns or a name is too long.
 */
export function columnNames(record: readonly string[]): string[] {
  if (record.length > MAX_COLUMNS) {
    throw new ProblemError(
      'invalid_file',
      `The file has ${record.length.toLocaleString('en-US')} columns; at most ${MAX_COLUMNS.toLocaleString('en-US')} can be imported.`,
    );
  }
  const taken = new Set<string>();
  return record.map((cell, i) => {
    const clean = cell.normalize('NFC').replace(/\s+/g, ' ').trim();
    if (clean.length > MAX_COLUMN_NAME_CHARS) {
      throw new ProblemError(
        'invalid_file',
        `The name of column ${i + 1} is longer than ${MAX_COLUMN_NAME_CHARS} characters. Is the first row the header?`,
      );
    }
    const base = clean === '' || clean === '__proto__' ? `Column ${i + 1}` : clean;
    let name = base;
    for (let n = 2; taken.has(name); n++) name = `${base} (${n})`;
    taken.add(name);
    return name;
  });
}
