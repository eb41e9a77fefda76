import { add, type Decimal, multiply, print, printGrouped, readDecimal } from '../../filings/decimal.ts';
import type { Ownership, OwnershipTransaction } from './ownership-xml.ts';
import type { FoundSignal } from './types.ts';

/**
 * Trades on the open market: only codes P and S in the table of plain securities (Form 4, General Instruction 8).
 * Grants, exercises, gifts and shares withheld for taxes are none, and a swap is none. A price that is only a footnote
 * makes the amount unknown, never zero.
 */

/** Places kept of an amount in dollars: as many as the column holds. */
const MONEY_PLACES = 4;
/** … and of a number of shares. */
export const SHARE_PLACES = 4;

/** A filing that was read, and where it lies. */
export type Filing = { accession: string; url: string; document: Ownership };

const KINDS: Readonly<Record<string, { kind: string; verb: string }>> = {
  P: { kind: 'insider_buy', verb: 'Bought' },
  S: { kind: 'insider_sale', verb: 'Sold' },
};

/** `ORACLE CORP (ORCL)`. */
export const issuerOf = ({ issuer }: Ownership): string => {
  const symbol = issuer.issuerTradingSymbol;
  return /^[A-Z][A-Z0-9.-]{0,9}$/i.test(symbol) && !/^none$/i.test(symbol)
    ? `${issuer.issuerName} (${symbol.toUpperCase()})`
    : issuer.issuerName;
};

const isTrade = (line: OwnershipTransaction): boolean =>
  Object.hasOwn(KINDS, line.transactionCoding.transactionCode) && !line.transactionCoding.equitySwapInvolved;

const ZERO: Decimal = { digits: 0n, scale: 0 };
/** Undefined where one of the figures is. */
const sum = (figures: (Decimal | undefined)[]): Decimal | undefined =>
  figures.reduce<Decimal | undefined>((total, one) => (total && one ? add(total, one) : undefined), ZERO);

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
