import { describe, expect, it } from 'vitest';
import { createCsvCounter } from './csv-counter.ts';
import { fileNameOf, readExport } from './read-export.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const rowsOf = (...chunks: string[]) => {
  const counter = createCsvCounter();
  for (const chunk of chunks) counter.add(encode(chunk));
  return counter.rows();
};

describe('createCsvCounter', () => {
  it('counts records without the head', () => {
    expect(rowsOf('Name\r\nAda\r\nBob\r\n')).toBe(2);
    expect(rowsOf('Name\r\n')).toBe(0);
    expect(rowsOf()).toBe(0);
  });

  it('counts a last line that nothing follows', () => {
    expect(rowsOf('Name\r\nAda')).toBe(1);
  });

  it('takes breaks within quotes for text, also where a chunk ends amid them', () => {
    expect(rowsOf('Name,Note\r\nAda,"one\r\n', 'two ""three""\nfour"\r\nBob,x\r\n')).toBe(2);
  });
});

const stream = (chunks: string[], error?: Error) =>
  new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      const chunk = chunks.shift();
      if (chunk !== undefined) controller.enqueue(encode(chunk));
      else if (error !== undefined) controller.error(error);
      else controller.close();
    },
  });

const sealed = (text: string, seal: { rows: number; bytes?: number; left?: number }) => {
  const { rows, bytes = encode(text).byteLength, left = 0 } = seal;
  return `${text}\x1e${JSON.stringify({ rows, bytes, left })}\n`;
};
/** A text in pieces that are cut anywhere, also within its trailer. */
const pieces = (text: string, size: number) => text.match(new RegExp(`[^]{1,${size}}`, 'gu')) ?? [];
const NOTHING = () => undefined;

describe('readExport', () => {
  it('gives the whole file without its trailer, byte for byte, wherever its pieces were cut', async () => {
    const text = '\ufeffName\r\nZoë\r\n"two\r\nlines"\r\n';
    for (const size of [1, 2, 7, 30, 1_000]) {
      const { file, trailer } = await readExport(stream(pieces(sealed(text, { rows: 2 }), size)), 'csv', NOTHING);
      expect(await file.arrayBuffer()).toEqual(encode(text).buffer);
      expect(trailer).toEqual({ rows: 2, bytes: encode(text).byteLength, left: 0 });
    }
  });

  it('gives files of other formats', async () => {
    const lines = '{"name":"Ada"}\n{"name":"Bob"}\n';
    expect((await readExport(stream([sealed(lines, { rows: 2 })]), 'jsonl', NOTHING)).file.size).toBe(lines.length);
    const packed = 'PK\x1e{"rows":9}'.repeat(50);
    expect((await readExport(stream([sealed(packed, { rows: 7, left: 1 })]), 'xlsx', NOTHING)).trailer.left).toBe(1);
  });

  it('gives no file at all when the stream breaks', async () => {
    const broken = readExport(stream(['Name\r\nAda\r\n'], new TypeError('network error')), 'csv', NOTHING);
    await expect(broken).rejects.toThrow('network error');
  });

  it('gives no file that ends before its end, wherever that is', async () => {
    const whole = sealed('Name\r\nAda\r\nBob\r\n', { rows: 2 });
    for (let end = 0; end < whole.length - 2; end++) {
      await expect(readExport(stream([whole.slice(0, end)]), 'csv', NOTHING), `cut at ${end}`).rejects.toThrow(
        'no end',
      );
    }
  });

  it('gives no file that is not what it says', async () => {
    for (const seal of [{ rows: 1 }, { rows: 2, bytes: 3 }]) {
      await expect(readExport(stream([sealed('Name\r\nAda\r\nBob\r\n', seal)]), 'csv', NOTHING)).rejects.toThrow(
        'no end',
      );
    }
  });

  it('tells of its progress', async () => {
    const told: number[] = [];
    await readExport(stream(['x'.repeat(500), sealed('', { rows: 0, bytes: 500 })]), 'xlsx', ({ bytes }) =>
      told.push(bytes),
    );
    expect(told[0]).toBe(300);
  });
});

describe('fileNameOf', () => {
  it('takes the name the server gave', () => {
    expect(fileNameOf('attachment; filename="prospects-2026-11-21.csv"', 'x.csv')).toBe('prospects-2026-11-21.csv');
    expect(fileNameOf('attachment; filename=a.csv', 'x.csv')).toBe('a.csv');
  });

  it('takes its own where there is none, or one that is a path', () => {
    expect(fileNameOf(null, 'x.csv')).toBe('x.csv');
    expect(fileNameOf('attachment; filename="../../a.csv"', 'x.csv')).toBe('x.csv');
  });
});
