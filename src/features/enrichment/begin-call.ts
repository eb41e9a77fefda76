import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { prospects, sourceResults } from '../../db/schema/prospects.ts';
import type { Source } from '../prospects/contract.ts';
import { type Run, type Statement, writeAsRun } from './as-run.ts';
import { isPaid, reserve } from './credits.ts';
import type { Facts } from './sources/types.ts';

/**
 * What may be done about a source now. `call`: it is this worker's to ask. `interrupted`: an earlier worker asked and
 * its answer was not stored, so nobody knows whether it was billed. `broke`: there are not enough credits. `done`: it
 * has its answer.
 */
const move = z.enum(['call', 'interrupted', 'broke', 'done']);
export type Move = z.infer<typeof move>;

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
});

const factsStatement = (ctx: Ctx, prospectId: string): Statement =>
  ctx.db.execute(sql`
    select p.id, p.name, p.first_name as "firstName", p.last_name as "lastName", p.email, p.linkedin_url as "linkedinUrl",
           p.title, p.company, p.company_domain as "companyDomain"
      from ${prospects} p where p.id = ${prospectId} and p.deleted_at is null`);

/**
 * Takes a source up: puts the credits aside and notes that it is being called, in one transaction, before the call goes
 * out. `token` names this very attempt: a repeated write of it finds its own note and may go on.
 */
export const beginCall = async (
  ctx: Ctx,
  run: Run,
  source: Source,
  token: string,
): Promise<{ move: Move; prospect: Facts | undefined }> => {
  const paid = isPaid(source);
  const begin = ctx.db.execute(sql`
    with seen as (
      select status, answer ->> 'call' as call from ${sourceResults}
       where run_id = ${run.runId} and source = ${source} for update
    ), fresh as (select from seen where status = 'queued')
    ${paid ? sql`, ${reserve({ jobId: run.jobId, source }, sql`fresh`)}` : sql``}
    , moved as (
      select case
        when status not in ('queued', 'running') then 'done'
        when status = 'running' and call = ${token}::text then 'call'
        when status = 'running' then ${paid ? 'interrupted' : 'call'}::text
        ${paid ? sql`when not exists (select from reserved) then 'broke'` : sql``}
        else 'call' end as move from seen
    ), noted as (
      update ${sourceResults} s set
        status = 'running', calling = true, started_at = now(), answer = jsonb_build_object('call', ${token}::text)
        from moved where s.run_id = ${run.runId} and s.source = ${source} and moved.move = 'call'
    )
    select move from moved`);
  const [begun, person] = await writeAsRun(ctx, run, [begin, factsStatement(ctx, run.prospectId)]);
  return {
    // A source that this run does not have is one there is nothing to do about.
    move: move.parse(begun?.rows[0]?.move ?? 'done'),
    prospect: person?.rows[0] && facts.parse(person.rows[0]),
  };
};
