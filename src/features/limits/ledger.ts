/**
 * How long permits that were granted ahead may be used, on the isolate's own clock from before it asked, and up to which
 * part of a limit they are granted. While there is plenty, long enough that an actor with one request a second asks for
 * one in twenty; where it gets scarce short, because what is held unused is missing to others. The last part of a limit is
 * for requests that wait: nothing of it is granted ahead.
 */
const LEASES = [
  { upTo: 0.5, ms: 20_000 },
  { upTo: 0.75, ms: 5_000 },
  { upTo: 0.95, ms: 1_000 },
] as const;
/** The longest of them, and the shortest. */
export const LEASE_MAX_MS = 20_000;
export const LEASE_MIN_MS = 1_000;
/** What an isolate asks for ahead is what it used in this long; of a longer lease it gets as much more. */
export const AHEAD_MS = 5_000;
/** How long permits for requests that wait may be used, measured in the same way: the ask, and until they look again. */
export const WAITING_MS = 1_000;
/** Permits are counted in steps of this length, rounded up: at most 60 numbers for a key and a minute. */
export const BUCKET_MS = 1_000;
/** The part of what may be granted ahead that one isolate gets: the next ones find something too. */
const AHEAD_SHARE = 0.125;

/** One limit that a request counts against. The same key always comes with the same window. */
export type Claim = { key: string; limit: number; windowMs: number };
/** Permits that were granted at `at` (the object's clock, ms), were good for `lastedMs`, and can no longer be used. */
export type GivenBack = { at: number; lastedMs: number; count: number };
/** Permits for requests that wait now, and for those soon to come; each counts against all claims together. */
export type Ask = { claims: readonly Claim[]; waiting: number; ahead: number; back: GivenBack[] };
/** How many permits of a limit are left, and in how many ms there will be more. */
export type ClaimState = { remaining: number; resetMs: number };
/**
 * `granted` is for the waiting first, what is more may be used for `leaseMs`, which an object of an earlier version does
 * not say; `states` stand in the order of the claims.
 */
export type Answer = { at: number; granted: number; leaseMs?: number; states: ClaimState[] };
/** A count as it is kept for an object's next life: at least as high as what was granted. */
export type Kept = { key: string; bucket: number; count: number };

/** What was granted and is free again at one moment; `kept` is what storage knows of it. */
type Bucket = { count: number; kept: number };
/** One key's permits by the number of the step at whose beginning they are free again. */
type Book = { buckets: Map<number, Bucket>; total: number; sweptAt: number };

const bucketOf = (freeAt: number): number => Math.ceil(freeAt / BUCKET_MS);

/** A number at or above `count`, at most a quarter more: storage is written for few of many small grants. */
export const keptFor = (count: number): number => {
  if (count <= 8) return count;
  const step = 2 ** (Math.floor(Math.log2(count)) - 2);
  return Math.ceil(count / step) * step;
};

/**
 * The permits of one tenant, address or account that are out. A permit is counted from its grant until the last moment
 * it may be used, and one window more: whenever the isolate used it, no window of the limit's length holds more than the
 * limit. Those of waiting requests are used within {@link WAITING_MS}, those granted ahead within their lease.
 */
export class Ledger {
  readonly #books = new Map<string, Book>();

  /** Takes over what an earlier life has kept. */
  restore(rows: Iterable<Kept>): void {
    for (const { key, bucket, count } of rows) {
      const book = this.#open(key);
      book.buckets.set(bucket, { count, kept: count });
      book.total += count;
    }
  }

