import { and, asc, isNull, or, sql } from 'drizzle-orm';
import type { Ctx } from '../../../ctx.ts';
import { prospects as p } from '../../../db/schema/prospects.ts';
import { type KnownProspect, keysOf, type SourceRow } from '../rows/fold.ts';

/** A prospect as it was read, with the version of its row: what is written back must still be that. */
export type Known = KnownProspect & { version: string };

const anyOf = (column: typeof p.emailKey | typeof p.linkedinKey | typeof p.nameKey, keys: string[]) =>
  keys.length > 0 ? sql`${column} = any(${sql.param(keys)}::text[])` : undefined;

/** Every prospect that shares a key with one of the rows, oldest first. One round trip, or none for rows without keys. */
export const loadKnown = async (ctx: Ctx, rows: readonly SourceRow[]): Promise<Known[]> => {
  const keys = keysOf(rows);
  const shares = or(
    anyOf(p.emailKey, keys.email),
    anyOf(p.linkedinKey, keys.linkedin),
    anyOf(p.nameKey, keys.nameCompany),
  );
  if (!shares) return [];
  const found = await ctx.db
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
    })
    .from(p)
    .where(and(shares, isNull(p.deletedAt)))
    .orderBy(asc(p.createdAt), asc(p.id));
  return found.map(({ id, version, emailKey, linkedinKey, nameKey, ...prospect }) => ({
    id,
    version,
    prospect,
    identity: {
      ...(emailKey === null ? {} : { email: emailKey }),
      ...(linkedinKey === null ? {} : { linkedin: linkedinKey }),
      ...(nameKey === null ? {} : { nameCompany: nameKey }),
    },
  }));
};
