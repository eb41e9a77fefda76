import { add, type Decimal, multiply, print, printGrouped, readDecimal } from '../decimal.ts';
import type { Ownership, OwnershipTransaction } from './ownership-xml.ts';
import type { FoundSignal, FoundValue } from './types.ts';

/**
 * What filings say of an insider. Only codes P and S in the table of plain securities are trades on the open market
 * (Form 4, General Instruction 8); grants, exercises, gifts and shares withheld for taxes are none, and a swap is none.
 * A price that is only a footnote makes the amount unknown, never zero. Nothing is valued that was not traded.
 */

/** Figures of a filing are stated under penalty: as sure as a source can be. */
const CONFIDENCE = 0.95;
/** Places kept of an amount in dollars: as many as the column holds. */
const MONEY_PLACES = 4;
const SHARE_PLACES = 4;

/** A filing that was read, and where it lies. */
export type Filing = { accession: string; url: string; document: Ownership };

const KINDS: Readonly<Record<string, { kind: string; verb: string }>> = {
  P: { kind: 'insider_buy', verb: 'Bought' },
  S: { kind: 'insider_sale', verb: 'Sold' },
};

/** `ORACLE CORP (ORCL)`. */
const issuerOf = ({ issuer }: Ownership): string => {
  const symbol = issuer.issuerTradingSymbol;
  return /^[A-Z][A-Z0-9.-]{0,9}$/i.test(symbol) && !/^none$/i.test(symbol)
    ? `${issuer.issuerName} (${symbol.toUpperCase()})`
    : issuer.issuerName;
};

const ownerOf = (document: Ownership, cik: string) =>
  document.reportingOwner.find((one) => Number(one.reportingOwnerId.rptOwnerCik) === Number(cik));

/** `Chief Financial Officer and director of ORACLE CORP (ORCL)`, or null where the filing names no role. */
export const roleIn = (document: Ownership, cik: string): string | null => {
  const relation = ownerOf(document, cik)?.reportingOwnerRelationship;
  if (!relation) return null;
  const roles = [
    relation.isOfficer ? relation.officerTitle || 'Officer' : '',
    relation.isDirector ? 'director' : '',
    relation.isTenPercentOwner ? '10% owner' : '',
  ].filter((role) => role !== '');
  if (roles.length === 0) return null;
  const text = roles.join(' and ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)} of ${issuerOf(document)}`;
};

type Held = { security: string; shares: Decimal };

/** Shares held directly after a filing, of the security that its last line speaks of; null where it tells none. */
export const heldAfter = (document: Ownership): Held | null => {
  const { nonDerivativeTransaction, nonDerivativeHolding } = document.nonDerivativeTable;
  for (const line of [...nonDerivativeTransaction.toReversed(), ...nonDerivativeHolding]) {
    const shares = readDecimal(line.postTransactionAmounts.sharesOwnedFollowingTransaction);
    if (line.ownershipNature.directOrIndirectOwnership !== 'I' && shares)
      return { security: line.securityTitle, shares };
  }
  return null;
};

const isTrade = (line: OwnershipTransaction): boolean =>
  Object.hasOwn(KINDS, line.transactionCoding.transactionCode) && !line.transactionCoding.equitySwapInvolved;

const sum = (figures: (Decimal | undefined)[]): Decimal | undefined =>
  figures.reduce((total, one) => (total && one ? add(total, one) : undefined), { digits: 0n, scale: 0 } as
    | Decimal
    | undefined);

/** The open-market trades of a filing: one signal for all lines of one day, direction and security. */
export const tradesOf = ({ accession, url, document }: Filing): FoundSignal[] => {
  const groups = Map.groupBy(document.nonDerivativeTable.nonDerivativeTransaction.filter(isTrade), (line) =>
    [line.transactionCoding.transactionCode, line.transactionDate ?? '', line.securityTitle].join('|'),
  );
  return [...groups].flatMap(([key, lines]) => {
    const [first] = lines;
    const how = KINDS[first?.transactionCoding.transactionCode ?? ''];
    const shares = lines.map((line) => readDecimal(line.transactionAmounts.transactionShares));
    const total = sum(shares);
    if (!first || !how || !total) return [];
    const amounts = lines.map((line, at) => {
      const price = readDecimal(line.transactionAmounts.transactionPricePerShare);
      const count = shares[at];
      return price && price.digits > 0n && count ? multiply(price, count) : undefined;
    });
    const amount = sum(amounts);
    const plan = document.aff10b5One ? ' under a 10b5-1 plan' : '';
    return [
      {
        kind: how.kind,
        title: `${how.verb} ${printGrouped(total, SHARE_PLACES)} ${first.securityTitle} of ${issuerOf(document)}${plan}`,
        date: first.transactionDate,
        amountUsd: amount ? print(amount, MONEY_PLACES) : null,
        url,
        externalKey: `edgar:${accession}:${key}`,
      },
    ];
  });
};

const holdingOf = (filing: Filing, held: Held): FoundSignal => ({
  kind: 'insider_holding',
  title: `Held ${printGrouped(held.shares, SHARE_PLACES)} ${held.security} of ${issuerOf(filing.document)} directly`,
  date: filing.document.periodOfReport,
  amountUsd: null,
  url: filing.url,
  externalKey: `edgar:${filing.accession}:holding`,
});

/** Values and signals of an insider's filings, newest first. `employed` are those at the prospect's own employer. */
export const insiderFacts = (
  cik: string,
  filings: readonly Filing[],
  employed: readonly Filing[],
): { values: FoundValue[]; signals: FoundSignal[] } => {
  const values: FoundValue[] = [];
  const value = (field: string, text: string | null, filing: Filing): void => {
    if (text !== null) values.push({ field, value: text, confidence: CONFIDENCE, sourceUrl: filing.url });
  };
  const [newest] = employed;
  if (newest) value('insiderRole', roleIn(newest.document, cik), newest);
  const holdings = new Map<string, FoundSignal>();
  for (const filing of filings) {
    const held = heldAfter(filing.document);
    const issuer = filing.document.issuer.issuerCik;
    if (held && !holdings.has(issuer)) holdings.set(issuer, holdingOf(filing, held));
  }
  const own = employed
    .map((filing) => ({ filing, held: heldAfter(filing.document) }))
    .find(({ held }) => held !== null);
  if (own?.held) {
    const { document } = own.filing;
    const text = `${printGrouped(own.held.shares, SHARE_PLACES)} ${own.held.security} of ${issuerOf(document)}, directly`;
    value('insiderHolding', `${text} (${document.periodOfReport ?? 'date unknown'})`, own.filing);
  }
  const trades = filings.flatMap(tradesOf);
  const last = filings
    .map((filing) => ({ filing, trade: tradesOf(filing)[0] }))
    .find(({ trade }) => trade !== undefined);
  if (last?.trade) {
    const amount =
      last.trade.amountUsd === null
        ? ''
        : ` for $${printGrouped(readDecimal(last.trade.amountUsd) ?? { digits: 0n, scale: 0 }, 2)}`;
    value('insiderTrade', `${last.trade.title}${amount} (${last.trade.date ?? 'date unknown'})`, last.filing);
  }
  return { values, signals: [...trades, ...holdings.values()] };
};
