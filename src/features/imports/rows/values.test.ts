import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guardFormula } from '../../../lib/csv.ts';
import { countryName } from './country.ts';
import { COUNTRY_CODES } from './country-codes.ts';
import { joinName, splitName, uninvertName } from './name.ts';
import { readNetWorth } from './net-worth.ts';
import { readSeniority, seniorityOfTitle } from './seniority.ts';
import { readTags } from './tags.ts';
import { cleanCell, foldText } from './text.ts';

describe('a cell', () => {
  it('loses blanks of every kind at its ends, and nothing inside', () => {
    expect(cleanCell('\u00a0\u2003 a  b\u3000\ufeff')).toBe('a  b');
    expect(cleanCell('\u200e+1 555\u202c')).toBe('+1 555');
  });

  it('is stored in composed form', () => {
    expect(cleanCell('Jose\u0301')).toBe('José');
  });

  it('loses the guard of our exports, once', () => {
    expect(cleanCell("'=1+1")).toBe('=1+1');
    expect(cleanCell("''=1")).toBe("'=1");
    expect(cleanCell("'t Hooft")).toBe("'t Hooft");
  });

  it('is folded for comparing', () => {
    expect(foldText('ŁUKASIEWICZ Straße Ǆ ﬁ É')).toBe('lukasiewicz strasse dz fi e');
  });
});

describe('a sum of money', () => {
  it.each([
    ['$1.2B', 1_200_000_000],
    ['1,200,000', 1_200_000],
    ['1.2 million', 1_200_000],
    ['US$ 5M', 5_000_000],
    ['5 bn. USD', 5_000_000_000],
    ['1.200.000,50', 1_200_001],
    ["1'200'000", 1_200_000],
    ['1\u00a0200\u00a0000', 1_200_000],
    ['1,20,00,000', 12_000_000],
    ['1,5 billion', 1_500_000_000],
    ['1.5E+9', 1_500_000_000],
    ['~$30M+', 30_000_000],
    ['1105.442', 1105],
    ['0', 0],
    ['10000000000000', 1e13],
    ['n/a', null],
  ])('%s', (cell, dollars) => {
    expect(readNetWorth(cell)).toEqual({ ok: true, dollars });
  });

  it.each(['€5M', '5M EUR', '£3m', 'CA$5', 'R$5', '₹100', '1 million pounds'])(
    'in other money is refused: %s',
    (cell) => {
      expect(readNetWorth(cell)).toEqual({ ok: false, reason: 'Only US dollars are taken' });
    },
  );

  it.each([
    '1.200',
    '-5',
    '$1M - $5M',
    'rich',
    '1,2,3',
    '5 constructor',
    '10000000000001',
    '1e99',
    '$',
    '1'.repeat(100),
  ])('is refused where it is none, or can be read in two ways: %s', (cell) => {
    expect(readNetWorth(cell).ok).toBe(false);
  });
});

describe('a country', () => {
  it.each([
    ['USA', 'United States'],
    ['U.S.', 'United States'],
    ['united states of america', 'United States'],
    ['us', 'United States'],
    ['UK', 'United Kingdom'],
    ['Deutschland', 'Germany'],
    ['Allemagne', 'Germany'],
    ['ESPAÑA', 'Spain'],
    ['Países Bajos', 'Netherlands'],
    ['nga', 'Nigeria'],
    ['Korea, Republic of', 'South Korea'],
    ['Hong Kong SAR', 'Hong Kong'],
    ['Elbonia', null],
    ['', null],
  ])('%s', (text, name) => {
    expect(countryName(text)).toBe(name);
  });

  it('has a name for each of its codes, which is a name of itself', () => {
    expect(COUNTRY_CODES).toHaveLength(250);
    for (const pair of COUNTRY_CODES) {
      const name = countryName(pair.slice(0, 2));
      expect(name).toBe(countryName(pair.slice(2)));
      expect(countryName(name ?? '')).toBe(name);
    }
  });
});

