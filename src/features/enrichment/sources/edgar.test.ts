import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { heldAfter, insiderFacts, roleIn } from './edgar-facts.ts';
import { ciksInFeed, ownershipFilings, searchNames } from './edgar-lookup.ts';
import { type Filing, tradesOf } from './edgar-trades.ts';
import { readOwnership } from './ownership-xml.ts';

const fact = (value: string) => (value === '' ? '<footnoteId id="F1"/>' : `<value>${value}</value>`);
type Line = {
  code: string;
  shares: string;
  price: string;
  date?: string;
  held?: string;
  nature?: string;
  swap?: string;
};
const line = ({ code, shares, price, date = '2026-05-12', held = '1000', nature = 'D', swap = '0' }: Line) => `
  <nonDerivativeTransaction>
    <securityTitle><value>Common Stock</value></securityTitle>
    <transactionDate><value>${date}</value></transactionDate>
    <transactionCoding><transactionFormType>4</transactionFormType><transactionCode>${code}</transactionCode><equitySwapInvolved>${swap}</equitySwapInvolved></transactionCoding>
    <transactionAmounts><transactionShares>${fact(shares)}</transactionShares><transactionPricePerShare>${fact(price)}</transactionPricePerShare></transactionAmounts>
    <postTransactionAmounts><sharesOwnedFollowingTransaction>${fact(held)}</sharesOwnedFollowingTransaction></postTransactionAmounts>
    <ownershipNature><directOrIndirectOwnership><value>${nature}</value></directOrIndirectOwnership></ownershipNature>
  </nonDerivativeTransaction>`;
const xml = (
  lines: string,
  more: { issuer?: string; symbol?: string; relation?: string; plan?: string } = {},
) => `<?xml version="1.0"?>
<ownershipDocument><schemaVersion>X0508</schemaVersion><documentType>4</documentType><periodOfReport>2026-05-12-05:00</periodOfReport>
<issuer><issuerCik>0000000101</issuerCik><issuerName>${more.issuer ?? 'Larch &amp; Vale Corp'}</issuerName><issuerTradingSymbol>${more.symbol ?? 'LRCH'}</issuerTradingSymbol></issuer>
<reportingOwner><reportingOwnerId><rptOwnerCik>0000000007</rptOwnerCik><rptOwnerName>Marsh Ida</rptOwnerName></reportingOwnerId>
<reportingOwnerRelationship>${more.relation ?? '<isOfficer>true</isOfficer><isDirector>1</isDirector><officerTitle>CFO</officerTitle>'}</reportingOwnerRelationship></reportingOwner>
<reportingOwner><reportingOwnerId><rptOwnerCik>0000000008</rptOwnerCik><rptOwnerName>Marsh Trust</rptOwnerName></reportingOwnerId>
<reportingOwnerRelationship><isTenPercentOwner>1</isTenPercentOwner></reportingOwnerRelationship></reportingOwner>
<aff10b5One>${more.plan ?? '0'}</aff10b5One><nonDerivativeTable>${lines}</nonDerivativeTable></ownershipDocument>`;
const filing = (text: string): Filing => {
  const document = readOwnership(text);
  if (!document) throw new Error('no document');
  return { accession: '0000000007-26-000001', url: 'https://www.sec.gov/Archives/x.xml', document };
};

