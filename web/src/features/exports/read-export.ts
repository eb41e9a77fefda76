import type { ExportFormat, ExportTrailer } from '../../../../src/features/exports/contract.ts';
import { createCsvCounter } from './csv-counter.ts';

/** Chunks are handed to a Blob in portions of this size: the browser may then keep them on disk instead of in memory. */
const PORTION_BYTES = 8 * 1024 * 1024;
/** How often progress is told: smooth to the eye, and no burden to the screen. */
const TELL_EVERY_MS = 100;
/** A record separator stands before the trailer, which is no longer than this (`exportTrailer` in the API's contract). */
const MARK = 0x1e;
const TRAILER_MAX = 200;
const LF = 0x0a;

export interface Received {
  bytes: number;
  /** Null where they cannot be counted on the way, as in a packed workbook. */
  rows: number | null;
}

type Bytes = Uint8Array<ArrayBuffer>;

/** Counts the rows of a format as its bytes go by. */
function createCounter(format: ExportFormat): { add(chunk: Bytes): void; rows(): number | null } {
  if (format === 'csv') return createCsvCounter();
  if (format === 'xlsx') return { add: () => undefined, rows: () => null };
  let rows = 0;
  return {
    add: (chunk) => {
      for (const byte of chunk) if (byte === LF) rows++;
    },
    rows: () => rows,
  };
}

const joined = (a: Bytes, b: Bytes): Bytes => {
  const both = new Uint8Array(a.byteLength + b.byteLength);
  both.set(a);
  both.set(b, a.byteLength);
  return both;
};

const cut = () => new Error('The file has no end.');

function readTrailer(text: string): ExportTrailer {
  try {
    const value = JSON.parse(text) as ExportTrailer;
    if ([value.rows, value.bytes, value.left].every(Number.isInteger)) return value;
  } catch {
    // Said below.
  }
  throw cut();
}

/**
 * Reads a streamed file to its very end, and its trailer. Rejects when the stream breaks, when the trailer is missing, and
 * when the file is not what it says: what came until then is thrown away, so that a part is never taken for the whole.
 */
export async function readExport(
  body: ReadableStream<Bytes>,
  format: ExportFormat,
  tell: (received: Received) => void,
): Promise<{ file: Blob; trailer: ExportTrailer }> {
  const counter = createCounter(format);
  const reader = body.getReader();
  const portions: Blob[] = [];
  let portion: Bytes[] = [];
  let portionBytes = 0;
  let bytes = 0;
  let told = Number.NEGATIVE_INFINITY;
  // The last bytes are held back: they may be the trailer's.
  let held: Bytes = new Uint8Array(0);
  const take = (chunk: Bytes) => {
    counter.add(chunk);
    portion.push(chunk);
    portionBytes += chunk.byteLength;
    bytes += chunk.byteLength;
    if (portionBytes < PORTION_BYTES) return;
    portions.push(new Blob(portion));
    portion = [];
    portionBytes = 0;
  };
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    const all = joined(held, value);
    const keep = Math.max(0, all.byteLength - TRAILER_MAX);
    if (keep > 0) take(all.slice(0, keep));
    held = all.slice(keep);
    const now = performance.now();
    if (now - told >= TELL_EVERY_MS) {
      told = now;
      tell({ bytes, rows: counter.rows() });
    }
  }
  const mark = held.lastIndexOf(MARK);
  if (mark < 0) throw cut();
  if (mark > 0) take(held.slice(0, mark));
  const trailer = readTrailer(new TextDecoder().decode(held.subarray(mark + 1)));
  const rows = counter.rows();
  if (trailer.bytes !== bytes || (rows !== null && rows !== trailer.rows)) throw cut();
  return { file: new Blob([...portions, ...portion]), trailer };
}

/** The name that the server gave the file (RFC 6266), else `fallback`. */
export function fileNameOf(disposition: string | null, fallback: string): string {
  const named = /filename="([^"\\/]+)"|filename=([^;"\s\\/]+)/i.exec(disposition ?? '');
  return named?.[1] ?? named?.[2] ?? fallback;
}
