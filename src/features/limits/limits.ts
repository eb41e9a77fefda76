import type { AppContext } from '../../http/types.ts';
import type { Actor } from '../../lib/actor.ts';
import { actorId } from '../../lib/actor.ts';
import { toHex } from '../../lib/encode.ts';
import { Lru } from '../../lib/lru.ts';
import { ProblemError } from '../../lib/problem.ts';
import type { Env } from '../../platform/env.ts';
import type { Log } from '../../platform/log.ts';
import { ipPrefix } from './ip-prefix.ts';
import { ASK_MAX_MS, Isolate, type Verdict } from './isolate.ts';
import { type Answer, type Ask, type Claim, type ClaimState, WAITING_MS } from './ledger.ts';
import { ACCOUNT, ANONYMOUS, actorPolicies, type Policy, type RouteClass, routeClassOf, SIGN_IN } from './policies.ts';

/** A timer of an isolate that is not busy is never as late as this. */
const BUSY_MS = 20;
/** How long reads do not ask an object again that did not answer: each would wait for nothing. */
const DOWN_MS = 1_000;
/** Objects remembered as not answering. */
const DOWN_MAX = 1_000;
/** When to come back where an object does not answer: it moves, or is started anew, within seconds. */
const DOWN_RETRY_S = 2;

const isolate = new Isolate();
const down = new Lru<true>(DOWN_MAX);

/** `lease`: permits may be held in memory. `closed`: refuse where the object does not answer; reading goes on. */
type Rules = { lease: boolean; closed: boolean };

/**
 * The object's answer, or an error where it is slow. A timer that fires late tells that this isolate was busy, and maybe
 * has the answer already: the object is given its time again, up to where an answer could no longer be used. So long it
 * has anyway where nothing goes on without it.
 */
const inTime = async (work: Promise<Answer>, patient: boolean): Promise<Answer> => {
  const end = Date.now() + WAITING_MS;
  for (;;) {
    const began = Date.now();
    let stop = (): void => undefined;
    const over = new Promise<void>((done) => {
      const timer = setTimeout(done, ASK_MAX_MS);
      stop = () => clearTimeout(timer);
    });
    const answer = await Promise.race([work, over]).finally(() => stop());
    if (answer) return answer;
    const now = Date.now();
    if (now >= end || (!patient && now - began < ASK_MAX_MS + BUSY_MS))
      throw new Error(`No answer within ${ASK_MAX_MS} ms`);
  }
};

/** What the object is told of policies: their names are the callers' alone. */
const claimsOf = (policies: readonly Claim[]): Claim[] =>
  policies.map(({ key, limit, windowMs }) => ({ key, limit, windowMs }));

const asking =
  (env: Env, log: Log, object: string, closed: boolean) =>
  async (ask: Ask): Promise<Answer> => {
    if (!closed && down.get(object, Date.now())) throw new Error('The object did not answer a moment ago');
    try {
      return await inTime(env.LIMITER.getByName(object).lease({ ...ask, claims: claimsOf(ask.claims) }), closed);
    } catch (error) {
      log.warn('limiter unavailable', { error });
      down.set(object, true, Date.now() + DOWN_MS);
      throw error;
    }
  };

/** Takes back what was counted, where it turned out to be no attempt at anything. Nobody waits for it. */
export type Forgive = () => void;
const NOTHING: Forgive = () => undefined;

const decide = async (
  c: AppContext,
  object: string,
  policies: readonly Policy[],
  { lease, closed }: Rules,
): Promise<Forgive> => {
  const env = c.get('env');
  const log = c.get('log');
  let verdict: Verdict;
  try {
    verdict = await isolate.take({ object, claims: policies, lease, ask: asking(env, log, object, closed) });
  } catch (error) {
    if (closed) throw new ProblemError('unavailable', undefined, { retryAfter: DOWN_RETRY_S, cause: error });
    return NOTHING;
  }
  const tightest = tightestOf(policies, verdict.states);
  if (!tightest) return NOTHING;
  tell(c, policies, tightest);
  const { at } = verdict;
  if (verdict.allowed && at === undefined) return NOTHING;
  if (verdict.allowed && at !== undefined) {
    return () => {
      const back = [{ at, lastedMs: WAITING_MS, count: 1 }];
      const work = env.LIMITER.getByName(object).lease({ claims: claimsOf(policies), waiting: 0, ahead: 0, back });
      c.executionCtx.waitUntil(work.catch((error: unknown) => log.warn('limiter unavailable', { error })));
    };
  }
  throw new ProblemError('rate_limited', sentence(tightest.policy), { retryAfter: secondsOf(tightest.state) });
};

