import type { Ctx } from '../../../src/ctx.ts';
import { admin } from '../../support/worker.ts';
import { bookErrors, callsAbout, money, peek, type Started } from './support.ts';

const PAID = ['apollo', 'exa', 'contactout', 'anthropic'];

export type Break = { at: number; when: 'before' | 'after' };
/** A context whose n-th round trip breaks, before the database has it or after. `broken` says what the break does. */
export const breaking = (
  ctx: Ctx,
  { at, when }: Break,
  broken: (trip: number) => void,
): { ctx: Ctx; trips(): number } => {
  let trips = 0;
  const batch: Ctx['db']['batch'] = async (items) => {
    trips += 1;
    const trip = trips;
    if (trip === at && when === 'before') broken(trip);
    if (trip > at) broken(trip);
    const result = await ctx.db.batch(items);
    if (trip === at) broken(trip);
    return result;
  };
  const db = new Proxy(ctx.db, { get: (target, key) => (key === 'batch' ? batch : Reflect.get(target, key)) });
  return { ctx: { ...ctx, db }, trips: () => trips };
};

/** What is wrong with a run that came to its end in spite of everything. */
export const judged = async ({ member, name, id, jobId }: Started) => {
  const profile = await peek(member, id);
  const [job] = await admin`select state from jobs where id = ${jobId}`;
  const calls = await callsAbout(name);
  const { entries } = await money(member, jobId);
  const twice = PAID.filter((provider) => calls.filter((call) => call.provider === provider).length > 1);
  const unexplained = profile.enrichment.sources.flatMap(({ source, status, reason }) => {
    const provider = source === 'claude' ? 'anthropic' : source;
    const asked = calls.some((call) => call.provider === provider);
    const entry = entries.find((one) => one.startsWith(`${source} `)) ?? '';
    if (source === 'edgar') return status === 'empty' ? [] : [`edgar ${status}`];
    if (status === 'found' && asked && entry.includes('settled')) return [];
    if (status === 'failed' && /^Interrupted/.test(reason ?? '') && entry.includes('unknown')) return [];
    return [`${source} ${status} ${reason} asked:${asked} ${entry}`];
  });
  return {
    ended: ['done', 'partial'].includes(profile.enrichment.status) && job?.state === 'done',
    books: await bookErrors(member.tenant.id),
    twice,
    unexplained,
    interrupted: profile.enrichment.sources.filter(({ reason }) => /^Interrupted/.test(reason ?? '')).length,
  };
};
