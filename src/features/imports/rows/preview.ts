import { clip } from '../../../lib/clip.ts';
import type { ImportPreview } from '../contract.ts';
import { type Dialect, type SniffedDialect, sniffDialect } from '../csv/dialect.ts';
import { type Fitted, fitRecord } from '../csv/fit.ts';
import { columnNames } from '../csv/header.ts';
import { HEAD_BYTES, type Sniffed } from '../csv/sniff.ts';
import { isPersonTarget } from './check-mapping.ts';
import { type ColumnProposal, proposeMapping } from './propose.ts';

/** Rows that the mapping screen shows, and values that it shows of a column. */
const SHOWN_ROWS = 20;
const SHOWN_SAMPLES = 5;
/** A cell in the preview: enough to recognise it. */
const SHOWN_CHARS = 200;
/** Records that tell how wide a file without a header is. */
const WIDTH_RECORDS = 100;

export interface Preview {
  dialect: Dialect;
  /** The names of the columns, each once: the keys of a mapping. */
  header: string[];
  columns: ImportPreview['columns'];
  /** The first rows that fit the header, their cells cut to what a screen shows. */
  rows: string[][];
  /** Their numbers as a spreadsheet program shows them: rows that do not fit the header are left out. */
  rowNumbers: number[];
  /** Exact where the whole file was seen, else from the size of the rows seen. */
  estimatedRows: number;
  problems: ImportPreview['problems'];
}

/**
 * What can be told of a file from its first bytes: layout, columns with what they may become, and the first rows.
 * @throws ProblemError `invalid_file` where this is no table, or too wide a one.
 */
export function previewOf({ head, whole, bytes }: Pick<Sniffed, 'head' | 'whole' | 'bytes'>): Preview {
  const sniffed = sniffDialect(head, whole);
  const { delimiter, quote, newline, headerRow, firstDataRow, records } = sniffed;
  const header = columnNames(headerRow === -1 ? unnamed(records) : sniffed.header);
  const fitted = records.map((record, i) => fitRecord(record, header.length, sniffed.faults.get(i)));
  const good = fitted.flatMap((fit) => (fit.ok ? [fit.cells] : []));
  const numbers = sniffed.rows.filter((_, i) => fitted[i]?.ok);
  const cellsOf = (column: number) => good.map((cells) => cells[column] ?? '');
  const proposals = proposeMapping(
    header.map((name, i) => ({ name, cells: cellsOf(i) })),
    whole,
  );
  return {
    dialect: { delimiter, quote, newline, headerRow, firstDataRow },
    header,
    columns: proposals.map((proposal, i) => ({
      ...proposal,
      samples: [...new Set(cellsOf(i).filter((cell) => cell.trim() !== ''))].slice(0, SHOWN_SAMPLES).map(shown),
    })),
    rows: good.slice(0, SHOWN_ROWS).map((cells) => cells.map(shown)),
    rowNumbers: numbers.slice(0, SHOWN_ROWS),
    estimatedRows: whole ? records.length : estimate(sniffed, head, bytes),
    problems: problemsOf(sniffed, fitted, proposals),
  };
}

const shown = (cell: string) => (cell.length > SHOWN_CHARS ? `${clip(cell, SHOWN_CHARS)}…` : cell);

/** Without a header there are as many columns as the widest of the first records has cells. */
const unnamed = (records: readonly string[][]): string[] =>
  Array.from({ length: Math.max(1, ...records.slice(0, WIDTH_RECORDS).map(({ length }) => length)) }, () => '');

/** The rows seen, scaled from the bytes they took to those of the file. */
function estimate({ records, chars }: SniffedDialect, head: string, bytes: number): number {
  const bytesPerChar = Math.min(HEAD_BYTES, bytes) / head.length;
  return Math.max(1, records.length, Math.round((records.length * bytes) / (chars * bytesPerChar)));
}

function problemsOf(sniffed: SniffedDialect, fitted: readonly Fitted[], proposals: readonly ColumnProposal[]) {
  const problems: Preview['problems'] = [];
  const say = (kind: string, message: string) => problems.push({ kind, message });
  const above = sniffed.headerRow === -1 ? sniffed.firstDataRow - 1 : sniffed.headerRow;
  if (above > 0) say('preamble', `${above} ${above === 1 ? 'row' : 'rows'} above the table will be left out.`);
  if (sniffed.headerRow === -1) say('no_header', 'The first row is not a header: the columns are numbered.');
  if (sniffed.nuls > 0) say('nul', `NUL characters are taken out (${sniffed.nuls} in the first rows).`);
  const bad = fitted.flatMap((fit, i) => (fit.ok ? [] : [`row ${sniffed.rows[i]}: ${fit.reason}`]));
  if (bad.length > 0) say('refused', `Of the first rows ${bad.length} will be refused (${bad[0]}).`);
  if (!proposals.some(({ target }) => isPersonTarget(target))) {
    say('no_person', 'No column looks like a name, an e-mail or a LinkedIn address: choose one.');
  }
  return problems;
}
