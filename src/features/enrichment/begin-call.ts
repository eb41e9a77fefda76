import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { enrichmentRuns, identityMatches, prospects, sourceResults } from '../../db/schema/prospects.ts';
import { CAPS, type Cap } from '../credits/contract.ts';
import { type KeyUse, PLATFORM_KEY } from '../credits/keys-for.ts';
import { isPaid } from '../credits/prices.ts';
import type { Source } from '../prospects/contract.ts';
import { type Run, type Statement, writeAsRun } from './as-run.ts';
import { reserve } from './credits.ts';
import type { Facts } from './sources/types.ts';

/**
 * What may be done about a source now. `call`: it is this worker's to ask. `interrupted`: an earlier worker asked and
 * its answer was not stored, so nobody knows whether it was billed. `broke`: a cap stands in the way. `done`: it has its
 * answer.
 */
const move = z.enum(['call', 'interrupted', 'broke', 'done']);
export type Move = z.infer<typeof move>;

/** `cap` is what stood in the way of a call that is `broke`. `training`: nobody is to be asked, an example stands in. */
export type Begun = { move: Move; cap: Cap; training: boolean; prospect: Facts | undefined };

const begun = z.object({ move, cap: z.enum(CAPS).nullable(), training: z.boolean() });
const facts = z.object({
  id: z.string(),
  name: z.string(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  email: z.string().nullable(),
  linkedinUrl: z.string().nullable(),
  title: z.string().nullable(),
  company: z.string().nullable(),
  companyDomain: z.string().nullable(),
  city: z.string().nullable(),
  region: z.string().nullable(),
  country: z.string().nullable(),
  rejected: z.array(z.string()),
});

const factsStatement = (ctx: Ctx, prospectId: string, source: Source): Statement =>
  ctx.db.execute(sql`
    select p.id, p.name, p.first_name as "firstName", p.last_name as "lastName", p.email, p.linkedin_url as "linkedinUrl",
           p.title, p.company, p.company_domain as "companyDomain", p.city, p.region, p.country,
           to_jsonb(array(
             select m.key from ${identityMatches} m
              where m.prospect_id = p.id and m.source = ${source} and m.state = 'rejected')) as rejected
      from ${prospects} p where p.id = ${prospectId} and p.deleted_at is null`);

/**
 * Takes a source up: puts the credits aside and notes that it is being called, in one transaction, before the call goes
 * out. `token` names this very attempt, to us and to the provider: a repeated write of it finds its own note and may go
 * on. `key` says whose key the call is made with.
 */
export const beginCall = async (
  ctx: Ctx,
  run: Run,
  source: Source,
  token: string,
  key: KeyUse = PLATFORM_KEY,
): Promise<Begun> => {
  const paid = isPaid(source);
  const verdict = paid ? reserve({ jobId: run.jobId, source, requestId: token, key }) : sql`'ok'`;
  const begin = ctx.db.execute(sql`
    with seen as (
      select status, answer ->> 'call' as call from ${sourceResults}
       where run_id = ${run.runId} and source = ${source} for update
    ), fresh as materialized (
      -- Evaluated for a row that is there to be taken up, and for no other: it writes.
      select ${verdict} as verdict from seen where status = 'queued'
    ), moved as materialized (
      select case
        when status not in ('queued', 'running') then 'done'
        when status = 'running' and call = ${token}::text then 'call'
        when status = 'running' then ${paid ? 'interrupted' : 'call'}::text
        when verdict <> 'ok' then 'broke'
        else 'call' end as move, nullif(verdict, 'ok') as cap
        from seen left join fresh on true
    ), noted as (
      update ${sourceResults} s set
        status = 'running', calling = true, started_at = now(), answer = jsonb_build_object('call', ${token}::text)
        from moved where s.run_id = ${run.runId} and s.source = ${source} and moved.move = 'call'
    )
    select move, cap, training from moved, ${enrichmentRuns} r where r.id = ${run.runId}`);
  const [row, person] = await writeAsRun(ctx, run, [begin, factsStatement(ctx, run.prospectId, source)]);
  // A source that this run does not have is one there is nothing to do about.
  const found = begun.parse(row?.rows[0] ?? { move: 'done', cap: null, training: false });
  return { ...found, cap: found.cap ?? 'balance', prospect: person?.rows[0] && facts.parse(person.rows[0]) };
};
