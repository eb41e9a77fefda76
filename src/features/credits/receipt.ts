import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { creditLedger } from '../../db/schema/credits.ts';
import { jobs } from '../../db/schema/jobs.ts';
import { enrichmentRuns, sourceResults } from '../../db/schema/prospects.ts';
import { members } from '../../db/schema/tenancy.ts';
import { ProblemError } from '../../lib/problem.ts';
import { SOURCES } from '../prospects/contract.ts';
import { RUN_STATUSES, SOURCE_STATUSES } from '../prospects/profile-contract.ts';
import { ENTRY_STATES, type Receipt } from './contract.ts';
import { refundsOf, sharesOf } from './shares.ts';

const moment = z.iso.datetime({ offset: true }).transform((at) => new Date(at).toISOString());
const entry = z.object({
  state: z.enum(ENTRY_STATES),
  keyOwner: z.enum(['platform', 'tenant']),
  quoted: z.int(),
  reserved: z.int(),
  settled: z.int(),
  refunded: z.int(),
  why: z.string().nullable(),
  requestId: z.string(),
  providerRequestId: z.string().nullable(),
});
const source = z.object({
  source: z.enum(SOURCES),
  status: z.enum(SOURCE_STATUSES),
  reason: z.string().nullable(),
  brought: z.array(z.object({ field: z.string(), value: z.string() })),
  entry: entry.nullable(),
});
const run = z.object({
  runId: z.string(),
  prospectId: z.string(),
  memberId: z.string().nullable(),
  status: z.enum(RUN_STATUSES),
  training: z.boolean(),
  createdAt: moment,
  finishedAt: moment.nullable(),
  sources: z.array(source),
});

const ORDER = sql`array[${sql.join(
  SOURCES.map((one) => sql`${one}`),
  sql`, `,
)}]::text[]`;

const viewSource = ({ brought, entry: paid, ...rest }: z.infer<typeof source>): Receipt['sources'][number] => {
  const fields = brought.map(({ field }) => field);
  const credits = sharesOf(rest.source, paid?.settled ?? 0, fields);
  const refunds = refundsOf(paid?.refunded ?? 0, fields);
  return {
    ...rest,
    state: paid?.state ?? null,
    keyOwner: paid?.keyOwner ?? null,
    quoted: paid?.quoted ?? 0,
    reserved: paid?.reserved ?? 0,
    settled: paid?.settled ?? 0,
    refunded: paid?.refunded ?? 0,
    why: paid?.why ?? null,
    requestId: paid?.requestId ?? null,
    providerRequestId: paid?.providerRequestId ?? null,
    fields: brought.map((one, at) => ({ ...one, credits: credits[at] ?? 0, refunded: refunds[at] ?? 0 })),
  };
};

/** What a run cost, by source and by field. One round trip. Throws `not_found` where there is no such run. */
export const readReceipt = async (ctx: Ctx, runId: string): Promise<Receipt> => {
  const { rows } = await ctx.db.execute(sql`
    select jsonb_build_object(
      'runId', r.id, 'prospectId', r.prospect_id,
      'memberId', (select m.user_id from ${jobs} j join ${members} m on m.user_id = j.created_by where j.id = r.job_id), 'status', r.status, 'training', r.training, 'createdAt', r.created_at,
      'finishedAt', r.finished_at, 'sources', coalesce((
        select jsonb_agg(jsonb_build_object(
            'source', s.source, 'status', s.status, 'reason', s.reason, 'brought', s.brought,
            'entry', case when l.id is not null then jsonb_build_object(
              'state', l.state, 'keyOwner', l.key_owner, 'quoted', l.quoted, 'reserved', l.reserved, 'settled', l.settled,
              'refunded', l.refunded, 'why', l.reason, 'requestId', l.request_id, 'providerRequestId', l.provider_request_id
            ) end) order by array_position(${ORDER}, s.source))
          from ${sourceResults} s left join ${creditLedger} l on l.run_id = r.id and l.provider = s.source
         where s.run_id = r.id), '[]')) as receipt
      from ${enrichmentRuns} r where r.id = ${runId}`);
  if (!rows[0]) throw new ProblemError('not_found');
  const { sources, ...found } = run.parse(rows[0].receipt);
  const items = sources.map(viewSource);
  const total = (key: 'quoted' | 'reserved' | 'settled' | 'refunded') => items.reduce((sum, one) => sum + one[key], 0);
  return {
    ...found,
    quoted: total('quoted'),
    reserved: total('reserved'),
    settled: total('settled'),
    refunded: total('refunded'),
    sources: items,
  };
};
