import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, multiply, print, printDollars, printGrouped, readDecimal } from './decimal.ts';

const d = (text: string) => {
  const value = readDecimal(text);
  if (value === undefined) throw new Error(`no figure: ${text}`);
  return value;
};

describe('exact decimals', () => {
  it('multiplies where floats would drift', () => {
    expect(print(multiply(d('122362.866'), d('506.69')))).toBe('62000040.57354');
    expect(print(multiply(d('0.1'), d('0.2')))).toBe('0.02');
    expect(print(add(d('0.1'), d('0.2')))).toBe('0.3');
  });
  it('rounds half up to the places asked for', () => {
    expect(print(d('1.00005'), 4)).toBe('1.0001');
    expect(print(d('9.99999'), 2)).toBe('10');
  });
  it('groups thousands', () => {
    expect(printGrouped(d('1062420.244'))).toBe('1,062,420.244');
    expect(printGrouped(d('999'))).toBe('999');
    expect(printDollars(d('17055240.2'))).toBe('$17,055,240.20');
    expect(printDollars(d('41.2705'), 4)).toBe('$41.2705');
    expect(printDollars(d('12'))).toBe('$12');
  });
  it.each(['', 'abc', '-5', '1e5', '1.2.3', 'NaN', '9'.repeat(31), '$5'])('takes %j for no figure', (text) =>
    expect(readDecimal(text)).toBeUndefined(),
  );
  it('prints what it read, and adds and multiplies as integers do', () => {
    const figure = fc.tuple(fc.bigInt(0n, 10n ** 15n), fc.integer({ min: 0, max: 6 }));
    fc.assert(
      fc.property(figure, figure, ([a, x], [b, y]) => {
        const [left, right] = [
          { digits: a, scale: x },
          { digits: b, scale: y },
        ];
        expect(d(print(left)).digits * 10n ** BigInt(12 - d(print(left)).scale)).toBe(a * 10n ** BigInt(12 - x));
        const sum = add(left, right);
        expect(sum.digits * 10n ** BigInt(12 - sum.scale)).toBe(a * 10n ** BigInt(12 - x) + b * 10n ** BigInt(12 - y));
        expect(multiply(left, right)).toEqual({ digits: a * b, scale: x + y });
      }),
    );
  });
});
