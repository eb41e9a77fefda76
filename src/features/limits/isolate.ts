import { Lru } from '../../lib/lru.ts';
import { type Answer, type Ask, type Claim, type ClaimState, WAITING_MS } from './ledger.ts';
import { Pocket } from './pocket.ts';

/** An object that takes longer than this counts as down: an answer is usual within a few ms, and within tens from far away. */
export const ASK_MAX_MS = 200;
/**
 * Who comes when an ask is on its way waits for its end, and for the next, which is for all who wait then. Whom both
 * left without an answer asks for itself alone: in a busy isolate the time may be over without any fault of the object.
 */
const WAIT_MAX_MS = 2 * ASK_MAX_MS;
/** A request that waits for another one's ask looks this often: short beside the ask itself. */
const LOOK_MS = 5;
/** Who has not looked again for this long was cancelled: many looks, because an isolate may be busy. */
const GONE_MS = 50;
/** Pockets an isolate has: one for each actor and class of route that it lately served. */
const POCKETS_MAX = 5_000;
/** A pocket that nobody asked for in this long is empty, and what it knows of its caller is of no use. */
const POCKET_MS = 60_000;
/** Limits that are known to be used up: refusing from memory keeps a flood away from the object. */
const FULL_MAX = 10_000;

/** How a request was decided, whether it waited for the object, and each claim's state, in the claims' order. */
export type Verdict = {
  allowed: boolean;
  asked: boolean;
  states: ClaimState[];
  /** When the object granted the permit, on its own clock; undefined where another request's ask brought it. */
  at?: number;
};

export type Request = {
  /** The object's name: the same claims of another object are others. */
  object: string;
  claims: readonly Claim[];
  /** Whether permits may be held here for requests to come. */
  lease: boolean;
  /** Asks the object that keeps the claims; rejects where it does not answer in {@link ASK_MAX_MS}. */
  ask(ask: Ask): Promise<Answer>;
};

type Names = { id: string; names: string[] };

/** What an isolate is made of beside its memory. Timers must be those of the request that waits for them. */
type Surroundings = { now(): number; sleep(ms: number): Promise<unknown> };

const PLATFORM: Surroundings = {
  now: () => Date.now(),
  sleep: (ms) => new Promise((done) => setTimeout(done, ms)),
};

/**
 * An isolate's memory of limits. One ask serves all who wait, but nobody waits for another request's promise: where that
 * request is cancelled, it would never settle. Who finds an ask on its way looks again by a timer of its own, and asks
 * itself when the other's time is over.
 */
export class Isolate {
  readonly #pockets = new Lru<Pocket>(POCKETS_MAX);
  readonly #full = new Lru<number>(FULL_MAX);
  readonly #names = new WeakMap<readonly Claim[], Names & { object: string }>();
  readonly #around: Surroundings;

  constructor(around: Surroundings = PLATFORM) {
    this.#around = around;
  }

  /** Decides one request: from memory where that can be, else by asking. Rejects where nobody answers in time. */
  async take(request: Request): Promise<Verdict> {
    const began = this.#around.now();
    const { id, names } = this.#namesOf(request);
    const pocket = this.#pocketOf(id, began);
    const me = {};
    let asked = false;
    for (let now = began; ; now = this.#around.now()) {
      const known = this.#remembered(pocket, request, names, now);
      if (known) return { ...known, asked };
      const alone = now - began > WAIT_MAX_MS;
      if (alone || !pocket.asking(now)) return this.#ask(pocket, request, { id, names }, now, alone);
      pocket.wait(me, now + GONE_MS);
      await this.#around.sleep(LOOK_MS);
      pocket.leave(me);
      asked = true;
    }
  }

  /** By what its claims and its pocket are known here: worked out once for a list of claims that comes again. */
  #namesOf({ object, claims }: Request): Names {
    const known = this.#names.get(claims);
    if (known?.object === object) return known;
    const names = claims.map(({ key, limit }) => `${object} ${key} ${limit}`);
    const made = { object, id: names.join(), names };
    this.#names.set(claims, made);
    return made;
  }

  #pocketOf(id: string, now: number): Pocket {
    const known = this.#pockets.get(id, now);
    if (known) return known;
    const pocket = new Pocket();
    this.#pockets.set(id, pocket, now + POCKET_MS);
    return pocket;
  }

  /** A permit first: there may be some left here of a limit that is used up at the object. */
  #remembered(pocket: Pocket, { claims }: Request, names: string[], now: number): Omit<Verdict, 'asked'> | undefined {
    if (pocket.take(now)) return { allowed: true, states: pocket.states(now) };
    const full = names.map((name) => this.#full.get(name, now));
    if (full.every((until) => until === undefined)) return undefined;
    return { allowed: false, states: claims.map((claim, i) => stateOf(claim, full[i], now)) };
  }

  async #ask(pocket: Pocket, request: Request, { id, names }: Names, asked: number, alone: boolean): Promise<Verdict> {
    const { ahead, back, ...all } = pocket.begin(asked, asked + ASK_MAX_MS);
    const waiting = alone ? 1 : all.waiting;
    const { claims, lease } = request;
    try {
      const answer = await request.ask({ claims, waiting, ahead: lease ? ahead : 0, back });
      const now = this.#around.now();
      if (now - asked >= WAITING_MS) throw new Error('The answer came too late to be used');
      pocket.hear(answer, waiting, asked, now);
      this.#pockets.set(id, pocket, now + POCKET_MS);
      answer.states.forEach(({ remaining, resetMs }, i) => {
        const name = names[i];
        if (name !== undefined && remaining === 0) this.#full.set(name, now + resetMs, now + resetMs);
      });
      if (pocket.take(now)) return { allowed: true, asked: true, states: pocket.states(now), at: answer.at };
      return { allowed: false, asked: true, states: answer.states };
    } catch (error) {
      const known = this.#remembered(pocket, request, names, this.#around.now());
      if (known) return { ...known, asked: true };
      throw error;
    } finally {
      pocket.end();
    }
  }
}

/** Of a limit that is not known to be used up nothing is known here but its size. */
const stateOf = ({ limit }: Claim, until: number | undefined, now: number): ClaimState =>
  until === undefined ? { remaining: limit, resetMs: 0 } : { remaining: 0, resetMs: until - now };
