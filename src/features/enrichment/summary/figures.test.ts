import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figuresOf, holds } from './figures.ts';
import { plain } from './words.ts';

const first = (text: string) => {
  const [figure] = figuresOf(text);
  if (!figure) throw new Error(`No figure in ${text}`);
  return figure;
};
const agree = (claim: string, known: string): boolean =>
  figuresOf(plain(known)).some((one) => holds(first(plain(claim)), one));

describe('amounts', () => {
  it.each([
    ['$1.2M', '1200000 dollars'],
    ['$1.2 million', '$1,200,000'],
    ['$1.2 million', 'US$ 1.200.000'],
    ['$1,234,567.50', '1 234 567.50 USD'],
    ['$1.2 million', '$1,234,567.50'],
    ['€310m', '310 million euros'],
    ['12,5 Mio. EUR', '€12.5 million'],
    ['NOK 1.2bn', '1,200 million NOK'],
    ['A$850m', 'A$850 million'],
    ['18%', '18 percent'],
    ['18 per cent', '18 %'],
    ['nine years', '9 years'],
    ['forty-two people', '42 people'],
    ['3 thousand', 'three thousand'],
    ["CHF 1'200'000", '1.2 million francs'],
    ['about 410,000 shares', '412,500 shares'],
    ['more than $700,000', '$742,860'],
    ['over 500 staff', 'more than 500 people'],
    ['nearly $400 million', 'almost $400m'],
    ['742,860', '$742,860'],
    ['12,500', '12500.0'],
  ])('%j is borne out by %j', (claim, known) => expect(agree(claim, known)).toBe(true));
  it.each([
    ['$1.3 million', '$1,234,567'],
    ['$1.2 million', '$1.2 billion'],
    ['$1.2 million', '€1.2 million'],
    ['$1.2 million', 'A$1.2 million'],
    ['$412,500', '412,500 shares'],
    ['18%', '18 people'],
    ['18', '18%'],
    ['$742,860', '$742,680'],
    ['500 people', 'more than 500 people'],
    ['more than 500 people', '500 people'],
    ['nearly 500', 'more than 500'],
    ['more than $1 million', '$742,860'],
    ['about $1 million', '$742,860'],
    ['fourteen', '41'],
    ['1,234', '1,235'],
  ])('%j is not by %j', (claim, known) => expect(agree(claim, known)).toBe(false));

  it('every amount bears itself out, however it is written', () => {
    const cents = fc.integer({ min: 1, max: 10 ** 12 });
    fc.assert(
      fc.property(
        cents,
        fc.constantFrom('en-US', 'de-DE', 'de-CH', 'fr-FR'),
        fc.constantFrom('$', 'USD '),
        (n, locale, sign) => {
          const value = n / 100;
          const written = new Intl.NumberFormat(locale, { minimumFractionDigits: 2 }).format(value);
          expect(agree(`${sign}${written}`, `$${value.toFixed(2)}`)).toBe(true);
        },
      ),
    );
  });
  it('no amount bears another out, beyond the places that the claim shows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 10 ** 9 }), fc.integer({ min: 1, max: 10 ** 6 }), (a, more) => {
        expect(agree(`$${a.toLocaleString('en-US')}`, `$${a + more}`)).toBe(false);
      }),
    );
  });
  it('a rounded amount is within half of its last place, and only then', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1_000_000, max: 99_000_000 }),
        fc.integer({ min: 10, max: 999 }),
        (value, tenths) => {
          const said = tenths * 100_000;
          expect(agree(`$${tenths / 10} million`, `$${value}`)).toBe(
            Math.abs(said - value) <= Math.min(tenths % 10 === 0 ? 500_000 : 50_000, said / 20),
          );
        },
      ),
    );
  });
});

describe('dates', () => {
  it.each([
    ['May 12, 2026', '2026-05-12'],
    ['12 May 2026', '2026-05-12'],
    ['May 2026', '2026-05-12'],
    ['in May', '12 May 2026'],
    ['2026', '2026-05-12'],
    ['Q2 2026', '2026-05-12'],
    ['the second quarter of 2026', 'Q2 2026'],
    ['the 1990s', '1994'],
    ['5/12/2026', '2026-05-12'],
    ['12.5.2026', '2026-05-12'],
    ['Sept. 3, 2024', '3rd of September 2024'],
    ['2015', 'since 2015'],
  ])('%j is borne out by %j', (claim, known) => expect(agree(claim, known)).toBe(true));
  it.each([
    ['May 21, 2026', '2026-05-12'],
    ['June 2026', '2026-05-12'],
    ['2025', '2026-05-12'],
    ['May 12, 2026', 'May 2026'],
    ['Q3 2026', '2026-05-12'],
    ['the 1980s', '1994'],
    ['2024', '2,024 people'],
  ])('%j is not by %j', (claim, known) => expect(agree(claim, known)).toBe(claim === '2024'));

  it('a day bears out its month and its year, and no other', () => {
    const day = fc.date({ min: new Date('1990-01-01'), max: new Date('2040-12-31'), noInvalidDate: true });
    const long = (date: Date, options: Intl.DateTimeFormatOptions) =>
      date.toLocaleDateString('en-US', { timeZone: 'UTC', ...options });
    fc.assert(
      fc.property(day, day, (a, b) => {
        const iso = a.toISOString().slice(0, 10);
        expect(agree(long(a, { dateStyle: 'long' }), iso)).toBe(true);
        expect(agree(long(a, { month: 'long', year: 'numeric' }), iso)).toBe(true);
        const other = long(b, { month: 'long', year: 'numeric' });
        expect(agree(other, iso)).toBe(other === long(a, { month: 'long', year: 'numeric' }));
      }),
    );
  });
});

describe('what is no figure', () => {
  it.each(['a 10b5-1 plan', 'COVID-19', 'B2B', 'S&P', 'Mark III', 'e4f5'])('%j', (text) =>
    expect(figuresOf(text)).toEqual([]),
  );
});
