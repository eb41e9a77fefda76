import { sql } from 'drizzle-orm';

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
export const valuesJson = sql`app.values_json(p.id)`;

/** The records of sources that may be a prospect as JSON, the surest first; what was merged into it is none of them. */
export const matchesJson = sql`app.matches_json(p.id)`;

/** The workspace's rules of whose value counts, as JSON. */
export const rulesJson = sql`app.precedence_json()`;
