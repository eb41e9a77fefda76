import { type SQL, sql } from 'drizzle-orm';
import type { Ctx } from '../../ctx.ts';
import { documents, filers, lines, owners } from '../../db/schema/filings.ts';
import { identityMatches, prospects } from '../../db/schema/prospects.ts';
import type { InsiderQuery } from './contract.ts';

/**
 * The statements behind the insider page. All of them go out as one batch: one round trip, one state of the data. The
 * tenant's own rows say which filers a person is; what those filed is everyone's.
 */

/** Points of all holdings together at most: two a week over ten years for fifty holdings do not reach it. */
const POINTS_MAX = 5_000;

export type Place = { d: string; a: string; n: number };

/** Records of the person at the SEC that nobody rejected, and whether each is proven: exact, or confirmed by a member. */
const records = (prospectId: string): SQL => sql`
  select lpad(m.record ->> 'cik', 10, '0') as cik, m.record ->> 'name' as name,
      m.state = 'confirmed' or (m.state = 'proposed' and m.grade = 'exact') as proven
    from ${identityMatches} m
   where m.prospect_id = ${prospectId} and m.source = 'edgar' and m.state <> 'rejected' and m.record ->> 'cik' is not null`;

/** Each filing of the person once, however many of its owners the person is, and the lines of it that still hold. */
const filed = (prospectId: string): SQL => sql`
  who as (${records(prospectId)}),
  mine as materialized (
    select d.* from ${documents} d where d.accession in (
      select o.accession from ${owners} o where o.cik in (select cik from who where proven))),
  held as (
    select l.*, d.form, d.filed_on, 'https://www.sec.gov' || d.path as url,
        jsonb_build_object('cik', d.issuer_cik, 'name', d.issuer_name, 'symbol', d.issuer_symbol) as issuer
      from mine d join ${lines} l on l.accession = d.accession and l.replaced_by is null)`;

export const stateStatement = (ctx: Ctx, prospectId: string) =>
  ctx.db.execute(sql`
    with ${filed(prospectId)}
    select p.id,
        coalesce((select jsonb_agg(jsonb_build_object('cik', w.cik, 'name', coalesce(f.name, w.name), 'proven', w.proven,
            'listed', f.listed_at is not null) order by w.cik) from who w left join ${filers} f on f.cik = w.cik), '[]') as filers,
        (select count(*) from mine)::int as known,
        (select count(*) from mine where state = 'read')::int as read,
        (select count(*) from mine where state = 'unreadable')::int as unreadable,
        (select max(read_at) from mine) as newest
      from ${prospects} p where p.id = ${prospectId} and p.deleted_at is null`);

export const transactionsStatement = (ctx: Ctx, prospectId: string, query: InsiderQuery, after: Place | undefined) => {
  const kinds = query.kind ? sql`and kind = any (${sql.param(query.kind)}::text[])` : sql``;
  const from = after
    ? sql`and (day < ${after.d}::date or day = ${after.d}::date and (accession < ${after.a} or accession = ${after.a} and n > ${after.n}::int))`
    : sql``;
  return ctx.db.execute(sql`
    with ${filed(prospectId)}
    select accession, n, kind, code, date::text as date, day::text as day, issuer, security, derivative, acquired,
        shares::text as shares, price::text as price, trim_scale(value)::text as value, "after"::text as "sharesAfter",
        ownership, nature, plan, late, detail, form, url,
        coalesce((select jsonb_agg(jsonb_build_object('cik', o.cik, 'name', o.name) order by o.name, o.cik)
          from ${owners} o where o.accession = held.accession and o.name is not null), '[]') as owners
      from held where type = 'transaction' ${kinds} ${from}
     order by day desc, accession desc, n limit ${query.limit + 1}`);
};

/** Of every kind, whatever the page shows: how many lines, what they come to, how many have no price, from when to when. */
export const totalsStatement = (ctx: Ctx, prospectId: string) =>
  ctx.db.execute(sql`
    with ${filed(prospectId)}
    select kind, count(*)::int as count, trim_scale(coalesce(sum(value), 0))::text as "amountUsd",
        count(*) filter (where value is null)::int as unpriced, min(day)::text as first, max(day)::text as last
      from held where type = 'transaction' group by kind`);

/** What a position was after the last line that speaks of it, for each day that one does. */
export const holdingsStatement = (ctx: Ctx, prospectId: string) =>
  ctx.db.execute(sql`
    with ${filed(prospectId)},
    points as (
      select distinct on (position_key, day) * from held where "after" is not null
       order by position_key, day, filed_on desc, accession desc, n desc),
    newest as (select * from points order by day desc, position_key limit ${POINTS_MAX})
    select position_key as key, (array_agg(issuer order by day desc))[1] as issuer,
        (array_agg(class_key order by day desc))[1] as "classKey",
        (array_agg(security order by day desc))[1] as security, bool_or(derivative) as derivative,
        (array_agg(ownership order by day desc))[1] as ownership, (array_agg(nature order by day desc))[1] as nature,
        jsonb_agg(jsonb_build_object('date', day, 'shares', "after"::text, 'accession', accession, 'url', url, 'form', form)
          order by day) as points,
        -- The issuer's newest filing of this person says whether they still report for it.
        (select m.leaves from mine m where m.issuer_cik = (array_agg(newest.issuer_cik))[1] and m.state = 'read'
          order by m.period desc nulls last, m.filed_on desc, m.accession desc limit 1) as "left"
      from newest group by position_key order by position_key`);

/** The last price that any filing of anybody prints for the classes that the person holds. */
export const pricesStatement = (ctx: Ctx, prospectId: string) =>
  ctx.db.execute(sql`
    with ${filed(prospectId)},
    classes as (select distinct class_key from held where not derivative)
    select c.class_key as "classKey", x.price::text as price, x.day::text as date, 'https://www.sec.gov' || d.path as url
      from classes c
      cross join lateral (
        select l.accession, l.price, l.day from ${lines} l
         where l.class_key = c.class_key and l.price > 0 and l.kind in ('buy', 'sell', 'plan_buy', 'plan_sell')
           and l.replaced_by is null
         order by l.day desc nulls last, l.accession desc, l.n desc limit 1) x
      join ${documents} d on d.accession = x.accession`);
