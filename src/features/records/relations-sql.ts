import { type SQL, sql } from 'drizzle-orm';
import type { Ctx } from '../../ctx.ts';
import { documents, owners } from '../../db/schema/filings.ts';
import { identityMatches, prospects, prospectsSearch as s } from '../../db/schema/prospects.ts';
import { OPEN_DOMAINS } from '../enrichment/identity/company.ts';
import { EMPLOYER_KEY } from '../prospects/filters.ts';
import { knownAs, type Suppression } from '../suppression/check.ts';
import { BOARDS_MAX, COLLEAGUES_COUNTED, FELLOWS_MAX } from './relations-contract.ts';

/** The statements behind the relations of a person: one batch, one state of the data. */

/** Filings of one company that are looked through for who else they name, the newest first: some fifteen years of a large one. */
const FILINGS_LOOKED_AT = 2_000;

const open = JSON.stringify([...OPEN_DOMAINS]);

/**
 * The person, with their company as the index of employers has it. A domain that anybody has mail at is nobody's company. `nameless` is
 * false, as a value that the planner does not know: of a constant it would make a condition that the index of companies has not.
 */
const meSql = (prospectId: string): SQL => sql`
  me as materialized (
    select p.id, p.company as company_name, lower(p.company) as company, d.domain, false as nameless
      from ${prospects} p
      cross join lateral (select nullif(lower(btrim(p.company_domain)), '') as domain) said
      cross join lateral (select case when not ${open}::jsonb ? said.domain then said.domain end as domain) d
     where p.id = ${prospectId} and p.deleted_at is null)`;

/**
 * Ids of colleagues with `by`, the last ones first, each by one of two indexes: of the same domain, or, where one of the two has no
 * domain, of the same company name.
 */
const colleagueIds = (after: string | undefined, limit: number): SQL => {
  const beyond = after === undefined ? sql`true` : sql`${s.id} < ${after}::uuid`;
  const page = sql`${s.id} <> me.id and ${beyond} order by ${s.id} desc limit ${limit}`;
  return sql`
    select x.id, x.by from me cross join lateral (
      select * from (
        (select ${s.id} as id, 'domain' as by from ${s} where me.domain is not null and ${EMPLOYER_KEY} = me.domain and ${page})
        union all
        (select ${s.id}, 'company' from ${s} where me.domain is not null and ${EMPLOYER_KEY} = '=' || me.company and ${page})
        union all
        (select ${s.id}, 'company' from ${s} where me.domain is null and (${s.company} is null) = me.nameless
            and coalesce(lower(${s.company}), '') = me.company and ${page})
      ) u order by u.id desc limit ${limit}) x`;
};

export const colleaguesStatement = (
  ctx: Ctx,
  prospectId: string,
  suppression: Suppression,
  { after, limit }: { after: string | undefined; limit: number },
) =>
  ctx.db.execute(sql`
    with ${meSql(prospectId)}, page as materialized (${colleagueIds(after, limit)})
    select p.id, p.name, p.title, p.company, ${suppression.has(knownAs('p'))} as suppressed, c.by,
           case when c.by = 'domain' then me.domain else me.company_name end as shared
      from page c join ${prospects} p on p.id = c.id cross join me order by c.id desc`);

/** The person, how many colleagues there are, and whether they are proven to be a filer. */
export const personStatement = (ctx: Ctx, prospectId: string) =>
  ctx.db.execute(sql`
    with ${meSql(prospectId)}
    select me.company_name as company, me.domain as "companyDomain",
           (select count(*) from (${colleagueIds(undefined, COLLEAGUES_COUNTED + 1)}) n)::int as colleagues,
           coalesce((
             select max(case when app.is_proven(m.id) then 2 else 1 end) from ${identityMatches} m
              where m.prospect_id = me.id and m.source = 'edgar' and m.state <> 'rejected' and m.filer_cik is not null), 0) as identity
      from me`);

