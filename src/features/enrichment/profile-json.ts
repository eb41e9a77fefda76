import { sql } from 'drizzle-orm';
import { fieldValues, identityMatches, precedenceRules } from '../../db/schema/prospects.ts';

/** Parts of a profile as the database writes them, by the names of the API. `p` is the prospect. */

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
      'id', f.id, 'field', f.field, 'source', f.source, 'value', f.value, 'previous', f.previous, 'raw', f.raw, 'sourceUrl', f.source_url,
      'accession', f.accession, 'confidence', f.confidence, 'verified', f.verified, 'cost', f.cost,
      'licence', f.licence, 'matchId', f.match_id, 'mergedFrom', (
        select split_part(m.key, '/', 1) from ${identityMatches} m where m.id = f.match_id and m.source = 'merge'), 'setBy', f.set_by, 'chosen', f.chosen, 'fetchedAt', f.fetched_at,
      'expiresAt', f.expires_at) order by f.field, f.source, f.id)
      from ${fieldValues} f where f.prospect_id = p.id), '[]')`;

/** The records of sources that may be a prospect as JSON, the surest first; what was merged into it is none of them. */
export const matchesJson = sql`
  coalesce((
    select jsonb_agg(jsonb_build_object(
      'id', m.id, 'source', m.source, 'record', m.record, 'grade', m.grade, 'score', m.score, 'evidence', m.evidence,
      'state', m.state, 'seenAt', m.seen_at, 'decidedAt', m.decided_at, 'decidedBy', m.decided_by_name)
      order by m.source, m.score desc, m.id)
      from ${identityMatches} m where m.prospect_id = p.id and m.source <> 'merge'), '[]')`;

/** The workspace's rules of whose value counts, as JSON. */
export const rulesJson = sql`
  coalesce((
    select jsonb_agg(jsonb_build_object(
      'field', r.field, 'order', r.order, 'never', r.never, 'overVerified', r.over_verified, 'days', r.days)
      order by r.field)
      from ${precedenceRules} r), '[]')`;
