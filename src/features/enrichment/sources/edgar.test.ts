import { describe, expect, it } from 'vitest';
import { readOwnership } from '../../filings/read-ownership.ts';
import { heldAfter, insiderFacts, roleIn } from './edgar-facts.ts';
import { ciksInFeed, searchNames } from './edgar-lookup.ts';
import { type Filing, tradesOf } from './edgar-trades.ts';

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
const filing = (text: string): Filing => ({
  accession: '0000000007-26-000001',
  url: 'https://www.sec.gov/Archives/x.xml',
  filedOn: '2026-05-13',
  document: readOwnership(text),
});

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
        externalKey: 'edgar:0000000007-26-000001:S|2026-05-12|Common Stock|plan',
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
});
