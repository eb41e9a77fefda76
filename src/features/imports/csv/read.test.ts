import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Encoding } from './encoding.ts';
import { type ReadOptions, type RecordBatch, readRecords } from './read.ts';

/** Characters of each encoding, with their bytes: written by hand, as no standard encoder knows these encodings. */
const ALPHABETS: Record<string, readonly (readonly [string, readonly number[]])[]> = {
  'windows-1252': [
    ['é', [0xe9]],
    ['€', [0x80]],
    ['\u0081', [0x81]],
    ['ÿ', [0xff]],
  ],
  'iso-8859-15': [
    ['€', [0xa4]],
    ['Œ', [0xbc]],
  ],
  macintosh: [
    ['é', [0x8e]],
    ['Ä', [0x80]],
  ],
  'windows-1251': [
    ['Д', [0xc4]],
    ['я', [0xff]],
  ],
  shift_jis: [
    ['日', [0x93, 0xfa]],
    ['ソ', [0x83, 0x5c]],
    ['ｱ', [0xb1]],
  ],
  gb18030: [
    ['中', [0xd6, 0xd0]],
    ['😀', [0x94, 0x39, 0xfc, 0x36]],
  ],
  big5: [
    ['中', [0xa4, 0xa4]],
    ['許', [0xb3, 0x5c]],
  ],
  'euc-kr': [['한', [0xc7, 0xd1]]],
};
const UNICODE = ['é', '王', '😀', 'e\u0301', '\uFEFF', '\u2028'];
const ASCII = ['a', 'b', '"', ',', '\n', '\r', '\r\n', ' ', '""', '","', '\n"', '\0'];
const EXACT: readonly Encoding[] = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'iso-8859-15',
  'macintosh',
  'windows-1251',
];
const LEGACY: readonly Encoding[] = ['shift_jis', 'gb18030', 'big5', 'euc-kr'];

function encode(parts: readonly string[], encoding: Encoding): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(parts.join(''));
  if (encoding.startsWith('utf-16')) {
    const text = parts.join('');
    const view = new DataView(new ArrayBuffer(text.length * 2));
    for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), encoding === 'utf-16le');
    return new Uint8Array(view.buffer);
  }
  const letters = new Map(ALPHABETS[encoding]);
  return new Uint8Array(parts.flatMap((part) => [...(letters.get(part) ?? [...part].map((c) => c.charCodeAt(0)))]));
}

function streamOf(bytes: Uint8Array, chunk: number): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, at + chunk));
      at += chunk;
    },
  });
}

async function batchesOf(bytes: Uint8Array, options: ReadOptions, chunk = 5): Promise<RecordBatch[]> {
  const batches: RecordBatch[] = [];
  for await (const batch of readRecords(streamOf(bytes, chunk), options)) batches.push(batch);
  return batches;
}

const flat = (batches: readonly RecordBatch[]) => ({
  records: batches.flatMap((batch) => batch.records),
  rows: batches.flatMap((batch) => batch.rows),
  faults: batches.flatMap((batch) => [...batch.faults].map(([i, fault]) => [batch.rows[i], fault])),
});

const fileIn = (encoding: Encoding) => {
  const letters = ALPHABETS[encoding]?.map(([letter]) => letter) ?? UNICODE;
  const parts = fc.array(fc.constantFrom(...letters, ...ASCII, ...ASCII), { maxLength: 80 });
  return fc.record({
    encoding: fc.constant(encoding),
    parts: fc
      .tuple(fc.boolean(), parts)
      .map(([bom, body]) => (bom && encoding.startsWith('utf') ? ['\uFEFF', ...body] : body)),
    chunk: fc.integer({ min: 1, max: 17 }),
    partBytes: fc.integer({ min: 1, max: 40 }),
    batchRecords: fc.integer({ min: 1, max: 4 }),
  });
};

