import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idsRange, readPart, writePart } from './part.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const rows = fc.uniqueArray(
  fc.record({ id: fc.uuid(), line: fc.string({ unit: 'grapheme', maxLength: 30 }), left: fc.boolean() }),
  {
    selector: ({ id }) => id,
    maxLength: 40,
  },
);
const partOf = (all: readonly { id: string; line: string }[]) =>
  writePart(
    Uint8Array.from(Buffer.from(all.map(({ id }) => id.replaceAll('-', '')).join(''), 'hex')),
    all.map(({ line }) => encode(`${line}\n`).byteLength),
    encode(all.map(({ line }) => `${line}\n`).join('')),
  );

describe('a part of a file', () => {
  it('gives its lines again, without those of some people', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const part = readPart(partOf(all));
        expect(part.ids).toEqual(all.map(({ id }) => id));
        const left = new Set(all.filter((row) => row.left).map(({ id }) => id));
        const text = Buffer.concat(part.without(left)).toString();
        expect(text).toBe(all.flatMap((row) => (row.left ? [] : [`${row.line}\n`])).join(''));
      }),
    );
  });

  it('says whose its rows are in a place of its own', () => {
    const id = '018f0000-0000-7000-8000-00000000000a';
    const { offset, length } = idsRange(1);
    expect(Buffer.from(partOf([{ id, line: 'x' }]).subarray(offset, offset + length)).toString('hex')).toBe(
      id.replaceAll('-', ''),
    );
  });

  it('that is cut anywhere, or longer than it says, is refused', () => {
    const whole = partOf([{ id: '018f0000-0000-7000-8000-00000000000a', line: 'one' }]);
    for (let end = 0; end < whole.byteLength; end += 1)
      expect(() => readPart(whole.subarray(0, end))).toThrow('not whole');
    expect(() => readPart(Uint8Array.from([...whole, 10]))).toThrow('not whole');
    expect(() => writePart(new Uint8Array(16), [3], encode('longer'))).toThrow();
  });
});
