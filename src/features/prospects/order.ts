import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { prospectsSearch as s } from '../../db/schema/prospects.ts';
import { moment } from '../../lib/cursor.ts';
import type { SORTS } from './contract.ts';

/**
 * The orders of a list. Each compares some expressions and then the id, all in one direction, so that every row has one
 * place, a place is one comparison of a row, and one index answers the order both ways. Who has no value comes last by one
 * of their own: a null would be neither before nor after a place.
 */
export type Sort = (typeof SORTS)[number];

/** Below every net worth that a JavaScript number holds. */
export const UNKNOWN_WORTH = sql.raw(`'-9223372036854775808'::bigint`);
export const NEVER = sql.raw(`'-infinity'::timestamptz`);
export const NET_WORTH_KEY = sql`coalesce(${s.netWorth}, ${UNKNOWN_WORTH})`;
export const ENRICHED_KEY = sql`coalesce(${s.enrichedAt}, ${NEVER})`;

const BIGINT_MIN = -(2n ** 63n);
const BIGINT_MAX = 2n ** 63n - 1n;

interface Order {
  /** What is compared before the id. */
  readonly by: readonly SQL[];
  readonly down: boolean;
  /** A row's place as text, so that it comes back exactly as it went. */
  readonly key: SQL;
  /** What the text stands for, beside `by`. */
  read(key: string): SQL[];
  /** Whether a text is a place of this order. */
  readonly valid: z.ZodType<string>;
}

const instant = (c: SQL): SQL => sql`to_char(${c} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const text = z.string().max(600);

/** By how many conditions are met, which is an expression of the search itself. */
const byFit = (fits: SQL): Order => ({
  by: [fits],
  down: true,
  key: sql`${fits}::text`,
  read: (key) => [sql`${key}::int`],
  valid: z.string().regex(/^\d$/),
});
const NO_FITS = sql`(0 + 0)`;

const ORDERS: Record<Exclude<Sort, 'fit'>, Order> = {
  newest: {
    by: [sql`${s.createdAt}`],
    down: true,
    key: instant(sql`${s.createdAt}`),
    read: (key) => [sql`${key}::timestamptz`],
    valid: moment,
  },
  updated: {
    by: [sql`${s.updatedAt}`],
    down: true,
    key: instant(sql`${s.updatedAt}`),
    read: (key) => [sql`${key}::timestamptz`],
    valid: moment,
  },
  name: {
    by: [sql`lower(${s.name})`],
    down: false,
    key: sql`lower(${s.name})`,
    read: (key) => [sql`${key}`],
    valid: text,
  },
  netWorth: {
    by: [NET_WORTH_KEY],
    down: true,
    key: sql`${NET_WORTH_KEY}::text`,
    read: (key) => [sql`${key}::bigint`],
    valid: z
      .string()
      .refine((key) => /^-?\d{1,19}$/.test(key) && BigInt(key) >= BIGINT_MIN && BigInt(key) <= BIGINT_MAX),
  },
  company: {
    by: [sql`(${s.company} is null)`, sql`coalesce(lower(${s.company}), '')`],
    down: false,
    // `-` is before `?`: known ones first.
    key: sql`case when ${s.company} is null then '?' else '-' || lower(${s.company}) end`,
    read: (key) => [sql`${key.startsWith('?')}::boolean`, sql`${key.slice(1)}`],
    valid: text.regex(/^([-]|[?]$)/s),
  },
  enriched: {
    by: [ENRICHED_KEY],
    down: true,
    key: sql`case when ${s.enrichedAt} is null then '-infinity' else ${instant(sql`${s.enrichedAt}`)} end`,
    read: (key) => [sql`${key}::timestamptz`],
    valid: z.union([moment, z.literal('-infinity')]),
  },
};

const named = (sort: Sort, fits: SQL): Order => (sort === 'fit' ? byFit(fits) : ORDERS[sort]);

/** What to order by, or the other way round. `fits` is what the order `fit` compares (`fitsOf`). */
export const orderOf = (sort: Sort, fits: SQL, back = false): SQL[] => {
  const { by, down } = named(sort, fits);
  const word = sql.raw(down === back ? 'asc' : 'desc');
  return [...by, sql`${s.id}`].map((c) => sql`${c} ${word}`);
};

/** A row's place in an order, as text. */
export const keySql = (sort: Sort, fits: SQL): SQL<string> => named(sort, fits).key as SQL<string>;

/** Whether a text is a place of that order at all. */
export const isKey = (sort: Sort, key: string): boolean => named(sort, NO_FITS).valid.safeParse(key).success;

/** A comparison of a row with a place, which an index answers as it stands. */
const compared = (sort: Sort, fits: SQL, key: string, id: string, than: (down: boolean) => string): SQL => {
  const { by, down, read } = named(sort, fits);
  const row = (parts: readonly SQL[]) => sql`(${sql.join([...parts], sql`, `)})`;
  return sql`${row([...by, sql`${s.id}`])} ${sql.raw(than(down))} ${row([...read(key), sql`${id}::uuid`])}`;
};

/** What stands after a place, or before it. */
export const conditionAfter = (sort: Sort, fits: SQL, key: string, id: string, back = false): SQL =>
  compared(sort, fits, key, id, (down) => (down === back ? '>' : '<'));

/** What stands at a place or before it. */
export const conditionUpTo = (sort: Sort, fits: SQL, key: string, id: string): SQL =>
  compared(sort, fits, key, id, (down) => (down ? '>=' : '<='));
