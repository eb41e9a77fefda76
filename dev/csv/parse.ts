/** What the importer reads of a file, said line by line, so that others can hold it against what they expect. */
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { fitRecord } from '../../src/features/imports/csv/fit.ts';
import { readRecords } from '../../src/features/imports/csv/read.ts';
import { EncodingSniffer, type Sniffed } from '../../src/features/imports/csv/sniff.ts';
import { previewOf } from '../../src/features/imports/rows/preview.ts';
import { ProblemError } from '../../src/lib/problem.ts';

const sniff = async (path: string): Promise<Sniffed> => {
  const sniffer = new EncodingSniffer();
  for await (const chunk of createReadStream(path)) sniffer.push(chunk as Uint8Array);
  return sniffer.finish();
};

const said = (error: unknown) => ({
  code: error instanceof ProblemError ? error.code : 'unreadable_file',
  message: error instanceof Error ? error.message : String(error),
});

/**
 * Prints one file as JSON lines, in constant memory, in the order of the file:
 *
 * - `file`: how it is read: encoding, byte order mark, delimiter, header (names made unique), what each column may become
 * - `row`: a row that goes in, its cells in the order of the header; `row` counts from 1 as a spreadsheet program does
 * - `problem`: a row that is refused (`kind: "refused"`), or what was noticed of the file as a whole
 * - `end`: how many rows went in and were refused, NUL characters taken out, byte sequences that are no text
 * - `error`: the file is refused, and why; there may be rows before it
 *
 * @returns whether the file could be read to its end
 */
export const parseCsv = async (path: string, print: (line: string) => unknown): Promise<boolean> => {
  // What reads on may be slower than the disk: a line is taken before the next one is made.
  const say = async (type: string, what: object) => print(JSON.stringify({ type, ...what }));
  try {
    const sniffed = await sniff(path);
    const { dialect, header, columns, problems } = previewOf(sniffed);
    const { encoding, bom, bytes } = sniffed;
    await say('file', { file: path, bytes, encoding, bom, ...dialect, header, columns });
    // Rows that are refused and NULs have their own lines below, counted to the end of the file.
    for (const one of problems.filter(({ kind }) => kind !== 'refused' && kind !== 'nul')) await say('problem', one);
    // Node and the Worker each have a type of their own for the same stream.
    const stream = Readable.toWeb(createReadStream(path)) as unknown as ReadableStream<Uint8Array>;
    const options = { encoding, delimiter: dialect.delimiter, fromRow: dialect.firstDataRow };
    let rows = 0;
    let refused = 0;
    let nuls = 0;
    let replaced = 0;
    for await (const batch of readRecords(stream, options)) {
      nuls += batch.nuls;
      replaced += batch.replaced;
      for (const [i, record] of batch.records.entries()) {
        const row = batch.rows[i];
        const fit = fitRecord(record, header.length, batch.faults.get(i));
        if (fit.ok) await say('row', { row, cells: fit.cells });
        else await say('problem', { kind: 'refused', row, message: fit.reason, value: fit.value, cells: record });
        if (fit.ok) rows += 1;
        else refused += 1;
      }
    }
    await say('end', { rows, refused, nuls, replaced });
    return true;
  } catch (error) {
    await say('error', { file: path, ...said(error) });
    return false;
  }
};