describe('a seniority', () => {
  it.each([
    ['C-Suite', 'c_suite'],
    ['C suite', 'c_suite'],
    ['c_suite', 'c_suite'],
    ['VP', 'vp'],
    ['Founder', 'founder'],
    ['Sr.', 'senior'],
    ['Individual contributor', null],
  ])('given as %s', (text, level) => {
    expect(readSeniority(text)).toBe(level);
  });

  it.each([
    ['Chief Executive Officer & Founder', 'founder'],
    ['EVP & CFO', 'c_suite'],
    ['CFO / Treasurer', 'c_suite'],
    ['Vice President, Marketing', 'vp'],
    ['President', 'c_suite'],
    ['Vice Chairman', 'c_suite'],
    ['Head of Philanthropy', 'head'],
    ['Owner', 'owner'],
    ['Product Owner', null],
    ['HR Business Partner', null],
    ['General Partner', 'partner'],
    ['Partner Manager', 'manager'],
    ['International Sales Director', 'director'],
    ['Internal Auditor', null],
    ['Marketing Intern', 'intern'],
    ['Executive Assistant to the CEO', null],
    ['Chief of Staff', null],
    ['Former CEO', null],
    ['Board Member', null],
    ['Geschäftsführerin', 'c_suite'],
    ['Abteilungsleiter', 'head'],
    ['Gründer', 'founder'],
    ['Directeur Général', 'c_suite'],
    ['Directrice commerciale', 'director'],
    ['Gerente de Ventas', 'manager'],
    ['Consejera Delegada', 'c_suite'],
    ['Amministratore Delegato', 'c_suite'],
    ['Sócio', 'partner'],
    ['Eigenaar', 'owner'],
    ['Software Engineer', null],
  ])('from the title %s', (title, level) => {
    expect(seniorityOfTitle(title)).toBe(level);
  });
});

describe('a name', () => {
  it.each([
    ['Doe, Jane Q', 'Jane Q Doe'],
    ['de la Cruz, Håkon', 'Håkon de la Cruz'],
    ['Smith, Jr.', 'Smith, Jr.'],
    ['Jane Doe, CFA', 'Jane Doe, CFA'],
    ['PIONEER FUND, INC.', 'PIONEER FUND, INC.'],
    ['Doe, Jane, MD', 'Doe, Jane, MD'],
  ])('with a comma: %s', (name, plain) => {
    expect(uninvertName(name)).toBe(plain);
  });

  it.each([
    ['Jane Doe', { first: 'Jane', last: 'Doe' }],
    ['A. Jayson Adair', { first: 'A. Jayson', last: 'Adair' }],
    ['Bart van Malderen', { first: 'Bart', last: 'van Malderen' }],
    ['Uğur Smith, Jr.', { first: 'Uğur', last: 'Smith, Jr.' }],
    ['BUFFETT WARREN E', null],
    ['Charles & Jane Doe', null],
    ['Pioneer Fund', null],
    ['Madonna', null],
    ['埃隆·马斯克', null],
    ['ana@x.com', null],
  ])('in its parts: %s', (name, parts) => {
    expect(splitName(name)).toEqual(parts);
  });

  it('is split where one of its parts is known', () => {
    expect(splitName('Zhang Yiming', { last: 'Zhang' })).toEqual({ first: 'Yiming', last: 'Zhang' });
    expect(splitName('Bernard Arnault & family', { last: 'Arnault' })).toBeNull();
  });

  it('is put together in the order of its script', () => {
    expect(joinName('Yiming', 'Zhang')).toBe('Yiming Zhang');
    expect(joinName('一鸣', '张')).toBe('张一鸣');
    expect(joinName('', 'Doe')).toBe('Doe');
  });
});

describe('tags', () => {
  it('are split and each kept once', () => {
    expect(readTags('UHNW, Board; uhnw|x\ny')).toEqual({ ok: true, tags: ['UHNW', 'Board', 'x', 'y'] });
    expect(readTags('* myContacts ::: * coworkers')).toEqual({ ok: true, tags: ['myContacts', 'coworkers'] });
  });

  it('are the same when they are read again from the cell of an export', () => {
    const piece = fc.oneof(
      fc.constantFrom('\u200b', '* ', ' ', '=', "'", ':::', 'e\u0301', '-', 'x', 'Ａ'),
      fc.string({ unit: 'grapheme', maxLength: 3 }),
    );
    const text = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 4 }), (typed) => {
        const first = readTags(cleanCell(typed.join(';')));
        const again = first.ok ? readTags(cleanCell(guardFormula(first.tags.join('; ')))) : first;
        expect(again).toEqual(first);
      }),
      { numRuns: 2_000 },
    );
  });

  it('are refused where they are too many or too long', () => {
    const numbered = (n: number) => Array.from({ length: n }, (_, i) => `t${i}`).join(',');
    expect(readTags(numbered(50)).ok).toBe(true);
    expect(readTags(numbered(51)).ok).toBe(false);
    expect(readTags('x'.repeat(61)).ok).toBe(false);
  });
});
