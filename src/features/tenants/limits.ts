import type { AppContext } from '../../http/types.ts';
import type { Actor } from '../../lib/actor.ts';
import { actorId } from '../../lib/actor.ts';
import { Lru } from '../../lib/lru.ts';
import { ProblemError } from '../../lib/problem.ts';
import type { LimitDecision } from '../../platform/env.ts';

const MINUTE_MS = 60_000;
/** Requests a minute of a whole tenant, by plan; an unknown plan counts as the smallest. */
const TENANT_PER_MINUTE: Record<string, number> = { free: 3_000, pro: 12_000, enterprise: 60_000 };
const SMALLEST_PLAN = 3_000;
/** The part of its tenant's limit that one actor may use: nobody takes it all from their colleagues. */
const ACTOR_SHARE = 0.5;
/** Requests a minute that come without a session, from one IP prefix. */
const ANONYMOUS_PER_MINUTE = 300;
/** Tries to sign in or up a minute, from one IP prefix: people mistype, machines guess. */
const SIGN_IN_PER_MINUTE = 60;
/** A refused caller is refused from memory until its time comes; this many are remembered. */
const REFUSED_MAX = 5_000;

const refused = new Lru<LimitDecision>(REFUSED_MAX);

/** The network part of an address: /64 of IPv6 is one customer, and so is one IPv4 address. */
export const ipPrefix = (address: string | undefined): string => {
  if (!address) return 'unknown';
  if (!address.includes(':')) return address;
  const [head = '', tail = ''] = address.toLowerCase().split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail.split(':').filter(Boolean);
  const groups = address.includes('::')
    ? [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right]
    : left;
  return `${groups
    .slice(0, 4)
    .map((g) => g.padStart(4, '0'))
    .join(':')}::/64`;
};

type Claims = { object: string; claims: { key: string; limit: number; windowMs: number }[] };

const decide = async (c: AppContext, { object, claims }: Claims, closed: boolean): Promise<void> => {
  const now = Date.now();
  const id = `${object} ${claims.map((x) => x.key).join(' ')}`;
  const known = refused.get(id, now);
  const decisions = known ? [known] : await ask(c, object, claims, closed);
  const tightest = decisions.reduce<LimitDecision | undefined>(
    (a, b) => (!a || b.remaining < a.remaining || !b.allowed ? b : a),
    undefined,
  );
  if (!tightest) return;
  const resetS = Math.max(1, Math.ceil(tightest.resetMs / 1000));
  c.set('limit', { limit: tightest.limit, windowS: MINUTE_MS / 1000, remaining: tightest.remaining, resetS });
  if (tightest.allowed) return;
  if (!known) refused.set(id, { ...tightest, remaining: 0 }, now + tightest.resetMs);
  throw new ProblemError('rate_limited', `At most ${tightest.limit} requests a minute.`, { retryAfter: resetS });
};

/** Asks the object. Where it does not answer, reading goes on and whatever guards an account does not. */
const ask = async (
  c: AppContext,
  object: string,
  claims: Claims['claims'],
  closed: boolean,
): Promise<LimitDecision[]> => {
  try {
    return await c.var.env.LIMITER.getByName(object).take(claims);
  } catch (error) {
    c.var.log.warn('limiter unavailable', { error });
    if (closed) throw new ProblemError('unavailable', undefined, { retryAfter: 2, cause: error });
    return [];
  }
};

/** Counts a request of a known actor against the tenant's limit and its own. */
export const limitActor = (c: AppContext, tenant: { id: string; plan: string }, actor: Actor): Promise<void> => {
  const limit = TENANT_PER_MINUTE[tenant.plan] ?? SMALLEST_PLAN;
  const claims = [
    { key: 'tenant', limit, windowMs: MINUTE_MS },
    { key: `actor:${actorId(actor)}`, limit: limit * ACTOR_SHARE, windowMs: MINUTE_MS },
  ];
  return decide(c, { object: `tenant:${tenant.id}`, claims }, false);
};

/** Counts a request of nobody known against its IP prefix; a try to sign in much more tightly. */
export const limitAnonymous = (c: AppContext, kind: 'read' | 'sign-in'): Promise<void> => {
  const prefix = ipPrefix(c.req.header('cf-connecting-ip'));
  const limit = kind === 'sign-in' ? SIGN_IN_PER_MINUTE : ANONYMOUS_PER_MINUTE;
  return decide(c, { object: `ip:${prefix}`, claims: [{ key: kind, limit, windowMs: MINUTE_MS }] }, kind === 'sign-in');
};
