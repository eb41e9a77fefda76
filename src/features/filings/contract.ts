import * as z from 'zod';
import { id, instant, pageOf, pageQuery } from '../../lib/page.ts';

/**
 * What a transaction is, for reading. `buy` and `sell` are trades on the open market by a person's own decision (codes P
 * and S); `plan_buy` and `plan_sell` the same under a 10b5-1 plan; `grant` (A), `exercise` (M, C, O, X), `gift` (G),
 * `withholding` (F), `disposition` to the issuer (D), `inheritance` (W), `swap` (K, or a trade with a swap), `derivative`
 * a trade in options and other derivatives; `other` the rest.
 */
export const TRANSACTION_KINDS = [
  'buy',
  'sell',
  'plan_buy',
  'plan_sell',
  'grant',
  'exercise',
  'gift',
  'withholding',
  'disposition',
  'inheritance',
  'swap',
  'derivative',
  'other',
] as const;
export type TransactionKind = (typeof TRANSACTION_KINDS)[number];

/** Values of one name in a query at most: more holdings than any insider has. */
const LIST_MAX = 50;
const list = <T extends z.ZodType<string, string>>(item: T) =>
  z
    .union([item, z.array(item).max(LIST_MAX)])
    .transform((value): z.output<T>[] => (Array.isArray(value) ? value : [value]));

/**
 * `GET /api/v1/prospects/{id}/insider`. `kind` keeps transactions of these kinds (given several times: any of them).
 * `without` and `with` are inputs of the wealth signal by their `key`: switched off, and switched on.
 */
export const insiderQuery = z.strictObject({
  kind: list(z.enum(TRANSACTION_KINDS)).optional(),
  without: list(z.string().min(1).max(300)).optional(),
  with: list(z.string().min(1).max(300)).optional(),
  ...pageQuery,
});
export type InsiderQuery = z.infer<typeof insiderQuery>;

/** An exact figure as the filing prints it: digits, at most one point. Never a float. */
const figure = z.string().regex(/^\d+(\.\d+)?$/);
const day = z.iso.date();

const issuer = z.object({ cik: z.string(), name: z.string(), symbol: z.string().nullable() });
const source = { accession: z.string(), url: z.string().describe('The filing at the SEC'), form: z.string() };

/** One line of a filing that counts: what an amendment replaced is left out. */
export const insiderTransaction = z.object({
  id: z.string(),
  kind: z.enum(TRANSACTION_KINDS),
  code: z.string().describe('Transaction code of Form 4, such as P'),
  codeMeaning: z.string(),
  date: day.nullable(),
  issuer,
  owners: z
    .array(z.object({ cik: z.string(), name: z.string() }))
    .describe('All who filed it together: a joint filing does not say which line is whose'),
  security: z.string(),
  derivative: z.boolean(),
  acquired: z.boolean().nullable().describe('Acquired, disposed of, or not said'),
  shares: figure.nullable(),
  price: figure.nullable().describe('Per share in US dollars; null where it is only a footnote'),
  value: figure.nullable().describe('Shares × price, exact; null where either is unknown'),
  sharesAfter: figure.nullable(),
  ownership: z.enum(['direct', 'indirect']).nullable(),
  nature: z.string().nullable().describe('How it is held indirectly, such as “By Trust”'),
  plan: z.boolean().describe('Under a 10b5-1 plan, as the filing’s box or the line’s footnote says'),
  late: z.boolean().describe('Reported late, by the filing’s own word'),
  underlying: z
    .object({ security: z.string().nullable(), shares: figure.nullable() })
    .nullable()
    .describe('What a derivative turns into'),
  conversionPrice: figure.nullable(),
  exerciseDate: day.nullable(),
  expirationDate: day.nullable(),
  footnotes: z.array(z.object({ id: z.string(), text: z.string(), of: z.string().describe('What it annotates') })),
  ...source,
});
export type InsiderTransaction = z.infer<typeof insiderTransaction>;

/** One way of holding one class of one issuer, over time: oldest first, one point a day. */
export const insiderHolding = z.object({
  key: z.string(),
  issuer,
  security: z.string(),
  derivative: z.boolean(),
  ownership: z.enum(['direct', 'indirect']).nullable(),
  nature: z.string().nullable(),
  points: z.array(z.object({ date: day, shares: figure, ...source })),
});
export type InsiderHolding = z.infer<typeof insiderHolding>;

/** `amountUsd` sums the lines with a price; `unpriced` counts the others, so that a sum never looks whole when it is not. */
const total = z.object({
  count: z.int(),
  amountUsd: figure,
  unpriced: z.int(),
  first: day.nullable(),
  last: day.nullable(),
});

export const WEALTH_BANDS = ['under_1m', '1m_5m', '5m_25m', '25m_100m', 'over_100m'] as const;

/**
 * One holding at the last price that a filing prints for its class. `counted` says whether it is in the sum, `reason` why
 * it is not: `indirect` (held by a trust, a fund, family: often not the person's own), `old` (shares or price filed more
 * than two years ago), `left` (the filing says that the person no longer reports for this issuer), `no_price`,
 * `switched_off` by the caller. All but `no_price` can be switched on.
 */
export const wealthInput = z.object({
  key: z.string(),
  issuer,
  security: z.string(),
  ownership: z.enum(['direct', 'indirect']).nullable(),
  nature: z.string().nullable(),
  shares: figure,
  sharesDate: day,
  sharesUrl: z.string(),
  price: figure.nullable(),
  priceDate: day.nullable(),
  priceUrl: z.string().nullable(),
  value: figure.nullable(),
  counted: z.boolean(),
  reason: z.enum(['indirect', 'old', 'left', 'no_price', 'switched_off']).nullable(),
});
export type WealthInput = z.infer<typeof wealthInput>;

/** What filed shares are worth at filed prices. Of what is not filed it says nothing: it is a floor, not a net worth. */
export const wealthSignal = z.object({
  valueUsd: figure,
  band: z.enum(WEALTH_BANDS).nullable().describe('Null where no input counts'),
  asOf: day.nullable().describe('The oldest date among the counted figures'),
  formula: z.string().describe('In words and figures: “1,500 × $20.10 + …”'),
  inputs: z.array(wealthInput),
});
export type WealthSignal = z.infer<typeof wealthSignal>;

/**
 * `identity`: `none` (no filer is known for this person), `unproven` (one may be; confirm it in `matches` of the
 * profile, nothing is shown until then), `counted`. `filings` says how much has been read: `read` of `known`, the rest
 * goes on by itself while `complete` is false; `unreadable` ones are told apart.
 */
export const insiderAnswer = z.object({
  prospectId: id,
  identity: z.enum(['none', 'unproven', 'counted']),
  filers: z.array(z.object({ cik: z.string(), name: z.string(), url: z.string() })),
  filings: z.object({
    known: z.int(),
    read: z.int(),
    unreadable: z.int(),
    complete: z.boolean(),
    newest: instant.nullable(),
  }),
  transactions: pageOf(insiderTransaction).extend({ kinds: z.partialRecord(z.enum(TRANSACTION_KINDS), z.int()) }),
  holdings: z.array(insiderHolding),
  totals: z.object({ buys: total, sells: total, planBuys: total, planSells: total }),
  wealth: wealthSignal,
});
export type InsiderAnswer = z.infer<typeof insiderAnswer>;
