import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { creditLedger, providerKeys } from '../../db/schema/credits.ts';
import { providerAnswers } from '../../db/schema/enrichment.ts';
import { ProblemError } from '../../lib/problem.ts';
import { SOURCES } from '../prospects/contract.ts';
import { selectedSql } from '../prospects/selection.ts';
import { bindingOf, capsOf, readStanding, standingStatement } from './caps.ts';
import type { Quote, quoteBody } from './contract.ts';
import { basisOf, costOf, type Measured } from './estimate.ts';
import { KEY_SETTINGS } from './keys-for.ts';
import { isPaid, PRICE_MAX } from './prices.ts';

/** People of one quote at most: what is counted exactly within a second. */
const PEOPLE_MAX = 100_000;
/** Calls of its own that a tenant is measured by: the latest, as far back as a quarter. */
const OWN_SAMPLE_MAX = 2_000;
const OWN_SAMPLE_DAYS = 90;

const count = z.coerce.number();
const people = z.object({ people: count, paid: z.record(z.string(), count) });
const measured = z.array(z.object({ provider: z.string(), sample: count, hits: count, credits: count }));

const peopleStatement = (ctx: Ctx, { onlyStale, ...body }: z.output<typeof quoteBody>) =>
  ctx.db.execute(sql`
    with people as materialized (${selectedSql(body, { onlyStale, max: PEOPLE_MAX })})
    select (select count(*) from people) as people, coalesce((
      select jsonb_object_agg(f.provider, f.n) from (
        select a.provider, count(distinct p.id) as n
          from people p join ${providerAnswers} a on a.prospect_id = p.id and a.paid_until > now()
         group by a.provider) f), '{}') as paid`);

const ownStatement = (ctx: Ctx) =>
  ctx.db.execute(sql`
    select provider, count(*) as sample, count(*) filter (where settled > 0) as hits, coalesce(sum(settled), 0) as credits
      from (select provider, settled from ${creditLedger} l
             where state in ('settled', 'refunded') and billed_basis = 'answer' and quoted > 0 and not play
               and created_at > now() - make_interval(days => ${OWN_SAMPLE_DAYS})
             order by created_at desc limit ${OWN_SAMPLE_MAX}) l
     group by provider`);

const byProvider = (rows: unknown): Map<string, Measured> =>
  new Map(measured.parse(rows).map(({ provider, ...one }) => [provider, one]));

/** What enriching these people would cost, by source, and what would stop it. One round trip; changes nothing. */
export const quoteEnrichment = async (ctx: Ctx, body: z.output<typeof quoteBody>): Promise<Quote> => {
  const [counted, own, all, keys, standingRows] = await ctx.db.batch([
    peopleStatement(ctx, body),
    ownStatement(ctx),
    ctx.db.execute(sql`select * from app.hit_rates()`),
    ctx.db.select({ provider: providerKeys.provider }).from(providerKeys),
    standingStatement(ctx),
  ]);
  const found = people.parse(counted.rows[0]);
  if (found.people > PEOPLE_MAX) {
    const message = `At most ${PEOPLE_MAX} people at a time. Narrow it down.`;
    throw new ProblemError('invalid', message, { issues: [{ path: 'filter', message }] });
  }
  const [mine, everyone] = [byProvider(own.rows), byProvider(all.rows)];
  const standing = readStanding(standingRows);
  const ownKeys = new Set(keys.map(({ provider }) => provider));
  const wanted = SOURCES.filter((source) => body.sources?.includes(source) ?? true);
  const sources = wanted.map((source): Quote['sources'][number] => {
    const state = !isPaid(source)
      ? 'free'
      : ownKeys.has(source)
        ? 'own_key'
        : ctx.env[KEY_SETTINGS[source]]
          ? 'asked'
          : 'no_key';
    const paidBefore = Math.min(found.people, found.paid[source] ?? 0);
    const basis = basisOf(source, mine.get(source), everyone.get(source));
    const cost = state === 'asked' ? costOf(source, found.people - paidBefore, basis) : { median: 0, worst: 0 };
    return { source, state, people: found.people, paidBefore, ...cost, priceMax: PRICE_MAX[source], basis };
  });
  const [median, worst] = (['median', 'worst'] as const).map((key) => sources.reduce((sum, one) => sum + one[key], 0));
  return summed(found.people, sources, median ?? 0, worst ?? 0, standing);
};

const summed = (
  n: number,
  sources: Quote['sources'],
  median: number,
  worst: number,
  standing: ReturnType<typeof readStanding>,
): Quote => {
  const caps = capsOf(standing);
  const available = caps.find(({ cap }) => cap === 'balance')?.left ?? 0;
  const paying = sources.filter(({ state, people: asked, paidBefore }) => state === 'asked' && asked > paidBefore);
  const worstPerRun = paying.reduce((sum, { priceMax }) => sum + priceMax, 0);
  return {
    people: n,
    sources,
    median,
    worst,
    balance: { available, afterMedian: available - median, afterWorst: available - worst },
    caps,
    binds: bindingOf(caps, { median, worst, medianPerRun: n === 0 ? 0 : Math.floor(median / n), worstPerRun }),
    training: standing.training,
  };
};
