import { createCsvCounter } from './csv-counter.ts';

/** Chunks are handed to a Blob in portions of this size: the browser may then keep them on disk instead of in memory. */
const PORTION_BYTES = 8 * 1024 * 1024;
/** How often progress is told: smooth to the eye, and no burden to the screen. */
const TELL_EVERY_MS = 100;

export interface Received {
  bytes: number;
  rows: number;
}

/**
 * Reads a streamed file to its very end. Rejects when the stream breaks: what came until then is thrown away, so that
 * a part is never taken for the whole.
 */
export async function readExport(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  tell: (received: Received) => void,
): Promise<{ file: Blob; received: Received }> {
  const counter = createCsvCounter();
  const reader = body.getReader();
  const portions: Blob[] = [];
  let portion: Uint8Array<ArrayBuffer>[] = [];
  let portionBytes = 0;
  let bytes = 0;
  let told = Number.NEGATIVE_INFINITY;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    counter.add(value);
    portion.push(value);
    portionBytes += value.byteLength;
    bytes += value.byteLength;
    if (portionBytes >= PORTION_BYTES) {
      portions.push(new Blob(portion));
      portion = [];
      portionBytes = 0;
    }
    const now = performance.now();
    if (now - told >= TELL_EVERY_MS) {
      told = now;
      tell({ bytes, rows: counter.rows() });
    }
  }
  return { file: new Blob([...portions, ...portion], { type: 'text/csv' }), received: { bytes, rows: counter.rows() } };
}

/** The name that the server gave the file (RFC 6266), else `fallback`. */
export function fileNameOf(disposition: string | null, fallback: string): string {
  const named = /filename="([^"\\/]+)"|filename=([^;"\s\\/]+)/i.exec(disposition ?? '');
  return named?.[1] ?? named?.[2] ?? fallback;
}
