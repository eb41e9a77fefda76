import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentXml, lineXml } from '../../../test/support/ownership-document.ts';
import { type Amendable, type AmendableLine, replacements } from './amendments.ts';
import { readDecimal } from './decimal.ts';
import { readOwnership } from './read-ownership.ts';
import { classOf, rowsOf } from './rows.ts';
import { bandOf, type Position, wealthOf } from './wealth.ts';

const rows = (parts: Parameters<typeof documentXml>[0]) => rowsOf(readOwnership(documentXml(parts)), '2026-05-13');

describe('the kind of a line', () => {
  it.each([
    ['P', 'buy'],
    ['S', 'sell'],
    ['A', 'grant'],
    ['M', 'exercise'],
    ['X', 'exercise'],
    ['G', 'gift'],
    ['F', 'withholding'],
    ['D', 'disposition'],
    ['J', 'other'],
    ['W', 'inheritance'],
  ])('of code %s is %s', (code, kind) => {
    expect(rows({ lines: lineXml({ code }) })[0]?.kind).toBe(kind);
  });
  it('is no trade where a swap is in it, or an option', () => {
    expect(rows({ lines: lineXml({ code: 'S', swap: 'true' }) })[0]?.kind).toBe('swap');
    expect(rows({ derivatives: lineXml({ table: 'derivative', code: 'P' }) })[0]?.kind).toBe('derivative');
  });
  it('is of a plan where the line’s footnote says so, or the form’s box and no footnote', () => {
    const two = lineXml({ code: 'S', codingNotes: ['F1'] }) + lineXml({ code: 'S' });
    const kinds = (plan: string, F1: string) => rows({ plan, lines: two, footnotes: { F1 } }).map(({ kind }) => kind);
    expect(kinds('0', 'Sold under a Rule 10b5-1 trading plan.')).toEqual(['plan_sell', 'sell']);
    expect(kinds('1', 'Sold under a Rule 10b5-1 trading plan.')).toEqual(['plan_sell', 'sell']);
    expect(kinds('1', 'Held by a trust.')).toEqual(['plan_sell', 'plan_sell']);
    expect(kinds('0', 'This sale was not made under a Rule 10b5-1 plan.')).toEqual(['sell', 'sell']);
  });
});

describe('a class of securities', () => {
  it.each([
    'Common Stock',
    'COMMON STOCK, $0.01 par value',
    'Common Stock, no par value',
    'Common Stock (1)',
    ' common  stock, par value $.001 ',
  ])('is one however its title is written: %s', (title) => expect(classOf(title)).toBe('common stock'));
  it('is not another', () => expect(classOf('Class A Common Stock')).not.toBe(classOf('Class B Common Stock')));
});

const line = (n: number, more: Partial<AmendableLine> = {}): AmendableLine => ({
  n,
  type: 'transaction',
  derivative: false,
  positionKey: '71|common stock|D|',
  classKey: '71|common stock',
  date: '2026-05-12',
  code: 'S',
  acquired: false,
  shares: String(100 + n),
  price: String(10 + n),
  ...more,
});
const document = (accession: string, more: Partial<Amendable> = {}): Amendable => ({
  accession,
  form: '4',
  issuerCik: '71',
  owners: ['7'],
  period: '2026-05-12',
  originalOn: null,
  filedOn: '2026-05-13',
  lines: [line(0), line(1), line(2)],
  ...more,
});
const amendment = (lines: AmendableLine[], more: Partial<Amendable> = {}) =>
  document('b', { form: '4/A', filedOn: '2026-05-14', originalOn: '2026-05-13', lines, ...more });

