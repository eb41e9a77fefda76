import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { SOURCES } from '../prospects/contract.ts';
import { gatesHealth } from '../providers/health.ts';
import { ask, type ConsoleCtx } from './ask.ts';
import { health } from './contract.ts';
import { moment } from './moment.ts';

/** The share of failed calls from which a provider struggles, and from which it counts as failing. */
const STRUGGLING = 0.1;
const FAILING = 0.5;

type Health = z.output<typeof health>;

export const providerState = (calls: number, failed: number): Health['providers'][number]['state'] => {
  if (calls === 0) return 'idle';
  const share = failed / calls;
  return share >= FAILING ? 'failing' : share >= STRUGGLING ? 'struggling' : 'well';
};

const stored = health.omit({ gates: true }).extend({
  providers: z.array(
    z.object({ provider: z.string(), calls: z.int(), failed: z.int(), medianMs: z.number().nullable() }),
  ),
  jobs: z.array(health.shape.jobs.element.extend({ oldestQueuedAt: moment.nullable() })),
  outbox: health.shape.outbox.extend({ oldestAt: moment.nullable() }),
});

/** How the providers fared in the last hour, and what waits. A provider that nobody called is there too, as idle. */
export const readHealth = async (ctx: ConsoleCtx): Promise<Health> => {
  const [[row], gates] = await Promise.all([
    ask(ctx, sql`app.console_health(${ctx.operator.sessionId})`),
    gatesHealth(ctx.env),
  ]);
  const { providers, jobs, outbox } = stored.parse(row);
  const idle = SOURCES.filter((source) => !providers.some((p) => p.provider === source)).map((provider) => ({
    provider,
    calls: 0,
    failed: 0,
    medianMs: null,
  }));
  const all = [...providers, ...idle].sort((a, b) => a.provider.localeCompare(b.provider));
  return {
    providers: all.map((p) => ({
      ...p,
      medianMs: p.medianMs === null ? null : Math.round(p.medianMs),
      errorShare: p.calls === 0 ? null : p.failed / p.calls,
      state: providerState(p.calls, p.failed),
    })),
    gates,
    jobs,
    outbox,
  };
};
