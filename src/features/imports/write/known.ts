import { and, asc, isNull, or, sql } from 'drizzle-orm';
import type { Ctx } from '../../../ctx.ts';
import { fieldValues, prospects as p } from '../../../db/schema/prospects.ts';
import { tenants } from '../../../db/schema/tenancy.ts';
import { limitSql } from '../../tenants/plans.ts';
import { type Held, type KnownProspect, keysOf, type SourceRow } from '../rows/fold.ts';

/** A prospect as it was read, with the version of its row: what is written back must still be that. */
export type Known = KnownProspect & { version: string };

/** The fields that a member has chosen a value for, with what a file said of each: `Held` as JSON. */
const held = sql<Held>`(
  select coalesce(jsonb_object_agg(m.field, f.value), '{}')
    from ${fieldValues} m
    left join ${fieldValues} f on f.prospect_id = m.prospect_id and f.field = m.field and f.source = 'import'
     and f.match_id is null
   where m.prospect_id = ${p}.id and m.source = 'member' and m.match_id is null)`;

const anyOf = (column: typeof p.emailKey | typeof p.linkedinKey | typeof p.nameKey, keys: string[]) =>
  keys.length > 0 ? sql`${column} = any(${sql.param(keys)}::text[])` : undefined;

/** How many new people the workspace has room for; below zero where its plan covers fewer than it has. */
const roomLeft = (ctx: Ctx) =>
  ctx.db.execute<{ room: string }>(sql`
    select ${limitSql('prospects')} - coalesce((select n from prospect_facets where facet = 'all' and key = ''), 0) as room
      from ${tenants} t where t.id = ${ctx.tenantId}`);

/**
 * Every prospect that shares a key with one of the rows, oldest first, and how many new ones there is room for. One
 * round trip.
 */
export const loadKnown = async (ctx: Ctx, rows: readonly SourceRow[]): Promise<{ known: Known[]; room: number }> => {
  const keys = keysOf(rows);
  const shares = or(
    anyOf(p.emailKey, keys.email),
    anyOf(p.linkedinKey, keys.linkedin),
    anyOf(p.nameKey, keys.nameCompany),
  );
  const sharing = ctx.db
    .select({
      id: p.id,
      version: sql<string>`${p}.xmin::text`,
      name: p.name,
      firstName: p.firstName,
      lastName: p.lastName,
      email: p.email,
      phone: p.phone,
      linkedinUrl: p.linkedinUrl,
      title: p.title,
      seniority: p.seniority,
      department: p.department,
      company: p.company,
      companyDomain: p.companyDomain,
      industry: p.industry,
      city: p.city,
      region: p.region,
      country: p.country,
      location: p.location,
      netWorth: p.netWorth,
      tags: p.tags,
      notes: p.notes,
      custom: p.custom,
      emailKey: p.emailKey,
      linkedinKey: p.linkedinKey,
      nameKey: p.nameKey,
      held,
    })
    .from(p)
    .where(and(shares ?? sql`false`, isNull(p.deletedAt)))
    .orderBy(asc(p.createdAt), asc(p.id));
  const [left, found] = await ctx.db.batch([roomLeft(ctx), sharing]);
  const known = found.map(({ id, version, emailKey, linkedinKey, nameKey, held, ...prospect }) => ({
    id,
    version,
    held,
    prospect,
    identity: {
      ...(emailKey === null ? {} : { email: emailKey }),
      ...(linkedinKey === null ? {} : { linkedin: linkedinKey }),
      ...(nameKey === null ? {} : { nameCompany: nameKey }),
    },
  }));
  return { known, room: Number(left.rows[0]?.room ?? 0) };
};
