import { type CutOptions, type QuoteFault, RecordCutter } from './cut.ts';
import { bomBytes, type Encoding, TextSource } from './encoding.ts';

/** How much is decoded and parsed at once: the memory of a batch, beside one long record. Most files fill a batch with it. */
const PART_BYTES = 384 * 1024;

export interface ReadOptions extends CutOptions {
  encoding: Encoding;
  /** Where in the file the stream starts: 0, or the `nextByte` of a batch (then `startRow` is its `nextRow`). */
  startByte?: number;
  /** Tests make it small. */
  partBytes?: number;
}

export interface RecordBatch {
  /** Cells as they stand in the file: quotes undone, NUL characters taken out. Rows without any text are left out. */
  records: string[][];
  /** The row of each record as a spreadsheet program numbers it: from 1, header and blank rows counted. */
  rows: number[];
  firstRow: number;
  /** Where a resumed reading goes on: the row and, counted from the start of the file, the byte of the first record not
   * given yet. `nextByte` is null where the encoding does not tell: read from the start with `fromRow: nextRow`. */
  nextRow: number;
  nextByte: number | null;
  /** Trouble with quotes, by index in `records`. */
  faults: Map<number, QuoteFault>;
  /** NUL characters taken out, and byte sequences replaced by U+FFFD, since the batch before. */
  nuls: number;
  replaced: number;
}

/** The bytes of a stream in parts of about `size`, the last one marked; small chunks are gathered, large ones cut. */
async function* parts(stream: ReadableStream<Uint8Array>, size: number): AsyncGenerator<[Uint8Array[], boolean]> {
  const reader = stream.getReader();
  try {
    let gathered: Uint8Array[] = [];
    let bytes = 0;
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      for (let at = 0; at < value.length; at += size) {
        const piece = value.subarray(at, at + size);
        gathered.push(piece);
        bytes += piece.length;
        if (bytes < size) continue;
        yield [gathered, false];
        gathered = [];
        bytes = 0;
      }
    }
    yield [gathered, true];
  } finally {
    // Lets go of the body where the caller stops early; where the stream itself failed, that error is the one to see.
    await reader.cancel().catch(() => undefined);
  }
}

/**
 * Reads a delimited file as batches of records, at the pace the caller takes them and in constant memory. A batch holds
 * at most 2 000 records and the text of one part.
 * @throws ProblemError `invalid_file` where a record is too long to be one (see `RecordCutter.cut`).
 */
export async function* readRecords(
  stream: ReadableStream<Uint8Array>,
  { encoding, startByte = 0, partBytes = PART_BYTES, ...cutting }: ReadOptions,
): AsyncGenerator<RecordBatch> {
  const source = new TextSource(encoding);
  const cutter = new RecordCutter(cutting);
  let byte: number | null = startByte;
  let atStart = startByte === 0;
  let nuls = 0;
  let replaced = 0;
  for await (const [chunks, last] of parts(stream, partBytes)) {
    let text = '';
    for (const chunk of chunks) text += source.text(chunk, false);
    if (last) text += source.text(new Uint8Array(0), true);
    replaced += source.takeReplaced();
    if (atStart && text !== '') {
      atStart = false;
      if (text.startsWith('\uFEFF')) {
        text = text.slice(1);
        byte = bomBytes(encoding);
      }
    }
    for (const cut of cutter.cut(text, last)) {
      const bytes: number | null = source.byteLength(cut.text);
      byte = byte === null || bytes === null ? null : byte + bytes;
      nuls += cut.nuls;
      const { records, rows, faults, nextRow } = cut;
      const firstRow = rows[0];
      if (firstRow === undefined) continue;
      yield { records, rows, firstRow, nextRow, nextByte: byte, faults, nuls, replaced };
      nuls = 0;
      replaced = 0;
    }
  }
}
