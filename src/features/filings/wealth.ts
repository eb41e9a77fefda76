import type { WEALTH_BANDS, WealthInput, WealthSignal } from './contract.ts';
import { add, type Decimal, multiply, print, printDollars, printGrouped, readDecimal } from './decimal.ts';

/**
 * What filed shares are worth at filed prices: the sum of shares × last price over the holdings that count. Nothing is
 * estimated: a holding without a price has no value, and options have none either.
 */

/** Shares last told of, or a price last filed, longer ago than this say too little of today. */
const OLD_DAYS = 730;
const DAY_MS = 24 * 3600 * 1000;
/** Digits behind the point in a term of the formula: prices are filed with as many. */
const TERM_PLACES = 4;
/** Terms of the formula that are spelled out; more are counted. */
const TERMS_MAX = 6;
const CENTS = 2;

const ZERO: Decimal = { digits: 0n, scale: 0 };
const FLOORS: readonly [(typeof WEALTH_BANDS)[number], bigint][] = [
  ['over_100m', 100_000_000n],
  ['25m_100m', 25_000_000n],
  ['5m_25m', 5_000_000n],
  ['1m_5m', 1_000_000n],
];

/** The band of an exact sum in US dollars. */
export const bandOf = (value: Decimal): (typeof WEALTH_BANDS)[number] => {
  const unit = 10n ** BigInt(value.scale);
  return FLOORS.find(([, floor]) => value.digits >= floor * unit)?.[0] ?? 'under_1m';
};

/** A holding as it was last told of, with the last price that any filing prints for its class. */
export type Position = Pick<
  WealthInput,
  | 'key'
  | 'issuer'
  | 'security'
  | 'ownership'
  | 'nature'
  | 'shares'
  | 'sharesDate'
  | 'sharesUrl'
  | 'price'
  | 'priceDate'
  | 'priceUrl'
> & {
  /** The person told that they no longer report for the issuer. */
  left: boolean;
};

export type Switches = { without: readonly string[]; with: readonly string[] };

/** Why a position is not counted unless somebody says so. */
const doubt = (position: Position, today: number): Exclude<WealthInput['reason'], 'no_price' | 'switched_off'> => {
  const old = (day: string | null): boolean => day !== null && today - Date.parse(day) > OLD_DAYS * DAY_MS;
  if (position.left) return 'left';
  if (position.ownership !== 'direct') return 'indirect';
  return old(position.sharesDate) || old(position.priceDate) ? 'old' : null;
};

const inputOf = ({ left, ...position }: Position, switches: Switches, today: number): WealthInput => {
  const [shares, price] = [readDecimal(position.shares), readDecimal(position.price ?? '')];
  if (!shares || !price) return { ...position, value: null, counted: false, reason: 'no_price' };
  const value = print(multiply(shares, price), CENTS);
  if (switches.without.includes(position.key)) return { ...position, value, counted: false, reason: 'switched_off' };
  const reason = switches.with.includes(position.key) ? null : doubt({ left, ...position }, today);
  return { ...position, value, counted: reason === null, reason };
};

const termOf = ({ shares, price }: WealthInput): string => {
  const exact = (text: string | null): Decimal => readDecimal(text ?? '') ?? ZERO;
  return `${printGrouped(exact(shares), TERM_PLACES)} × ${printDollars(exact(price), TERM_PLACES)}`;
};

const exactly = ({ shares, price }: WealthInput): Decimal =>
  multiply(readDecimal(shares) ?? ZERO, readDecimal(price ?? '') ?? ZERO);

/** The signal of these positions. `today` in milliseconds since the epoch. */
export const wealthOf = (positions: readonly Position[], switches: Switches, today: number): WealthSignal => {
  const inputs = positions
    .filter(({ shares }) => (readDecimal(shares)?.digits ?? 0n) > 0n)
    .map((position) => inputOf(position, switches, today))
    .toSorted((a, b) => Number(b.counted) - Number(a.counted) || a.key.localeCompare(b.key));
  const counted = inputs.filter((input) => input.counted);
  const sum = counted.map(exactly).reduce(add, ZERO);
  const days = counted.flatMap(({ sharesDate, priceDate }) => [sharesDate, priceDate ?? sharesDate]).sort();
  const terms = counted.slice(0, TERMS_MAX).map(termOf);
  const more = counted.length > TERMS_MAX ? [`${counted.length - TERMS_MAX} more`] : [];
  return {
    valueUsd: print(sum, CENTS),
    band: counted.length > 0 ? bandOf(sum) : null,
    asOf: days[0] ?? null,
    formula:
      counted.length === 0
        ? 'No holding counts: shares held directly × last filed price, both at most two years old'
        : `${[...terms, ...more].join(' + ')} = ${printDollars(sum, CENTS)}`,
    inputs,
  };
};
