import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf, Met } from './met.ts';

const bytes = (ids: readonly string[]) => Uint8Array.from(Buffer.from(ids.join('').replaceAll('-', ''), 'hex'));

describe('people that were met', () => {
  it('are told from those that were not, however many there are', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.uuid(), { maxLength: 3_000 }), fc.uniqueArray(fc.uuid()), (ids, others) => {
        const met = new Met();
        met.add(bytes(ids.slice(0, 7)));
        met.add(bytes(ids.slice(7)));
        expect(ids.every((id) => met.has(id))).toBe(true);
        const strangers = others.filter((id) => !ids.some((own) => own.slice(19) === id.slice(19)));
        expect(strangers.some((id) => met.has(id))).toBe(false);
      }),
      { numRuns: 30 },
    );
  });

  it('are told where one was met twice', () => {
    const [a, b] = ['018f0000-0000-7000-8000-00000000000a', '018f0000-0000-7000-8000-00000000000b'];
    const met = new Met();
    met.add(bytes([a, b]));
    expect(met.doubled).toBe(false);
    met.add(bytes([a]));
    expect(met.doubled).toBe(true);
  });

  it('are read as the database writes bytes', () => {
    expect([...bytesOf(Buffer.from([0, 255, 16]).toString('base64'))]).toEqual([0, 255, 16]);
  });
});
