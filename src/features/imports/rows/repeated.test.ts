import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keeping } from './repeated.ts';

describe('readings that are kept', () => {
  it('are what the reading itself gives, of any texts in any order, however few are kept', () => {
    const read = (text: string) => (text === '' ? null : { text, length: text.length });
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 2 })), fc.integer({ min: 1, max: 4 }), (texts, most) => {
        const kept = keeping(read, most);
        for (const text of texts) expect(kept(text)).toEqual(read(text));
      }),
    );
  });

  it('are made once for each text', () => {
    let times = 0;
    const kept = keeping((text) => `${text}${++times}`);
    expect([kept('a'), kept('b'), kept('a'), kept('b')]).toEqual(['a1', 'b2', 'a1', 'b2']);
  });
});
