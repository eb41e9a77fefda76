import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { makeCtx } from '../../ctx.ts';
import { type ControlDb, controlDb } from '../../db/client.ts';
import { databaseError } from '../../db/errors.ts';
import { creditLedger } from '../../db/schema/credits.ts';
import type { Env } from '../../platform/env.ts';
import { makeLog } from '../../platform/log.ts';
import { allocate, BILLED_MAX } from './allocate.ts';
import { PAID_SOURCES, type PaidSource } from './contract.ts';
import { KEY_SETTINGS, printOf } from './keys-for.ts';
import { usageOf } from './provider-usage.ts';

/** Calls looked at in one go: what is left is the next minute's. */
const CALLS_MAX = 500;
/** How long providers take to count a call. Apollo says seconds, Anthropic about five minutes; the others nothing. */
const LAG_MS: Record<PaidSource, number> = { apollo: 60_000, exa: 5 * 60_000, contactout: 60_000, claude: 10 * 60_000 };
/** After that long nobody is asked any more, and the rule decides: the customer must not wait for a provider for ever. */
const RULE_AFTER_MS = 24 * 60 * 60_000;

const open = z.object({
  tenant_id: z.string(),
  id: z.string(),
  provider: z.enum(PAID_SOURCES),
  key_owner: z.enum(['platform', 'tenant']),
  key_print: z.string().nullable(),
  created_at: z.coerce.date(),
  settled_at: z.coerce.date(),
});
type Open = z.infer<typeof open>;

const openStatement = (db: ControlDb) =>
  db.execute(sql`
    select tenant_id, id, provider, key_owner, key_print, created_at, settled_at from ${creditLedger}
     -- As the index says it, which holds these calls and no others.
     where billed is null and state <> 'reserved' and not play and (state = 'unknown' or key_print is not null)
       and settled_at is not null
     order by created_at, id limit ${CALLS_MAX}`);

const standing = z.object({ under_way: z.coerce.number(), calls: z.coerce.number(), known: z.coerce.number() });
/** How the calls with one key stand since a moment: how many are under way, how many there are, what is known of their bills. */
const standingOf = async (db: ControlDb, provider: PaidSource, print: string, from: Date) => {
  const { rows } = await db.execute(sql`
    select count(*) filter (where state = 'reserved') as under_way, count(*) as calls, coalesce(sum(billed), 0) as known
      from ${creditLedger}
     where provider = ${provider} and key_print = ${print} and created_at >= ${from.toISOString()}::timestamptz and not play`);
  return standing.parse(rows[0]);
};

type Verdict = { call: Open; billed: number; basis: 'usage' | 'rule' };

/** Ends a call for good: the customer gets everything back, and the bill is ours. Done once, however often it is tried. */
const end = async (env: Env, { call, billed, basis }: Verdict): Promise<boolean> => {
  const ctx = makeCtx({
    env,
    tenantId: call.tenant_id,
    actor: { kind: 'system', name: 'reconciler' },
    requestId: `reconcile-${call.id}`,
    intent: 'any',
    later: (work) => void work.catch(() => {}),
  });
  const reason = 'No answer arrived: given back.';
  try {
    const { rows } = await ctx.db.execute<{ done: boolean }>(
      sql`select app.reconcile_call(${call.id}::uuid, ${billed}::numeric, ${basis}, ${reason}) as done`,
    );
    return rows[0]?.done ?? false;
  } catch (error) {
    // The workspace is gone: with it goes what it would get back.
    if (databaseError(error)?.code === 'EW404') return false;
    throw error;
  }
};

/** What is decided where no provider tells: a call on our account counts as billed at its most, one on another's not. */
const byRule = (call: Open): Verdict => ({
  call,
  billed: call.key_owner === 'tenant' ? 0 : BILLED_MAX[call.provider],
  basis: 'rule',
});

/**
 * Asks a provider what it has billed to a key, in a moment in which no call with it is under way, and shares what is beyond
 * the calls that are known out to the others. Undefined where there was no such moment, or no answer that fits.
 */
const byUsage = async (env: Env, db: ControlDb, calls: readonly Open[], now: Date): Promise<Verdict[] | undefined> => {
  const [oldest] = calls;
  if (!oldest?.key_print) return undefined;
  const { provider, key_print: print, created_at } = oldest;
  const far = new Date(created_at.getTime() - 31 * 24 * 60 * 60_000);
  const before = await standingOf(db, provider, print, far);
  if (before.under_way > 0) return undefined;
  const usage = await usageOf(provider, { settings: env, oldest: created_at, now });
  if (usage === null) return undefined;
  const after = await standingOf(db, provider, print, far);
  if (after.under_way > 0 || after.calls !== before.calls || after.known !== before.known) return undefined;
  const { known } = await standingOf(db, provider, print, usage.from);
  const parts = allocate(provider, usage.units - known, calls.length);
  if (!parts) {
    makeLog({ cron: 'reconcile' }).warn('provider counts otherwise', { provider, units: usage.units, known });
    return undefined;
  }
  return calls.map((call, at) => ({ call, billed: parts[at] ?? 0, basis: 'usage' }));
};

/**
 * Finds out what became of calls of which no answer was stored: by the provider's own account of the key, and where that
 * cannot be had within a day by the rule. Safe to run at any time, any number of times, by any number of workers. Gives
 * how many calls it ended. `lagMs` is how long to wait for a provider to count.
 */
export const reconcile = async (env: Env, options: { lagMs?: number; now?: Date } = {}): Promise<{ ended: number }> => {
  const db = controlDb(env.CONTROL_DATABASE_URL);
  const now = options.now ?? new Date();
  const found = z.array(open).parse((await openStatement(db)).rows);
  const verdicts: Verdict[] = [];
  for (const provider of PAID_SOURCES) {
    const key = env[KEY_SETTINGS[provider]];
    const print = key ? await printOf(provider, key) : undefined;
    const calls = found.filter((call) => call.provider === provider);
    const ours = calls.filter((call) => call.key_owner === 'platform' && call.key_print === print);
    const lag = options.lagMs ?? LAG_MS[provider];
    // All of them, or none: a sum says nothing of some of the calls that it holds.
    const counted = ours.every(({ settled_at }) => now.getTime() - settled_at.getTime() >= lag);
    const told = ours.length > 0 && counted ? await byUsage(env, db, ours, now) : undefined;
    verdicts.push(...(told ?? []));
    const late = (call: Open) => now.getTime() - call.settled_at.getTime() >= RULE_AFTER_MS;
    const untold = calls.filter(
      (call) => call.key_owner === 'tenant' || (!(told && ours.includes(call)) && late(call)),
    );
    verdicts.push(...untold.map(byRule));
  }
  let ended = 0;
  for (const verdict of verdicts) if (await end(env, verdict)) ended += 1;
  return { ended };
};