  /** Decides an ask at `now` (ms). `keep` must be stored before the answer is sent. */
  ask({ claims, waiting, ahead, back }: Ask, now: number): { answer: Answer; keep: Kept[] } {
    const open = claims.map((claim) => ({ claim, book: this.#swept(claim.key, now) }));
    for (const { claim, book } of open) {
      for (const { at, lastedMs, count } of back) free(book, bucketOf(at + claim.windowMs + lastedMs), count);
    }
    const room = Math.max(0, Math.min(...open.map(({ claim, book }) => claim.limit - book.total)));
    const served = Math.min(waiting, room);
    const { early, leaseMs } = served < waiting ? NOTHING_AHEAD : aheadOf(open, served, ahead);
    const keep: Kept[] = [];
    for (const { claim, book } of open) {
      hold(book, claim.key, bucketOf(now + claim.windowMs + WAITING_MS), served, keep);
      hold(book, claim.key, bucketOf(now + claim.windowMs + leaseMs), early, keep);
    }
    const states = open.map(({ claim, book }) => ({
      remaining: Math.max(0, claim.limit - book.total),
      resetMs: resetMs(book, claim.limit, now),
    }));
    return { answer: { at: now, granted: served + early, leaseMs, states }, keep };
  }

  /** Forgets what is free again. @returns whether anything is out still */
  sweep(now: number): boolean {
    for (const key of [...this.#books.keys()]) {
      if (this.#swept(key, now).total === 0) this.#books.delete(key);
    }
    return this.#books.size > 0;
  }

  #open(key: string): Book {
    let book = this.#books.get(key);
    if (!book) {
      book = { buckets: new Map(), total: 0, sweptAt: -1 };
      this.#books.set(key, book);
    }
    return book;
  }

  #swept(key: string, now: number): Book {
    const book = this.#open(key);
    const present = Math.floor(now / BUCKET_MS);
    if (book.sweptAt === present) return book;
    book.sweptAt = present;
    for (const [bucket, { count }] of book.buckets) {
      if (bucket > present) continue;
      book.buckets.delete(bucket);
      book.total -= count;
    }
    return book;
  }
}

type Open = { claim: Claim; book: Book };
const NOTHING_AHEAD = { early: 0, leaseMs: LEASE_MIN_MS };

/**
 * What is granted ahead when `served` more are out: all that is wanted, for the longest lease that has it and that the
 * asker's own pace can go on with, since a permit counts for its lease and a window; else what is left.
 */
const aheadOf = (open: readonly Open[], served: number, ahead: number): { early: number; leaseMs: number } => {
  let granted = NOTHING_AHEAD;
  for (const { upTo, ms } of LEASES) {
    const wanted = Math.ceil((ahead * ms) / AHEAD_MS);
    const slack = Math.min(...open.map(({ claim, book }) => claim.limit * upTo - book.total - served));
    granted = { early: Math.max(0, Math.min(wanted, Math.floor(slack * AHEAD_SHARE))), leaseMs: ms };
    const lasts = open.every(({ claim }) => (ahead / AHEAD_MS) * (claim.windowMs + ms) <= claim.limit * upTo);
    if (lasts && granted.early === wanted) break;
  }
  return granted;
};

const hold = (book: Book, key: string, bucket: number, count: number, keep: Kept[]): void => {
  if (count === 0) return;
  const held = book.buckets.get(bucket) ?? { count: 0, kept: 0 };
  held.count += count;
  if (held.count > held.kept) {
    held.kept = keptFor(held.count);
    keep.push({ key, bucket, count: held.kept });
  }
  book.buckets.set(bucket, held);
  book.total += count;
};

/** Storage goes on knowing the higher count: it may only err towards too many. */
const free = (book: Book, bucket: number, count: number): void => {
  const held = book.buckets.get(bucket);
  if (!held) return;
  const freed = Math.min(held.count, count);
  held.count -= freed;
  book.total -= freed;
};

/** How long until more is left than now. */
const resetMs = (book: Book, limit: number, now: number): number => {
  let over = Math.max(0, book.total - limit);
  for (const bucket of [...book.buckets.keys()].sort((a, b) => a - b)) {
    const count = book.buckets.get(bucket)?.count ?? 0;
    if (count > over) return Math.max(1, bucket * BUCKET_MS - now);
    over -= count;
  }
  return 0;
};
