import { and, asc, isNull, type SQL, sql, type Table } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { Ctx } from '../../../ctx.ts';
import { imports } from '../../../db/schema/imports.ts';
import { fieldValues, prospects as p } from '../../../db/schema/prospects.ts';
import { tenants } from '../../../db/schema/tenancy.ts';
import type { Suppression } from '../../suppression/check.ts';
import { limitSql } from '../../tenants/plans.ts';
import { type Held, type KnownProspect, keysOf, type SourceRow } from '../rows/fold.ts';
import type { Identity } from '../rows/identity.ts';
import { arrayOf } from './arrays.ts';
import { listIn, listMadeBy } from './left-alone.ts';

/** A prospect as it was read, with the version of its row: what is written back must still be that. */
export type Known = KnownProspect & { version: string };

/** The fields that a member has chosen a value for, with what a file said of each: `Held` as JSON. */
const held = sql<Held>`(
  select coalesce(jsonb_object_agg(m.field, f.value), '{}')
    from ${fieldValues} m
    left join ${fieldValues} f on f.prospect_id = m.prospect_id and f.field = m.field and f.source = 'import'
     and f.match_id is null
   where m.prospect_id = ${p}.id and m.source = 'member' and m.match_id is null)`;

/** A table of people, with the columns that they are found by. */
type Keyed = Table & Record<'emailKey' | 'linkedinKey' | 'nameKey', AnyPgColumn>;

/**
 * The ids of those in a table who share a key with one of the rows: one look into the index for each key,
 * whatever the planner thinks of it. A list to compare with is planned element by element, and a plain join may be planned as a
 * look at everybody there is.
 */
export const sharing = (of: Keyed, id: AnyPgColumn, rows: readonly SourceRow[], only: SQL): SQL => {
  const keys = keysOf(rows);
  const found = (column: AnyPgColumn, values: string[]) =>
    sql`select s.id from unnest(${arrayOf('text', values)}) k
      cross join lateral (select ${id} as id from ${of} where ${column} = k and ${only} offset 0) s`;
  return sql`array(${found(of.emailKey, keys.email)} union ${found(of.linkedinKey, keys.linkedin)}
    union ${found(of.nameKey, keys.nameCompany)})`;
};

/** The ids of the people who do so today. The index of addresses is of those alone who are not deleted. */
export const sharingNow = (rows: readonly SourceRow[]): SQL => sharing(p, p.id, rows, isNull(p.deletedAt));

/**
 * How many new people the workspace has room for, below zero where its plan covers fewer than it has; by which key the
 * list was made of those whom it leaves alone; and whether no second import is under way, and none is being taken back.
 */
export const roomLeft = (ctx: Ctx) =>
  ctx.db.execute<{ room: string; listMadeBy: string | null; isAlone: boolean }>(sql`
    select ${limitSql('prospects')} - coalesce((select n from prospect_facets where facet = 'all' and key = ''), 0) as room,
           ${listMadeBy} as "listMadeBy",
           (select count(*) < 2 from ${imports} m where m.status = 'running' or m.undo_status in ('queued', 'running')) as "isAlone"
      from ${tenants} t where t.id = ${ctx.tenantId}`);

/** The statement that reads every prospect who shares a key with one of the rows, oldest first. */
export const readSharing = (ctx: Ctx, rows: readonly SourceRow[]) =>
  ctx.db
    .select({
      id: p.id,
      version: sql<string>`${p}.xmin::text`,
      createdAt: p.createdAt,
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
    .where(and(sql`${p.id} = any (${sharingNow(rows)})`, isNull(p.deletedAt)))
    .orderBy(asc(p.createdAt), asc(p.id));

type Keys = Record<'emailKey' | 'linkedinKey' | 'nameKey', string | null>;

/** The keys that somebody is stored under. */
export const identityIn = ({ emailKey, linkedinKey, nameKey }: Keys): Identity => ({
  ...(emailKey === null ? {} : { email: emailKey }),
  ...(linkedinKey === null ? {} : { linkedin: linkedinKey }),
  ...(nameKey === null ? {} : { nameCompany: nameKey }),
});

/** A prospect as it was read. */
export const asKnown = ({
  id,
  version,
  createdAt: _,
  emailKey,
  linkedinKey,
  nameKey,
  held,
  ...prospect
}: Awaited<ReturnType<typeof readSharing>>[number]): Known => ({
  id,
  version,
  held,
  prospect,
  identity: identityIn({ emailKey, linkedinKey, nameKey }),
});

/** Every prospect that shares a key with one of the rows, oldest first, and what `roomLeft` says. */
export type Seen = { known: Known[]; room: number; isAlone: boolean; list: Suppression | undefined };

/** The same as they stand now. One round trip. */
export const loadKnown = async (ctx: Ctx, rows: readonly SourceRow[]): Promise<Seen> => {
  const [left, found] = await ctx.db.batch([roomLeft(ctx), readSharing(ctx, rows)]);
  const [said] = left.rows;
  return {
    known: found.map(asKnown),
    room: Number(said?.room ?? 0),
    isAlone: said?.isAlone === true,
    list: await listIn(ctx, said),
  };
};