/** What a document says of one of its owners. */
const saidOf = (document: SQL, cik: SQL): SQL => sql`(
  select o from jsonb_array_elements(${document}.parsed -> 'owners') o where lpad(o ->> 'cik', 10, '0') = ${cik} limit 1)`;
const ROLE = (d: SQL): SQL => sql`jsonb_build_object(
  'said', ${d}.said, 'filedOn', ${d}.filed_on, 'form', ${d}.form, 'url', 'https://www.sec.gov' || ${d}.path, 'left', ${d}.leaves)`;

/**
 * Companies whose filings name the person, each by the last filing that does, and the other people of the workspace whom the last filings of that
 * company name. On both sides only who is proven to be the filer: a record that is only likely says nothing of anybody.
 */
export const boardsStatement = (ctx: Ctx, prospectId: string, suppression: Suppression) =>
  ctx.db.execute(sql`
    with who as materialized (
      select distinct m.filer_cik as cik from ${identityMatches} m join ${prospects} p on p.id = m.prospect_id and p.deleted_at is null
       where m.prospect_id = ${prospectId} and m.source = 'edgar' and m.filer_cik is not null and app.is_proven(m.id)),
    mine as materialized (
      select distinct on (d.issuer_cik) d.issuer_cik, d.issuer_name, d.issuer_symbol, d.filed_on, d.form, d.path, d.leaves, d.accession, o.cik
        from who w join ${owners} o on o.cik = w.cik join ${documents} d on d.accession = o.accession and d.state = 'read'
       where d.issuer_cik is not null order by d.issuer_cik, d.filed_on desc, d.accession desc),
    boards as materialized (select * from mine order by filed_on desc, issuer_cik limit ${BOARDS_MAX}),
    named as materialized (
      select distinct on (b.issuer_cik, o.cik) b.issuer_cik, o.cik, d.accession, d.filed_on, d.form, d.path, d.leaves
        from boards b
        cross join lateral (
          select x.accession, x.filed_on, x.form, x.path, x.leaves from ${documents} x
           where x.issuer_cik = b.issuer_cik and x.state = 'read' order by x.period desc limit ${FILINGS_LOOKED_AT}) d
        join ${owners} o on o.accession = d.accession
       where o.cik not in (select cik from who) order by b.issuer_cik, o.cik, d.filed_on desc, d.accession desc),
    fellows as materialized (
      select distinct on (n.issuer_cik, p.id) n.*, p.id, p.name, p.title, p.company, ${suppression.has(knownAs('p'))} as suppressed
        from named n join ${identityMatches} m on m.filer_cik = n.cik and m.source = 'edgar' and app.is_proven(m.id)
        join ${prospects} p on p.id = m.prospect_id and p.deleted_at is null and p.id <> ${prospectId}
       order by n.issuer_cik, p.id, n.filed_on desc),
    ranked as (
      select f.*, ${saidOf(sql`d`, sql`f.cik`)} as said, count(*) over (partition by f.issuer_cik) as people,
             row_number() over (partition by f.issuer_cik order by f.filed_on desc, f.id desc) as place
        from fellows f join ${documents} d on d.accession = f.accession)
    select b.issuer_cik as cik, coalesce(b.issuer_name, b.issuer_cik) as name, b.issuer_symbol as symbol, ${ROLE(sql`b`)} as role,
           coalesce((
             select jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name, 'title', r.title, 'company', r.company,
                      'suppressed', r.suppressed, 'role', ${ROLE(sql`r`)}) order by r.place)
               from ranked r where r.issuer_cik = b.issuer_cik and r.place <= ${FELLOWS_MAX}), '[]') as people,
           greatest(coalesce((select max(r.people) from ranked r where r.issuer_cik = b.issuer_cik), 0) - ${FELLOWS_MAX}, 0)::int as more
      from (select x.*, ${saidOf(sql`d`, sql`x.cik`)} as said from boards x join ${documents} d on d.accession = x.accession) b
     order by b.filed_on desc, b.issuer_cik`);
