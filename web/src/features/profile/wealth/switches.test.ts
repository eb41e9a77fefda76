import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOn, turned } from './switches.ts';

const NONE = { without: [], with: [] };

describe('turned', () => {
  it('keeps an input in no list where it is by itself', () => {
    const off = turned(NONE, 'a', false);
    expect(off).toEqual({ without: ['a'], with: [] });
    expect(turned(off, 'a', true)).toEqual(NONE);
    const on = turned(NONE, 'b', true);
    expect(on).toEqual({ without: [], with: ['b'] });
    expect(turned(on, 'b', false)).toEqual(NONE);
  });

  it('leaves every input as it was last turned, whatever came before', () => {
    const keys = fc.constantFrom('a', 'b', 'c');
    fc.assert(
      fc.property(fc.array(fc.tuple(keys, fc.boolean())), fc.dictionary(keys, fc.boolean()), (turns, counted) => {
        const input = (key: string) => ({ key, counted: counted[key] ?? false, reason: null });
        let switches: Parameters<typeof turned>[0] = NONE;
        for (const [key] of turns) {
          const on = !isOn(input(key), switches);
          switches = turned(switches, key, on);
          expect(isOn(input(key), switches)).toBe(on);
          expect(switches.with.filter((other) => switches.without.includes(other))).toEqual([]);
        }
      }),
    );
  });
});

describe('isOn', () => {
  it('is on again before the answer that says so', () => {
    expect(isOn({ key: 'a', counted: false, reason: 'switched_off' }, NONE)).toBe(true);
    expect(isOn({ key: 'a', counted: false, reason: 'indirect' }, NONE)).toBe(false);
  });
});
