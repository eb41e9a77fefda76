import { type SQL, sql } from 'drizzle-orm';

/**
 * Whether a shown value of the prospect `p` has grown old since the prospect was last enriched: a condition for a
 * statement. One that was asked for since, in vain, starts nothing again.
 */
const hasStaleField: SQL = sql`exists (
  select from field_values v
    left join precedence_rules r on r.field = v.field
    cross join lateral (
      select case when r.days is null then v.expires_at else v.fetched_at + make_interval(days => r.days) end) o (old_at)
   where v.prospect_id = p.id and v.chosen and v.source not in ('import', 'member') and v.expires_at is not null
     and o.old_at < now() and p.enriched_at < o.old_at)`;

/**
 * Whether the prospect `p` was never enriched, or longer ago than a profile stays good, or shows a value that the
 * workspace's own rule says is old. By the database's clock. For sets; `app.is_stale` is the same rule for one.
 */
export const staleSql: SQL = sql`(p.enriched_at is null or p.enriched_at < now() - interval '7 days' or ${hasStaleField})`;
