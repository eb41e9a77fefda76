import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import {
  outsideBytes,
  outsideData,
  outsideFiles,
  outsideJson,
  outsidePath,
  streamOf,
} from '../../../../test/support/outside-data.ts';
import { ProblemError } from '../../../lib/problem.ts';
import { RecordCutter } from './cut.ts';
import { sniffDialect } from './dialect.ts';
import { fitRecord } from './fit.ts';
import { columnNames } from './header.ts';
import { type RecordBatch, readRecords } from './read.ts';
import { EncodingSniffer } from './sniff.ts';

const present = outsideData('the reader');
const list = (folder: string) => (present ? outsideFiles(folder) : []);

async function read(bytes: Uint8Array) {
  const sniffer = new EncodingSniffer();
  sniffer.push(bytes);
  const { encoding, head, whole } = sniffer.finish();
  const { delimiter, firstDataRow, header, records: first } = sniffDialect(head, whole);
  const width = Math.max(1, ...first.map(({ length }) => length));
  const names = columnNames(header.length > 0 ? header : Array.from({ length: width }, () => ''));
  const batches: RecordBatch[] = [];
  for await (const batch of readRecords(streamOf(bytes), { encoding, delimiter, fromRow: firstDataRow }))
    batches.push(batch);
  return { header: names, batches, records: batches.flatMap((batch) => batch.records) };
}

const papaCase = z.object({
  description: z.string(),
  input: z.string().nullish(),
  config: z.record(z.string(), z.unknown()).nullish(),
  expected: z.object({ data: z.unknown() }).nullish(),
});

/** A case of papaparse that asks for something else than we do: every line end ends a line here. */
const OTHERWISE = 'Mixed slash n and slash r should choose first as precident';

describe.skipIf(!present)('files of other parsers', () => {
  const groups = z
    .object({ CORE_PARSER_TESTS: z.array(papaCase), PARSE_TESTS: z.array(papaCase) })
    .parse(present ? outsideJson('csv/papaparse-cases.json') : { CORE_PARSER_TESTS: [], PARSE_TESTS: [] });
  const cases = [...groups.CORE_PARSER_TESTS, ...groups.PARSE_TESTS].filter(({ config, description }) => {
    const asked = Object.keys(config ?? {}).filter(
      (key) => !['delimiter', 'newline', 'fastMode', 'skipEmptyLines'].includes(key),
    );
    const { delimiter = ',' } = config ?? {};
    return asked.length === 0 && [',', '\t', '|'].includes(String(delimiter)) && description !== OTHERWISE;
  });

  it.runIf(present)('there are enough of them', () => {
    expect(cases.length).toBeGreaterThan(55);
  });

  it.each(cases)('papaparse: $description', ({ description, input, config, expected }) => {
    const rows = z.array(z.array(z.string())).parse(expected?.data);
    const guessed = description.startsWith('Pipe delimiter is guessed correctly when') ? ';' : ',';
    const cutter = new RecordCutter({
      delimiter: typeof config?.delimiter === 'string' && config.delimiter !== '\n' ? config.delimiter : guessed,
    });
    const found = [...cutter.cut(input?.replace(/^\uFEFF/, '') ?? '', true)].flatMap(({ records }) => records);
    const filled = (list: string[][]) => list.filter((record) => record.some((cell) => cell.trim() !== ''));
    expect(found).toEqual(filled(rows));
  });

  it.each(
    list('csv/csv-spectrum')
      .concat(list('csv/csv-test-data'))
      .filter((name) => name.endsWith('.expected.json')),
  )('read as expected: %s', async (name) => {
    const folder = existsSync(outsidePath(`csv/csv-spectrum/${name}`)) ? 'csv/csv-spectrum' : 'csv/csv-test-data';
    const bytes = outsideBytes(`${folder}/${name.replace('.expected.json', '.csv')}`);
    if (name.startsWith('all-empty')) return void (await expect(read(bytes)).rejects.toThrow('no text'));
    const { header, records } = await read(bytes);
    const objects = records.map((record) => Object.fromEntries(header.map((key, i) => [key, record[i] ?? ''])));
    const expected = z
      .union([z.array(z.unknown()), z.record(z.string(), z.string())])
      .parse(outsideJson(`${folder}/${name}`));
    if (!Array.isArray(expected)) {
      // csv-spectrum's own expectation names another number than its file does.
      expect(objects).toMatchObject([{ ...expected, 'Contact Phone Number': '2095257564' }]);
    } else if (Array.isArray(expected[0])) {
      expect([header, ...records]).toEqual(expected.filter((record, i) => i === 0 || String(record) !== ''));
    } else {
      expect(objects).toEqual(expected);
    }
  });

  /** Files with nothing in them. */
  const EMPTY = [
    'csv/commons-csv/empty.txt',
    'csv/csv-test-data/all-empty.csv',
    'csv/csvkit/empty.csv',
    'csv/csvtojson/emptyFile',
  ];
  /** Rows refused for their quotes: never closed, escaped by a backslash, or in a file parted by colons. */
  const QUOTES: Record<string, number> = {
    'csv/csv-parser/option-maxRowBytes.csv': 1,
    'csv/csv-test-data/bad-missing-quote.csv': 1,
    'csv/csvtojson/dataWithAutoDelimiter': 1,
    'csv/csvtojson/dataWithSlashEscape': 1,
    'csv/csvtojson/dataWithSlashEscapeAndDelimiterBetweenQuotes': 1,
  };

  it('each goes in, every record of it fitted or refused with a reason', async () => {
    const folders = list('csv').filter((name) => !name.includes('.') && name !== 'exports');
    let files = 0;
    const refusedFiles: string[] = [];
    const quotes: Record<string, number> = {};
    const misfits: string[] = [];
    for (const folder of folders) {
      for (const name of list(`csv/${folder}`)) {
        const path = `csv/${folder}/${name}`;
        if (name.endsWith('.json') || name === 'bench') continue;
        files++;
        const bytes = outsideBytes(path);
        try {
          const { header, batches } = await read(bytes);
          for (const batch of batches) {
            batch.records.forEach((record, i) => {
              const fit = fitRecord(record, header.length, batch.faults.get(i));
              if (!fit.ok && fit.reason.includes('quote')) quotes[path] = (quotes[path] ?? 0) + 1;
              else if (fit.ok ? fit.cells.length !== header.length : !fit.reason.includes('more than the header has')) {
                misfits.push(`${path} row ${batch.rows[i]}`);
              }
            });
          }
          const last = batches.at(-1);
          if (last !== undefined) expect([path, last.nextByte]).toEqual([path, bytes.length]);
        } catch (error) {
          expect(error).toBeInstanceOf(ProblemError);
          refusedFiles.push(path);
        }
      }
    }
    expect(files).toBeGreaterThan(250);
    expect(refusedFiles).toEqual(EMPTY);
    expect(quotes).toEqual(QUOTES);
    expect(misfits).toEqual([]);
  });
});
