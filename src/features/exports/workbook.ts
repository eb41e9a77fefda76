/** Rows as a workbook (ECMA-376): text stays text, a cell of it is never a formula. */
import { type Entry, zipped } from './zip.ts';

type Cell = string | number | null;

const SHEET = 'People';
/** What Excel reads of one sheet; further rows stand on another, below the same header. */
const SHEET_ROWS_MAX = 1_048_576;
/** Rows made at once: some 300 kB of a sheet. */
const ROWS_AT_ONCE = 256;

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** What XML cannot say, and what a reader would take for one escaped character (ECMA-376 part 1, 22.9.2.19). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
const SPECIAL = /_(?=x[0-9a-f]{4}_)|[&<>\r\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/i;
const SPECIALS = new RegExp(SPECIAL, 'gi');
const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escaped = (char: string): string =>
  NAMED[char] ?? `_x${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
/** White space that a reader may drop where it is not told otherwise. */
const SPACED = /^\s|\s$|[\n\t]/;

const letters = (n: number): string =>
  (n < 26 ? '' : letters(Math.floor(n / 26) - 1)) + String.fromCharCode(65 + (n % 26));

const cellXml = (ref: string, value: string | number): string => {
  if (typeof value === 'number') return `<c r="${ref}"><v>${value}</v></c>`;
  const text = SPECIAL.test(value) ? value.replace(SPECIALS, escaped) : value;
  const space = SPACED.test(value) ? ' xml:space="preserve"' : '';
  return `<c r="${ref}" t="inlineStr"><is><t${space}>${text}</t></is></c>`;
};

const rowXml = (names: readonly string[], row: number, cells: readonly Cell[]): string => {
  let xml = `<row r="${row}">`;
  for (let n = 0; n < cells.length; n += 1) {
    const cell = cells[n];
    if (cell !== null && cell !== undefined) xml += cellXml(`${names[n]}${row}`, cell);
  }
  return `${xml}</row>`;
};

/** Rows of lines that are JSON lists, some at once. */
async function* someRows(lines: AsyncIterable<string | Uint8Array>): AsyncGenerator<Cell[][]> {
  for await (const piece of lines) {
    const text = typeof piece === 'string' ? piece : decoder.decode(piece);
    let rows: Cell[][] = [];
    let from = 0;
    for (let end = text.indexOf('\n', from); end >= 0; end = text.indexOf('\n', from)) {
      rows.push(JSON.parse(text.slice(from, end)) as Cell[]); // as `listFrame` writes them
      from = end + 1;
      if (rows.length < ROWS_AT_ONCE) continue;
      yield rows;
      rows = [];
    }
    if (rows.length > 0) yield rows;
  }
}

const sheetHead = (names: readonly string[], headers: readonly string[]): string =>
  `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">` +
  '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
  `<sheetFormatPr defaultRowHeight="15"/><sheetData>${rowXml(names, 1, headers)}`;
const SHEET_TAIL = '</sheetData></worksheet>';

const STYLES =
  `${DECLARATION}<styleSheet xmlns="${MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>` +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>' +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>';

const relations = (all: readonly { type: string; target: string }[]): string =>
  `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">${all
    .map(({ type, target }, n) => `<Relationship Id="rId${n + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`;

/** Everything but the sheets, whose number is known when they are written. */
function* partsOf(sheets: number): Generator<Entry> {
  const numbers = Array.from({ length: sheets }, (_, n) => n + 1);
  const part = (path: string, xml: string): Entry => ({ path, data: [encoder.encode(xml)] });
  const named = numbers.map(
    (n) => `<sheet name="${n === 1 ? SHEET : `${SHEET}_${n}`}" sheetId="${n}" r:id="rId${n}"/>`,
  );
  yield part('xl/styles.xml', STYLES);
  yield part(
    'xl/workbook.xml',
    `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${named.join('')}</sheets></workbook>`,
  );
  yield part(
    'xl/_rels/workbook.xml.rels',
    relations([
      ...numbers.map((n) => ({ type: 'worksheet', target: `worksheets/sheet${n}.xml` })),
      { type: 'styles', target: 'styles.xml' },
    ]),
  );
  yield part('_rels/.rels', relations([{ type: 'officeDocument', target: 'xl/workbook.xml' }]));
  const overrides = [
    ['/xl/workbook.xml', 'sheet.main'],
    ...numbers.map((n) => [`/xl/worksheets/sheet${n}.xml`, 'worksheet']),
    ['/xl/styles.xml', 'styles'],
  ].map(([path, type]) => `<Override PartName="${path}" ContentType="${TYPE}.${type}+xml"/>`);
  yield part(
    '[Content_Types].xml',
    `${DECLARATION}<Types xmlns="${PACKAGE}/content-types">` +
      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
      `<Default Extension="xml" ContentType="application/xml"/>${overrides.join('')}</Types>`,
  );
}

/**
 * A workbook of lines that are JSON lists of texts, numbers and nulls.
 * @param rowsMax rows of one sheet with its header
 */
export async function* workbookOf(
  headers: readonly string[],
  lines: AsyncIterable<string | Uint8Array>,
  rowsMax = SHEET_ROWS_MAX,
): AsyncGenerator<Uint8Array> {
  const names = headers.map((_, n) => letters(n));
  const source = someRows(lines);
  let waiting: Cell[][] = [];
  let isOver = false;
  /** The next of the rows, at most so many; none where there are no more. */
  const take = async (most: number): Promise<Cell[][]> => {
    if (waiting.length === 0 && !isOver) {
      const { done, value } = await source.next();
      isOver = done === true;
      waiting = done ? [] : value;
    }
    const taken = waiting.slice(0, most);
    waiting = waiting.slice(most);
    return taken;
  };
  async function* sheet(first: Cell[][]): AsyncGenerator<Uint8Array> {
    yield encoder.encode(sheetHead(names, headers));
    let last = 1;
    for (let rows = first; rows.length > 0; rows = last < rowsMax ? await take(rowsMax - last) : []) {
      let xml = '';
      for (const row of rows) xml += rowXml(names, ++last, row);
      yield encoder.encode(xml);
    }
    yield encoder.encode(SHEET_TAIL);
  }
  async function* entries(): AsyncGenerator<Entry> {
    let sheets = 0;
    for (let first = await take(rowsMax - 1); first.length > 0 || sheets === 0; first = await take(rowsMax - 1)) {
      sheets += 1;
      yield { path: `xl/worksheets/sheet${sheets}.xml`, data: sheet(first) };
    }
    yield* partsOf(sheets);
  }
  try {
    yield* zipped(entries());
  } finally {
    await source.return(undefined);
  }
}