describe('an ownership document', () => {
  it('names what each owner is at the issuer', () => {
    const { document } = filing(xml(''));
    expect(roleIn(document, '0000000007')).toBe('CFO and director of Larch & Vale Corp (LRCH)');
    expect(roleIn(document, '8')).toBe('10% owner of Larch & Vale Corp (LRCH)');
    expect(roleIn(document, '9')).toBeNull();
    expect(roleIn(filing(xml('', { relation: '', symbol: 'NONE' })).document, '7')).toBeNull();
  });
  it('adds up the open-market lines of a day, exactly', () => {
    const lines = line({ code: 'S', shares: '100.5', price: '0.1' }) + line({ code: 'S', shares: '10', price: '0.2' });
    expect(tradesOf(filing(xml(lines, { plan: '1' })))).toEqual([
      {
        kind: 'insider_sale',
        title: 'Sold 110.5 Common Stock of Larch & Vale Corp (LRCH) under a 10b5-1 plan',
        date: '2026-05-12',
        amountUsd: '12.05',
        url: 'https://www.sec.gov/Archives/x.xml',
        externalKey: 'edgar:0000000007-26-000001:S|2026-05-12|Common Stock',
      },
    ]);
  });
  it('keeps apart days and directions', () => {
    const lines = [
      line({ code: 'P', shares: '1', price: '5' }),
      line({ code: 'S', shares: '1', price: '5' }),
      line({ code: 'S', shares: '1', price: '5', date: '2026-05-13' }),
    ];
    expect(tradesOf(filing(xml(lines.join('')))).map(({ kind, date }) => `${kind} ${date}`)).toEqual([
      'insider_buy 2026-05-12',
      'insider_sale 2026-05-12',
      'insider_sale 2026-05-13',
    ]);
  });
  it.each(['A', 'M', 'F', 'G', 'C', 'J', 'D', 'X', 'toString'])('takes code %s for no trade on the market', (code) =>
    expect(tradesOf(filing(xml(line({ code, shares: '5', price: '5' }))))).toEqual([]),
  );
  it('takes a swap for none', () =>
    expect(tradesOf(filing(xml(line({ code: 'S', shares: '5', price: '5', swap: '1' }))))).toEqual([]));
  it('leaves the amount open where one price is a footnote or nothing', () => {
    for (const price of ['', '0']) {
      const lines = line({ code: 'P', shares: '5', price: '5' }) + line({ code: 'P', shares: '5', price });
      expect(tradesOf(filing(xml(lines)))).toMatchObject([
        { amountUsd: null, title: expect.stringContaining('Bought 10 ') },
      ]);
    }
  });
  it('leaves a trade out whose shares are a footnote', () => {
    expect(tradesOf(filing(xml(line({ code: 'P', shares: '', price: '5' }))))).toEqual([]);
  });
  it('tells what is held directly after its last line', () => {
    const lines = [
      line({ code: 'M', shares: '1', price: '1', held: '500' }),
      line({ code: 'S', shares: '1', price: '1', held: '499' }),
      line({ code: 'S', shares: '1', price: '1', held: '9', nature: 'I' }),
    ];
    expect(heldAfter(filing(xml(lines.join(''))).document)?.shares).toEqual({ digits: 499n, scale: 0 });
    expect(heldAfter(filing(xml('')).document)).toBeNull();
  });
  it.each(['', 'nothing', '<a/>', '<ownershipDocument/>', '<html><body>x</body></html>', '{"unexpected":7}'])(
    'is not %j',
    (text) => expect(readOwnership(text)).toBeUndefined(),
  );
  it('expands no entities of its own', () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>${xml('', { issuer: '&b;' })}`;
    expect(readOwnership(bomb)?.issuer.issuerName ?? '').not.toContain('a'.repeat(11));
  });
});

describe('an insider', () => {
  it('has a role and holdings from the employer, and trades from anywhere', () => {
    const here = filing(xml(line({ code: 'A', shares: '5', price: '0', held: '1500' })));
    const there = filing(
      xml(line({ code: 'S', shares: '2', price: '3', held: '7' }), { issuer: 'Elsewhere Inc', symbol: 'ELSE' }),
    );
    const { values, signals } = insiderFacts('7', [here, there], [here]);
    expect(values.map(({ field, value }) => [field, value])).toEqual([
      ['insiderRole', 'CFO and director of Larch & Vale Corp (LRCH)'],
      ['insiderHolding', '1,500 Common Stock of Larch & Vale Corp (LRCH), directly (2026-05-12)'],
      ['insiderTrade', 'Sold 2 Common Stock of Elsewhere Inc (ELSE) for $6 (2026-05-12)'],
    ]);
    expect(signals.map(({ kind }) => kind)).toEqual(['insider_sale', 'insider_holding']);
  });
});

describe('finding a filer', () => {
  it.each([
    ['Satya Nadella', ['Nadella Satya', 'Satya Nadella']],
    ['Nadella Satya', ['Satya Nadella', 'Nadella Satya']],
    ['Casper Wilhelm von Koskull', ['von Koskull Casper', 'Casper Wilhelm']],
    ['Deirdre O’Brien', ["O'Brien Deirdre", "Deirdre O'Brien"]],
    ['Dr. John A. Doe Jr.', ['Doe John', 'John A']],
    ['Cher', []],
  ])('tries the names of %s', (name, names) =>
    expect(searchNames({ name, firstName: null, lastName: null })).toEqual(names),
  );
  it('reads numbers of a feed where names are unusable', () => {
    expect(
      ciksInFeed('<cik>7</cik><company-info name="ARRAY(0x1)"><cik>0000000012</cik></company-info><cik>7</cik>'),
    ).toEqual(['0000000007', '0000000012']);
  });
  it('drops the folder that serves a page, forms that are none, and paths that lead elsewhere', () => {
    const rows = [
      ['0000000007-26-000001', '4', 'xslF345X05/a.xml'],
      ['0000000007-26-000002', '4/A', 'xslF345X05/b.xml'],
      ['0000000007-26-000003', '144', 'xsl144X01/c.xml'],
      ['0000000007-26-000004', '4', '../../secret.xml'],
      ['nonsense', '4', 'd.xml'],
      ['0000000007-26-000005', '3', 'e.xml'],
    ];
    const column = (at: number) => rows.map((row) => row[at] ?? '');
    const recent = { accessionNumber: column(0), filingDate: column(0), form: column(1), primaryDocument: column(2) };
    expect(ownershipFilings('0000000007', { name: 'x', filings: { recent } }).map(({ path }) => path)).toEqual([
      '/Archives/edgar/data/7/000000000726000001/a.xml',
      '/Archives/edgar/data/7/000000000726000005/e.xml',
    ]);
  });
});

const DATA = join(import.meta.dirname, '../../../../../shared/data/edgar');
const folder = join(DATA, 'ownership');
describe.skipIf(!existsSync(folder))('real filings (../shared/data/edgar, where it is present)', () => {
  it('are all read, and every trade has a whole number of cents or less', () => {
    const names = readdirSync(folder).filter((name) => name.endsWith('.xml'));
    expect(names.length).toBeGreaterThan(100);
    for (const name of names) {
      const document = readOwnership(readFileSync(join(folder, name), 'utf8'));
      expect([name, document?.issuer.issuerName.length]).toEqual([name, expect.any(Number)]);
      if (document) {
        for (const trade of tradesOf({ accession: name, url: '', document })) {
          if (trade.amountUsd !== null)
            expect([name, trade.amountUsd]).toEqual([name, expect.stringMatching(/^\d+(\.\d{1,4})?$/)]);
        }
      }
    }
  });
  it('agree with another reader on what was traded on the market', () => {
    const expected = z.object({
      expected: z.object({
        transactions: z
          .array(
            z.object({
              transactionCode: z.string(),
              shares: z.number().nullable(),
              pricePerShare: z.number().nullable(),
            }),
          )
          .nullable(),
      }),
    });
    const dir = join(DATA, 'ownership-expected');
    for (const name of readdirSync(dir).filter((one) => one.endsWith('.expected.json'))) {
      const theirs = expected.parse(JSON.parse(readFileSync(join(dir, name), 'utf8'))).expected.transactions ?? [];
      const document = readOwnership(readFileSync(join(dir, name.replace('.expected.json', '.input.xml')), 'utf8'));
      const ours = document?.nonDerivativeTable.nonDerivativeTransaction ?? [];
      expect([
        name,
        ours.map((one) => [one.transactionCoding.transactionCode, Number(one.transactionAmounts.transactionShares)]),
      ]).toEqual([name, theirs.map((one) => [one.transactionCode, one.shares ?? 0])]);
    }
  });
});
