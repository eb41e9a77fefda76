import { type SQL, sql } from 'drizzle-orm';
import type { Ctx } from '../../../ctx.ts';
import { providerAnswers } from '../../../db/schema/enrichment.ts';
import { enrichmentRuns, sourceResults } from '../../../db/schema/prospects.ts';
import { sha256 } from '../../../lib/encode.ts';
import type { Source } from '../../prospects/contract.ts';
import type { Facts, SourceOutcome } from '../sources/types.ts';
import type { Run, Statement } from './as-run.ts';

const HOUR_S = 3_600;
const DAY_S = 24 * HOUR_S;
/** How long an answer stands in for asking, in seconds. Apollo’s people move and its phones come late; pages are of the day. */
const FRESH_S: Partial<Record<Source, number>> = { apollo: HOUR_S, exa: DAY_S, contactout: 7 * DAY_S };
/**
 * A question that was paid is paid for this long: asked again within it, be it by the same words or of the same prospect, the
 * provider may bill us, and the tenant is not charged. After a month a person's job and address are news again.
 */
const PAID_S = 30 * DAY_S;
/** How long a question counts as being asked by somebody who is not heard of: above all that a call may take. */
const CLAIM_S = 60;
/** Largest answer kept. */
const KEPT_MAX = 256_000;
/** Of what a hash is made; raised when a question comes to mean something else. */
const VERSION = 1;

const plain = (text: string | null): string => (text ?? '').normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();

/** The question that a source is asked of a person, whatever the spacing and case it was typed in. */
export const questionOf = (source: Source, p: Omit<Facts, 'id'>): string =>
  JSON.stringify([VERSION, source, ...[p.name, p.email, p.linkedinUrl, p.company, p.companyDomain].map(plain)]);

/** Undefined where nothing is kept for a source. */
export const questionHash = async (source: Source, facts: Facts | undefined): Promise<string | undefined> =>
  facts === undefined || FRESH_S[source] === undefined ? undefined : sha256(questionOf(source, facts));

/** Whether a tenant has paid for a question, or for the same of the same prospect. */
export const isPaidFor = (source: Source, hash: string, prospectId: string): SQL => sql`exists (
  select from ${providerAnswers} a where a.provider = ${source} and a.paid_until > now()
     and (a.hash = ${hash} or a.prospect_id = ${prospectId}))`;

/** What is known of a question: the text of a fresh answer, and whether another job asks it now. */
export const knownSql = (source: Source, hash: string, jobId: string): SQL => sql`
  (select a.answer ->> 'text' from ${providerAnswers} a
    where a.provider = ${source} and a.hash = ${hash} and a.expires_at > now()) as text,
  exists (select from ${providerAnswers} a
    where a.provider = ${source} and a.hash = ${hash} and a.claimed_by <> ${jobId} and a.claimed_until > now()) as taken`;

/** Notes that this job asks the question, unless another does. In training nothing is asked. */
export const claimAnswer = (ctx: Ctx, run: Run, source: Source, hash: string): Statement =>
  ctx.db.execute(sql`
    insert into ${providerAnswers} as a (provider, hash, prospect_id, claimed_by, claimed_until)
    select ${source}, ${hash}, ${run.prospectId}::uuid, ${run.jobId}::uuid, now() + make_interval(secs => ${CLAIM_S})
      from ${sourceResults} s join ${enrichmentRuns} r on r.id = s.run_id and not r.training
     where s.run_id = ${run.runId} and s.source = ${source} and s.status in ('queued', 'running', 'waiting')
    on conflict (tenant_id, provider, hash) do update set claimed_by = excluded.claimed_by, claimed_until = excluded.claimed_until
     where a.claimed_until is null or a.claimed_until < now() or a.claimed_by = excluded.claimed_by`);

/** Lets the next one ask, and keeps what came, in the transaction that stores the outcome. */
export const keepAnswer = (
  ctx: Ctx,
  run: Run,
  source: Source,
  hash: string,
  text: string | undefined,
  outcome: SourceOutcome,
): Statement => {
  const read = outcome.status === 'found' || outcome.status === 'empty';
  const keeps = read && text !== undefined && text.length <= KEPT_MAX && text.isWellFormed() && !text.includes('\0');
  const paid = outcome.cost > 0 && outcome.cached !== true;
  return ctx.db.execute(sql`
    update ${providerAnswers} set claimed_by = null, claimed_until = null
      ${keeps ? sql`, answer = ${JSON.stringify({ text })}::jsonb, fetched_at = now(), expires_at = now() + make_interval(secs => ${FRESH_S[source] ?? 0})` : sql``}
      ${paid ? sql`, paid_until = greatest(paid_until, now() + make_interval(secs => ${PAID_S}))` : sql``}
     where provider = ${source} and hash = ${hash} and claimed_by = ${run.jobId}`);
};
