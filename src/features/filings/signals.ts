import type { TransactionKind } from './contract.ts';
import { add, type Decimal, print, printGrouped, readDecimal } from './decimal.ts';
import type { Ownership } from './ownership.ts';
import type { Row } from './rows.ts';

/** What a new filing says that is worth acting on: its trades on the market, one signal for a day, kind and class. */

export type FiledSignal = {
  kind: 'insider_buy' | 'insider_sale';
  title: string;
  date: string | null;
  amountUsd: string | null;
  externalKey: string;
};

/** Places kept of shares and dollars: as many as the columns hold. */
const PLACES = 4;

const TRADES: Partial<Record<TransactionKind, { kind: FiledSignal['kind']; verb: string; code: string }>> = {
  buy: { kind: 'insider_buy', verb: 'Bought', code: 'P' },
  plan_buy: { kind: 'insider_buy', verb: 'Bought', code: 'P' },
  sell: { kind: 'insider_sale', verb: 'Sold', code: 'S' },
  plan_sell: { kind: 'insider_sale', verb: 'Sold', code: 'S' },
};

const sum = (figures: readonly (string | null)[]): Decimal | undefined => {
  const read = figures.map((figure) => readDecimal(figure ?? ''));
  return read.reduce<Decimal | undefined>((total, one) => (total && one ? add(total, one) : undefined), {
    digits: 0n,
    scale: 0,
  });
};

const SYMBOL = /^[A-Z][A-Z0-9.-]{0,9}$/i;

/** `LARCH CORP (LRCH)`. */
export const issuerOf = ({ issuer: { name, symbol } }: Ownership): string =>
  symbol !== null && SYMBOL.test(symbol) && !/^none$/i.test(symbol) ? `${name} (${symbol.toUpperCase()})` : name;

/** The trades of a filing by day, kind and class. A price that is only a footnote leaves the amount open. */
export const signalsOf = (accession: string, document: Ownership, rows: readonly Row[]): FiledSignal[] => {
  const trades = rows.filter(({ kind }) => kind !== null && TRADES[kind] !== undefined);
  const groups = Map.groupBy(trades, ({ kind, date, security }) => [kind, date ?? '', security].join('|'));
  return [...groups.values()].flatMap((group): FiledSignal[] => {
    const [first] = group;
    const trade = first?.kind && TRADES[first.kind];
    const shares = sum(group.map((row) => row.shares));
    if (!first || !trade || !shares) return [];
    const amount = sum(group.map((row) => row.value));
    const plan = first.plan ? ' under a 10b5-1 plan' : '';
    return [
      {
        kind: trade.kind,
        title: `${trade.verb} ${printGrouped(shares, PLACES)} ${first.security} of ${issuerOf(document)}${plan}`,
        date: first.date,
        amountUsd: amount ? print(amount, PLACES) : null,
        externalKey: `edgar:${accession}:${trade.code}|${first.date ?? ''}|${first.security}${first.plan ? '|plan' : ''}`,
      },
    ];
  });
};