type Tightest = { policy: Policy; state: ClaimState };

/** The limit of which least is left; of those used up the one that stays so longest. */
const tightestOf = (policies: readonly Policy[], states: ClaimState[]): Tightest | undefined => {
  let tightest: Tightest | undefined;
  policies.forEach((policy, i) => {
    const state = states[i];
    if (!state) return;
    const less = tightest ? state.remaining - tightest.state.remaining : -1;
    if (!tightest || less < 0 || (less === 0 && state.resetMs > tightest.state.resetMs)) tightest = { policy, state };
  });
  return tightest;
};

const secondsOf = ({ resetMs }: ClaimState): number => Math.max(1, Math.ceil(resetMs / 1000));

/** What the answer's headers will say. A request may be counted twice: by its address, and by the account it names. */
const tell = (c: AppContext, policies: readonly Policy[], { policy, state }: Tightest): void => {
  const before = c.get('limit');
  const mine = { name: policy.name, remaining: state.remaining, resetS: secondsOf(state) };
  const header = headerOf(policies);
  c.set('limit', {
    policies: before ? `${before.policies}, ${header}` : header,
    tightest: before && before.tightest.remaining <= mine.remaining ? before.tightest : mine,
  });
};

const headers = new WeakMap<readonly Policy[], string>();
/** The policies as the header says them; an actor's are the same for all its requests. */
const headerOf = (policies: readonly Policy[]): string => {
  const known = headers.get(policies);
  if (known !== undefined) return known;
  const text = policies.map(({ name, limit, windowMs }) => `"${name}";q=${limit};w=${windowMs / 1000}`).join(', ');
  headers.set(policies, text);
  return text;
};

const sentence = ({ limit, windowMs }: Policy): string =>
  `At most ${limit} requests ${windowMs === 60_000 ? 'a minute' : `in ${windowMs / 60_000} minutes`}.`;

/** The account's name among the objects: by its address, which nobody can tell from it. */
const accountObject = async (env: Env, email: string): Promise<string> => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', bytes(`limits ${env.AUTH_SECRET}`), algorithm, false, ['sign']);
  const mac = await crypto.subtle.sign('HMAC', key, bytes(email.trim().toLowerCase()));
  return `account:${toHex(new Uint8Array(mac))}`;
};

/**
 * Counts a request of a known actor against the tenant's limit, the actor's, and the actor's for this class of route.
 * `perMinute` is the tenant's limit in requests a minute. Where the object does not answer, reads go on and all else is
 * refused as `unavailable`: among it are keys, and what costs money.
 */
export const limitActor = async (
  c: AppContext,
  tenant: { id: string; perMinute: number },
  actor: Actor,
  routeClass: RouteClass = routeClassOf(c.get('route')),
): Promise<void> => {
  const policies = actorPolicies(tenant.perMinute, actorId(actor), routeClass);
  await decide(c, `tenant:${tenant.id}`, policies, { lease: true, closed: c.req.method !== 'GET' });
};

/** Counts a request of nobody known against its address; a try to sign in more tightly, exactly, and never unasked. */
export const limitAnonymous = (c: AppContext, kind: 'read' | 'sign-in'): Promise<Forgive> => {
  const object = `ip:${ipPrefix(c.req.header('cf-connecting-ip'))}`;
  return kind === 'sign-in'
    ? decide(c, object, [SIGN_IN], { lease: false, closed: true })
    : decide(c, object, [ANONYMOUS], { lease: true, closed: false });
};

/** Counts a try against the account it is on, wherever it comes from and whether there is such an account or not. */
export const limitAccount = async (c: AppContext, email: string): Promise<Forgive> =>
  decide(c, await accountObject(c.get('env'), email), [ACCOUNT], { lease: false, closed: true });
