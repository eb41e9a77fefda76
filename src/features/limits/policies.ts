import { Lru } from '../../lib/lru.ts';
import type { Claim } from './ledger.ts';

const MINUTE_MS = 60_000;
/** The part of its tenant's limit that one actor may use: nobody takes it all from their colleagues. */
const ACTOR_SHARE = 0.5;
/**
 * The part of its tenant's limit that one actor may use of each class of route. Less than the actor's whole for reads, so
 * that a script that reads without end does not lock its owner out of changes; little for what makes much work.
 */
const CLASS_SHARE = { read: 0.45, write: 0.15, bulk: 0.01 } as const;
/** The smallest limit that a share comes to: a small plan can still do each thing a few times. */
const SHARE_MIN = 10;
/** Requests a minute that come without a session, from one address. */
const ANONYMOUS_PER_MINUTE = 300;
/** Tries to sign in or up a minute, from one address: people mistype, machines guess. */
const SIGN_IN_PER_MINUTE = 60;
/** Tries on one account in its window, from anywhere: many addresses together find out no more than one. */
const ACCOUNT_TRIES = 30;
/** Long enough for 30 tries to be no use to a machine, short enough that its owner can wait for the end. */
const ACCOUNT_WINDOW_MS = 15 * MINUTE_MS;

/** What a request does, as far as limits care: `bulk` is imports, exports and the enrichment of many. */
export type RouteClass = keyof typeof CLASS_SHARE;

/** A limit with the name that callers see in the headers; the key may hold an id and stays inside. */
export type Policy = Claim & { name: string };

/** Routes that make work for more than one record. */
const BULK =
  /^(POST \/api\/v1\/(imports|exports|enrichments)|[A-Z]+ \/api\/v1\/exports\/(prospects\b.*|files\/\{token\})|GET .*\/dossier\.pdf)$/;

/** The class of a route by its name, such as `GET /api/v1/jobs/{id}`; of one that is not known, the careful one. */
export const routeClassOf = (route: string | undefined): RouteClass => {
  if (route === undefined) return 'write';
  if (BULK.test(route)) return 'bulk';
  return route.startsWith('GET ') ? 'read' : 'write';
};

const shareOf = (perMinute: number, share: number): number =>
  Math.min(perMinute, Math.max(SHARE_MIN, Math.floor(perMinute * share)));

/**
 * What a request of a known actor counts against: the tenant's total, the actor's, and the actor's of the class. The same
 * list for the same question: what depends on it alone is worked out once.
 */
export const actorPolicies = (perMinute: number, actorId: string, routeClass: RouteClass): readonly Policy[] => {
  const question = `${perMinute} ${routeClass} ${actorId}`;
  const known = made.get(question, 0);
  if (known) return known;
  const policies = makePolicies(perMinute, actorId, routeClass);
  made.set(question, policies, Number.POSITIVE_INFINITY);
  return policies;
};

/** As many actors and classes as an isolate has pockets for. */
const MADE_MAX = 5_000;
const made = new Lru<readonly Policy[]>(MADE_MAX);

const makePolicies = (perMinute: number, actorId: string, routeClass: RouteClass): readonly Policy[] => [
  { name: 'tenant', key: 'tenant', limit: perMinute, windowMs: MINUTE_MS },
  { name: 'actor', key: `actor:${actorId}`, limit: shareOf(perMinute, ACTOR_SHARE), windowMs: MINUTE_MS },
  {
    name: routeClass,
    key: `${routeClass}:${actorId}`,
    limit: shareOf(perMinute, CLASS_SHARE[routeClass]),
    windowMs: MINUTE_MS,
  },
];

export const ANONYMOUS: Policy = {
  name: 'anonymous',
  key: 'anonymous',
  limit: ANONYMOUS_PER_MINUTE,
  windowMs: MINUTE_MS,
};
export const SIGN_IN: Policy = { name: 'sign-in', key: 'sign-in', limit: SIGN_IN_PER_MINUTE, windowMs: MINUTE_MS };
export const ACCOUNT: Policy = { name: 'account', key: 'sign-in', limit: ACCOUNT_TRIES, windowMs: ACCOUNT_WINDOW_MS };
