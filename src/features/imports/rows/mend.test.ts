import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIX_RULES, type FixRule } from '../contract.ts';
import { countryOfPhone } from './calling-codes.ts';
import { mender } from './mend.ts';
import { rowNormaliser } from './normalise.ts';
import { cellsMended } from './take.ts';

const mend = (rule: FixRule, value: string) => mender([rule])?.(value);

describe('a rule', () => {
  it.each([
    ['drop_placeholders', ' N/A ', ''],
    ['drop_placeholders', 'Na Li', 'Na Li'],
    ['collapse_spaces', 'Ada \t Lovelace', 'Ada Lovelace'],
    ['title_case', 'URSULA VON DER LEYEN', 'Ursula von der Leyen'],
    ['title_case', 'o’neil-mcdonald', 'O’Neil-Mcdonald'],
    ['title_case', 'MCDONALD', 'McDonald'],
    ['title_case', 'Angela deVries', 'Angela deVries'],
    ['title_case', 'ŁUKASZ ŻAK', 'Łukasz Żak'],
    ['lower_case', 'ADA@Engine.Example', 'ada@engine.example'],
    ['day_first', '03/04/2026', '2026-04-03'],
    ['month_first', '03/04/2026', '2026-03-04'],
    ['day_first', '31/02/2026', '31/02/2026'],
    ['month_first', '2026-03-04', '2026-03-04'],
  ] as const)('%s mends %j', (rule, value, mended) => {
    expect(mend(rule, value)).toBe(mended);
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.subarray([...FIX_RULES]), fc.string({ unit: 'grapheme' }), (rules, value) => {
        const all = mender(rules);
        const once = all?.(value);
        if (once !== undefined) expect(all?.(once)).toBe(once);
      }),
    );
  });

  it('tells the country of a number by its calling code, but of no code that several share', () => {
    expect(countryOfPhone('+49 (0)30 123')).toBe('Germany');
    expect(countryOfPhone('00351 21 123')).toBe('Portugal');
    expect([countryOfPhone('+1 415 555'), countryOfPhone('+7 495'), countryOfPhone('030 123')]).toEqual([
      null,
      null,
      null,
    ]);
  });
});

describe('a row under rules', () => {
  const header = ['Who', 'Mail', 'Phone'];
  const mapping = { Who: 'firstName', Mail: 'email', Phone: 'phone' } as const;
  const read = (cells: string[], rules: Record<string, FixRule[]>) => rowNormaliser(header, mapping, rules)(cells);

  it('has a whole name split, and a country by its phone', () => {
    const result = read(['LOVELACE, ADA', 'ada@mend.example', '+44 20 7946 0000'], {
      Who: ['title_case', 'split_name'],
      Phone: ['country_from_phone'],
    });
    expect(result).toMatchObject({
      ok: true,
      prospect: { name: 'Ada Lovelace', firstName: 'Ada', lastName: 'Lovelace', country: 'United Kingdom' },
    });
  });

  it('goes in without the value that cannot be read, where the rule says so', () => {
    const cells = ['Ada', 'no address', '+44 20 7946 0000'];
    expect(read(cells, {})).toMatchObject({ ok: false, problems: [{ column: 'Mail' }] });
    expect(read(cells, { Mail: ['drop_unreadable'] })).toMatchObject({
      ok: true,
      prospect: { email: null },
      leftOut: ['Mail'],
    });
  });

  it('has the cells that were mended by hand, and no others', () => {
    const mended = cellsMended(header, [
      { row: 3, column: 'Mail', value: 'b@mend.example' },
      { row: 3, column: 'Gone', value: 'x' },
    ]);
    expect(mended(3, ['B', 'bad', ''])).toEqual(['B', 'b@mend.example', '']);
    expect(mended(4, ['B', 'bad', ''])).toEqual(['B', 'bad', '']);
  });
});