describe('an amendment', () => {
  const replaced = (...documents: Amendable[]) =>
    replacements(documents).map(({ accession, n, by }) => `${accession}${n} by ${by}`);
  it('replaces the line that it says anew, and leaves the others', () => {
    expect(replaced(document('a'), amendment([line(0, { shares: '101.00', price: '99' })]))).toEqual(['a1 by b']);
  });
  it('adds a line that is another', () => {
    expect(replaced(document('a'), amendment([line(0, { shares: '7', price: '3' })]))).toEqual([]);
  });
  it('replaces all where it gives the form anew', () => {
    expect(replaced(document('a'), amendment([line(0), line(1), line(2, { code: 'G', shares: '1' })]))).toHaveLength(3);
  });
  it('is itself replaced by the next', () => {
    const next = amendment([line(0, { shares: '101', price: '98' })], { accession: 'c', filedOn: '2026-05-15' });
    expect(replaced(document('a'), amendment([line(0, { shares: '101', price: '99' })]), next)).toEqual([
      'a1 by b',
      'b0 by c',
    ]);
  });
  it.each([
    ['of another issuer', { issuerCik: '72' }],
    ['of another filer', { owners: ['8'] }],
    ['of another form', { form: '5/A' }],
    ['of another day', { period: '2026-05-01', originalOn: '2026-05-02' }],
    ['filed before it', { filedOn: '2026-05-01' }],
  ])('leaves a filing alone that is not its own: one %s', (_, more) => {
    expect(replaced(document('a'), amendment([line(0), line(1), line(2)], more))).toEqual([]);
  });
  it('comes to the same in whatever order filings are read, and never replaces more lines than it says and repeats', () => {
    const some = fc.array(fc.record({ shares: fc.constantFrom('1', '2', '3'), price: fc.constantFrom('1', '2') }), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(some, some, some, (first, second, third) => {
        const lines = (all: { shares: string; price: string }[]) => all.map((one, n) => line(n, one));
        const all = [
          document('a', { lines: lines(first) }),
          amendment(lines(second)),
          amendment(lines(third), { accession: 'c', filedOn: '2026-05-15' }),
        ];
        const found = replacements(all);
        expect(replacements(all.toReversed())).toEqual(found);
        expect(new Set(found.map(({ accession, n }) => `${accession}${n}`)).size).toBe(found.length);
      }),
    );
  });
});

const TODAY = Date.parse('2026-06-01');
const position = (key: string, more: Partial<Position> = {}): Position => ({
  key,
  issuer: { cik: '0000000071', name: 'Larch', symbol: 'LRCH' },
  security: 'Common Stock',
  ownership: 'direct',
  nature: null,
  shares: '1500.5',
  sharesDate: '2026-05-12',
  sharesUrl: 'https://www.sec.gov/a',
  price: '20.10',
  priceDate: '2026-05-01',
  priceUrl: 'https://www.sec.gov/b',
  left: false,
  ...more,
});
const none = { without: [], with: [] };

describe('the wealth signal', () => {
  it('is filed shares at filed prices, with its formula and the oldest of its days', () => {
    const signal = wealthOf([position('a'), position('b', { shares: '100', price: '1000000' })], none, TODAY);
    expect(signal).toMatchObject({
      valueUsd: '100030160.05',
      band: 'over_100m',
      asOf: '2026-05-01',
      formula: '1,500.5 × $20.10 + 100 × $1,000,000 = $100,030,160.05',
    });
  });
  it.each([
    ['no_price', { price: null }],
    ['indirect', { ownership: 'indirect' as const }],
    ['left', { left: true }],
    ['old', { sharesDate: '2023-01-01' }],
    ['old', { priceDate: '2023-01-01' }],
  ])('does not count what is %s, unless somebody says so', (reason, more) => {
    const off = wealthOf([position('a', more)], none, TODAY);
    expect([off.valueUsd, off.band, off.inputs[0]?.reason]).toEqual(['0', null, reason]);
    const on = wealthOf([position('a', more)], { without: [], with: ['a'] }, TODAY);
    expect(on.band === null).toBe(reason === 'no_price');
  });
  it('leaves out what is switched off, and what is no longer held', () => {
    expect(wealthOf([position('a')], { without: ['a'], with: ['a'] }, TODAY).inputs[0]?.reason).toBe('switched_off');
    expect(wealthOf([position('a', { shares: '0' })], none, TODAY).inputs).toEqual([]);
  });
  it.each([
    ['999999.9999', 'under_1m'],
    ['1000000', '1m_5m'],
    ['5000000', '5m_25m'],
    ['25000000', '25m_100m'],
    ['100000000.01', 'over_100m'],
  ])('has a band: %s is %s', (figure, band) =>
    expect(bandOf(readDecimal(figure) ?? { digits: 0n, scale: 0 })).toBe(band),
  );
});
