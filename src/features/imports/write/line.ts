import type { Ctx } from '../../../ctx.ts';
import type { Claim } from '../../jobs/claim.ts';
import type { Chunk } from '../chunks.ts';
import type { State } from '../progress.ts';
import { meetsAny } from '../rows/fold.ts';
import { isRace, type Prepared, prepareChunk, writeAgain, writeChunk } from './chunk.ts';
import { loadKnown } from './known.ts';

/** Chunks that are written at once: the database makes one's people while it counts the other's. More only wait in line. */
const ON_THE_WAY_MAX = 2;

type Sent = { prepared: Prepared; outcome: Promise<PromiseSettledResult<State>> };

const isPrepared = (one: Prepared | Chunk): one is Prepared => 'statements' in one;

/**
 * The chunks of an import on their way from the file into the database, in the order of the file: read and made ready while
 * those before are being written, and ended one after the other.
 */
export class Line {
  readonly #ctx: Ctx;
  readonly #claim: Claim;
  readonly #importId: string;
  readonly #chunks: AsyncGenerator<Chunk>;
  /** Read and not sent. A chunk is made ready at once, where those on the way cannot change who its rows mean. */
  readonly #ahead: (Prepared | Chunk)[] = [];
  /** Sent and not ended. */
  #sent: Sent[] = [];
  #isRead = false;
  /** Why the file cannot be read on. Told once all that could be is written. */
  #fault: { error: unknown } | undefined;

  constructor(ctx: Ctx, claim: Claim, importId: string, chunks: AsyncGenerator<Chunk>) {
    this.#ctx = ctx;
    this.#claim = claim;
    this.#importId = importId;
    this.#chunks = chunks;
  }

  /** Whether all of the file is written. */
  get isRead(): boolean {
    return this.#isRead && this.#ahead.length + this.#sent.length === 0;
  }

  /** Reads the next chunk and makes it ready, where none waits. */
  async readOn(): Promise<void> {
    if (this.#isRead || this.#fault || this.#ahead.length > 0) return;
    // Reading keeps the processor: what is to be written goes out first.
    await new Promise((resolve) => setTimeout(resolve, 0));
    try {
      const { value: chunk } = await this.#chunks.next();
      if (chunk) this.#ahead.push(await this.#madeReady(chunk));
      else this.#isRead = true;
    } catch (error) {
      this.#fault = { error };
    }
  }

  /** Sends the next chunk where it may go now; tells whether it did. */
  async send(): Promise<boolean> {
    const [next] = this.#ahead;
    if (!next || this.#sent.length >= ON_THE_WAY_MAX) return false;
    if (!isPrepared(next) && this.#sent.length > 0) return false;
    const prepared = isPrepared(next) ? next : await this.#prepare(next);
    this.#ahead.shift();
    const write = writeChunk(this.#ctx, prepared);
    this.#sent.push({ prepared, outcome: Promise.allSettled([write]).then(([outcome]) => outcome) });
    return true;
  }

  /** How the job and its import stand once the oldest on the way is written; undefined where none is. */
  async ended(): Promise<State | undefined> {
    const [head, ...behind] = this.#sent;
    if (!head && this.#fault && this.#ahead.length === 0) throw this.#fault.error;
    if (!head) return undefined;
    const outcome = await head.outcome;
    if (outcome.status === 'fulfilled') {
      this.#sent = behind;
      return outcome.value;
    }
    // Those behind stand on what did not happen: they are refused, and made ready again.
    await this.drain();
    if (!isRace(outcome.reason)) throw outcome.reason;
    const again = [...behind.map((one) => one.prepared), ...this.#ahead];
    this.#ahead.splice(0, this.#ahead.length, ...again.map((one) => (isPrepared(one) ? one.chunk : one)));
    return writeAgain(this.#ctx, this.#claim, this.#importId, head.prepared.chunk);
  }

  /** Waits until nothing is on its way, whatever became of it. */
  async drain(): Promise<void> {
    await Promise.all(this.#sent.map(({ outcome }) => outcome));
    this.#sent = [];
  }

  async #madeReady(chunk: Chunk): Promise<Prepared | Chunk> {
    const before = this.#sent.map(({ prepared }) => prepared);
    if (before.some(({ keys }) => meetsAny(chunk.taken, keys))) return chunk;
    const seen = await loadKnown(this.#ctx, chunk.taken);
    const room = seen.room - before.reduce((sum, { created }) => sum + created, 0);
    // Whether those who are just being made are among what was counted is not known: near the limit it is looked up again.
    if (before.length > 0 && room < chunk.taken.length) return chunk;
    return prepareChunk(this.#ctx, this.#claim, this.#importId, chunk, { ...seen, room }, before.length > 0);
  }

  async #prepare(chunk: Chunk): Promise<Prepared> {
    return prepareChunk(this.#ctx, this.#claim, this.#importId, chunk, await loadKnown(this.#ctx, chunk.taken));
  }
}
