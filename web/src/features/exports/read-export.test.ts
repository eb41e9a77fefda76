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

describe('readExport', () => {
  it('gives the whole file, byte for byte, and what it counted', async () => {
    const { file, received } = await readExport(stream(['\ufeffName\r\n', 'Zoë\r\n', 'Bob\r\n']), () => undefined);
    expect(await file.arrayBuffer()).toEqual(encode('\ufeffName\r\nZoë\r\nBob\r\n').buffer);
    expect(received).toEqual({ bytes: file.size, rows: 2 });
  });

  it('gives no file at all when the stream breaks', async () => {
    const broken = readExport(stream(['Name\r\nAda\r\n'], new TypeError('network error')), () => undefined);
    await expect(broken).rejects.toThrow('network error');
  });

  it('tells of its progress', async () => {
    const told: number[] = [];
    await readExport(stream(['Name\r\n', 'Ada\r\n']), ({ bytes }) => told.push(bytes));
    expect(told[0]).toBe(6);
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