describe('a file read as batches', () => {
  it.each([...EXACT])('goes on after any batch from its next byte with the same records: %s', async (encoding) => {
    await fc.assert(
      fc.asyncProperty(fileIn(encoding), async ({ parts, chunk, partBytes, batchRecords }) => {
        const bytes = encode(parts, encoding);
        const options = { encoding, delimiter: ',', partBytes, batchRecords };
        const batches = await batchesOf(bytes, options, chunk);
        const all = flat(batches);
        expect(all.records.flat().join('')).not.toContain('\0');
        for (const [i, { nextByte, nextRow }] of batches.entries()) {
          expect(nextByte).not.toBeNull();
          const startByte = nextByte ?? 0;
          const rest = await batchesOf(bytes.slice(startByte), { ...options, startByte, startRow: nextRow }, chunk);
          expect(flat(rest)).toEqual(flat(batches.slice(i + 1)));
        }
      }),
      { numRuns: 150 },
    );
  });

  it.each([...LEGACY])('goes on after any batch by its next row, read from the start: %s', async (encoding) => {
    await fc.assert(
      fc.asyncProperty(fileIn(encoding), async ({ parts, chunk, partBytes, batchRecords }) => {
        const bytes = encode(parts, encoding);
        const options = { encoding, delimiter: ',', partBytes, batchRecords };
        const batches = await batchesOf(bytes, options, chunk);
        for (const [i, { nextByte, nextRow }] of batches.entries()) {
          expect(nextByte).toBeNull();
          const rest = await batchesOf(bytes, { ...options, fromRow: nextRow }, chunk);
          expect(flat(rest)).toEqual(flat(batches.slice(i + 1)));
        }
      }),
      { numRuns: 50 },
    );
  });

  it.each([...EXACT, ...LEGACY])('is decoded as it was written: %s', async (encoding) => {
    const letters = (ALPHABETS[encoding]?.map(([letter]) => letter) ?? UNICODE.slice(0, 4)).filter(
      (letter) => letter !== '\u0081',
    );
    const bytes = encode([...letters.flatMap((letter) => [letter, ',']), 'x', '\n', 'y'], encoding);
    const [batch] = await batchesOf(bytes, { encoding, delimiter: ',' }, 1);
    expect(batch?.records).toEqual([[...letters, 'x'], ['y']]);
    expect(batch?.replaced).toBe(0);
  });

  it('tells the byte at its end, byte order mark counted', async () => {
    const bytes = new TextEncoder().encode('\uFEFFname\r\nÅsa\r\n');
    const [batch] = await batchesOf(bytes, { encoding: 'utf-8', delimiter: ',' });
    expect(batch).toMatchObject({ records: [['name'], ['Åsa']], nextByte: bytes.length, nextRow: 3 });
  });

  it('replaces and counts what is no UTF-8, and then tells no byte to go on from', async () => {
    const bytes = new Uint8Array([...new TextEncoder().encode('a,\uFFFD\n'), 0x62, 0xe9, 0x2c, 0xff, 0x0a]);
    const [batch] = await batchesOf(bytes, { encoding: 'utf-8', delimiter: ',' }, 100);
    expect(batch).toMatchObject({
      records: [
        ['a', '\uFFFD'],
        ['b\uFFFD', '\uFFFD'],
      ],
      replaced: 2,
      nextByte: null,
    });
  });

  it('is read at the pace of the caller, and let go of where it stops', async () => {
    let pulls = 0;
    let cancelled = false;
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulls++;
        controller.enqueue(new TextEncoder().encode('a,b\n'.repeat(25)));
      },
      cancel() {
        cancelled = true;
      },
    });
    for await (const batch of readRecords(stream, { encoding: 'utf-8', delimiter: ',', partBytes: 100 })) {
      expect(batch.records).toHaveLength(25);
      break;
    }
    expect(cancelled).toBe(true);
    expect(pulls).toBeLessThan(5);
  });

  it('hands the error of the stream on', async () => {
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.error(new Error('connection lost'));
      },
    });
    await expect(readRecords(stream, { encoding: 'utf-8', delimiter: ',' }).next()).rejects.toThrow('connection lost');
  });

  it('holds batches within bounds by number and by text', async () => {
    const line = new TextEncoder().encode(`${'x'.repeat(1000)},y\n`);
    const bytes = new Uint8Array(line.length * 3000);
    for (let i = 0; i < 3000; i++) bytes.set(line, i * line.length);
    const wide = await batchesOf(bytes, { encoding: 'utf-8', delimiter: ',' }, 1_000_000);
    expect(Math.max(...wide.map((batch) => batch.records.length))).toBeLessThanOrEqual(2 * 393);
    const narrow = await batchesOf(
      new TextEncoder().encode('x\n'.repeat(9000)),
      { encoding: 'utf-8', delimiter: ',' },
      1_000_000,
    );
    expect(narrow.map((batch) => batch.records.length)).toEqual([2000, 2000, 2000, 2000, 1000]);
  });
});
