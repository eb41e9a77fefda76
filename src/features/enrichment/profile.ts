import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { fieldValues, prospects } from '../../db/schema/prospects.ts';
import { ProblemError } from '../../lib/problem.ts';
import { wake } from '../jobs/accept.ts';
import { type Profile, prospect as prospectShape } from '../prospects/contract.ts';
import { locationOf } from '../prospects/view.ts';
import { profileFields } from './fields.ts';
import { newRun, startStatement } from './start.ts';
import { jobStatement, readState, stateStatement, tell } from './state.ts';

/** A prospect as JSON, by the names of the API. */
export const prospectJson = sql`
  jsonb_build_object(
    'id', p.id, 'name', p.name, 'firstName', p.first_name, 'lastName', p.last_name, 'email', p.email, 'phone', p.phone,
    'linkedinUrl', p.linkedin_url, 'title', p.title, 'seniority', p.seniority, 'department', p.department,
    'company', p.company, 'companyDomain', p.company_domain, 'industry', p.industry, 'city', p.city, 'region', p.region,
    'country', p.country, 'location', p.location, 'netWorth', p.net_worth, 'tags', p.tags, 'notes', p.notes,
    'custom', p.custom, 'createdAt', p.created_at, 'updatedAt', p.updated_at, 'enrichedAt', p.enriched_at)`;

/** The values of a prospect as JSON, in a steady order. */
export const valuesJson = sql`
  coalesce((
    select jsonb_agg(jsonb_build_object(
      'id', f.id, 'field', f.field, 'source', f.source, 'value', f.value, 'sourceUrl', f.source_url,
      'confidence', f.confidence, 'chosen', f.chosen, 'fetchedAt', f.fetched_at) order by f.field, f.source)
      from ${fieldValues} f where f.prospect_id = p.id), '[]')`;

export const storedValue = z.object({
  id: z.string(),
  field: z.string(),
  source: z.string(),
  value: z.string(),
  sourceUrl: z.string().nullable(),
  confidence: z.number(),
  chosen: z.boolean(),
  fetchedAt: z.string(),
});
const opened = z.object({ prospect: prospectShape, fields: z.array(storedValue) });

/**
 * A profile with all that is known, at once and in one round trip. Where it is stale and `mayStart`, the same trip
 * accepts an enrichment, and the answer shows it queued. Throws `not_found` for a missing or foreign prospect.
 */
export const openProfile = async (ctx: Ctx, prospectId: string, options: { mayStart: boolean }): Promise<Profile> => {
  const run = newRun(prospectId, 'view');
  const read = [
    ctx.db.execute(sql`
      select ${prospectJson} as prospect, ${valuesJson} as fields
        from ${prospects} p where p.id = ${prospectId} and p.deleted_at is null`),
    stateStatement(ctx, prospectId),
    jobStatement(ctx, run.jobId),
  ] as const;
  const results = options.mayStart
    ? (await ctx.db.batch([startStatement(ctx, run), ...read])).slice(1)
    : await ctx.db.batch(read);
  const [row, state, job] = results;
  const enrichment = state && readState(state);
  if (!row?.rows[0] || !enrichment || !job) throw new ProblemError('not_found');
  if (enrichment.runId === run.runId) {
    wake(ctx, run.jobId);
    ctx.later(tell(ctx, prospectId, state, job));
  }
  const { prospect, fields } = opened.parse(row.rows[0]);
  return {
    prospect: { ...prospect, location: locationOf(prospect) },
    fields: profileFields(prospect, fields),
    enrichment,
  };
};
