import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { readCursor, writeCursor } from '../../lib/cursor.ts';
import { ProblemError } from '../../lib/problem.ts';
import { meaningOf } from './codes.ts';
import { type InsiderAnswer, type InsiderQuery, type InsiderTransaction, TRANSACTION_KINDS } from './contract.ts';
import {
  holdingsStatement,
  pricesStatement,
  stateStatement,
  totalsStatement,
  transactionsStatement,
} from './insider-sql.ts';
import { type Position, wealthOf } from './wealth.ts';

/** The insider page of a prospect: what the filers that are proven to be them traded and hold. */

const place = z.strictObject({ d: z.iso.date(), a: z.string().max(25), n: z.int() });

const kind = z.enum(TRANSACTION_KINDS);
const ownership = z.enum(['D', 'I']).nullable();
const issuer = z.object({ cik: z.string(), name: z.string(), symbol: z.string().nullable() });

const stateRow = z.object({
  id: z.string(),
  filers: z.array(z.object({ cik: z.string(), name: z.string().nullable(), proven: z.boolean(), listed: z.boolean() })),
  known: z.int(),
  read: z.int(),
  unreadable: z.int(),
  newest: z.coerce.date().nullable(),
});
const transactionRow = z.object({
  accession: z.string(),
  n: z.int(),
  kind,
  code: z.string(),
  date: z.string().nullable(),
  day: z.string(),
  issuer,
  owners: z.array(z.object({ cik: z.string(), name: z.string() })),
  security: z.string(),
  derivative: z.boolean(),
  acquired: z.boolean().nullable(),
  shares: z.string().nullable(),
  price: z.string().nullable(),
  value: z.string().nullable(),
  sharesAfter: z.string().nullable(),
  ownership,
  nature: z.string().nullable(),
  plan: z.boolean(),
  late: z.boolean(),
  detail: z.object({
    conversionPrice: z.string().nullable(),
    exerciseDate: z.string().nullable(),
    expirationDate: z.string().nullable(),
    underlying: z.object({ security: z.string().nullable(), shares: z.string().nullable() }).nullable(),
    footnotes: z.array(z.object({ id: z.string(), text: z.string(), of: z.string() })),
  }),
  form: z.string(),
  url: z.string(),
});
const totalRow = z.object({
  kind,
  count: z.int(),
  amountUsd: z.string(),
  unpriced: z.int(),
  first: z.string().nullable(),
  last: z.string().nullable(),
});
const holdingRow = z.object({
  key: z.string(),
  issuer,
  classKey: z.string(),
  security: z.string(),
  derivative: z.boolean(),
  ownership,
  nature: z.string().nullable(),
  points: z.array(
    z.object({ date: z.string(), shares: z.string(), accession: z.string(), url: z.string(), form: z.string() }),
  ),
  left: z.boolean().nullable(),
});
const priceRow = z.object({ classKey: z.string(), price: z.string(), date: z.string(), url: z.string() });
type Holding = z.infer<typeof holdingRow>;
type Price = z.infer<typeof priceRow>;

const SIDES = { D: 'direct', I: 'indirect' } as const;
const sideOf = (side: 'D' | 'I' | null) => (side === null ? null : SIDES[side]);

const viewTransaction = ({ n, day: _, detail, ...row }: z.infer<typeof transactionRow>): InsiderTransaction => ({
  ...row,
  ...detail,
  id: `${row.accession}:${n}`,
  codeMeaning: meaningOf(row.code),
  ownership: sideOf(row.ownership),
});

const positionsOf = (holdings: readonly Holding[], prices: readonly Price[]): Position[] => {
  const byClass = new Map(prices.map((price) => [price.classKey, price]));
  return holdings.flatMap((holding): Position[] => {
    const last = holding.points.at(-1);
    if (!last || holding.derivative) return [];
    const price = byClass.get(holding.classKey);
    return [
      {
        key: holding.key,
        issuer: holding.issuer,
        security: holding.security,
        ownership: sideOf(holding.ownership),
        nature: holding.nature,
        shares: last.shares,
        sharesDate: last.date,
        sharesUrl: last.url,
        price: price?.price ?? null,
        priceDate: price?.date ?? null,
        priceUrl: price?.url ?? null,
        left: holding.left === true,
      },
    ];
  });
};

const filerUrl = (cik: string): string =>
  `https://www.sec.gov/cgi-bin/browse-edgar?action=getcompany&CIK=${cik}&type=4&owner=include`;

const NOTHING = { count: 0, amountUsd: '0', unpriced: 0, first: null, last: null };

const identityOf = (filers: readonly { proven: boolean }[]): InsiderAnswer['identity'] => {
  if (filers.some(({ proven }) => proven)) return 'counted';
  return filers.length > 0 ? 'unproven' : 'none';
};

/** One round trip. Throws `not_found` for a missing or foreign prospect, `bad_cursor` for a cursor of another list. */
export const readInsider = async (ctx: Ctx, prospectId: string, query: InsiderQuery): Promise<InsiderAnswer> => {
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor, place);
  const [state, page, sums, held, priced] = await ctx.db.batch([
    stateStatement(ctx, prospectId),
    transactionsStatement(ctx, prospectId, query, after),
    totalsStatement(ctx, prospectId),
    holdingsStatement(ctx, prospectId),
    pricesStatement(ctx, prospectId),
  ]);
  if (!state.rows[0]) throw new ProblemError('not_found');
  const found = stateRow.parse(state.rows[0]);
  const rows = z.array(transactionRow).parse(page.rows);
  const totals = new Map(
    z
      .array(totalRow)
      .parse(sums.rows)
      .map(({ kind: name, ...rest }) => [name, rest]),
  );
  const holdings = z.array(holdingRow).parse(held.rows);
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  const proven = found.filers.filter((filer) => filer.proven);
  const { known, read, unreadable } = found;
  const complete = known === read + unreadable && proven.every(({ listed }) => listed);
  // Whoever waits for filings must not depend on a clock that may not have struck yet.
  if (!complete) ctx.later(ctx.env.FILINGS_FEED.getByName('all').arm());
  return {
    prospectId,
    identity: identityOf(found.filers),
    filers: proven.map(({ cik, name }) => ({ cik, name: name ?? cik, url: filerUrl(cik) })),
    filings: {
      known,
      read,
      unreadable,
      complete,
      newest: found.newest?.toISOString() ?? null,
    },
    transactions: {
      items: shown.map(viewTransaction),
      nextCursor:
        rows.length > shown.length && last ? writeCursor({ d: last.day, a: last.accession, n: last.n }) : null,
      kinds: Object.fromEntries([...totals].map(([name, { count }]) => [name, count])),
    },
    holdings: holdings.map(({ classKey: _class, left: _left, ...holding }) => ({
      ...holding,
      ownership: sideOf(holding.ownership),
    })),
    totals: {
      buys: totals.get('buy') ?? NOTHING,
      sells: totals.get('sell') ?? NOTHING,
      planBuys: totals.get('plan_buy') ?? NOTHING,
      planSells: totals.get('plan_sell') ?? NOTHING,
    },
    wealth: wealthOf(
      positionsOf(holdings, z.array(priceRow).parse(priced.rows)),
      { without: query.without ?? [], with: query.with ?? [] },
      ctx.now().getTime(),
    ),
  };
};
