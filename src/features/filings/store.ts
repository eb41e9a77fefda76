import { sql } from 'drizzle-orm';
import type { ControlDb } from '../../db/client.ts';
import { documents, filers, lines, owners } from '../../db/schema/filings.ts';
import { type Amendable, type AmendableLine, replacements } from './amendments.ts';
import type { FetchedFiling } from './fetch-filing.ts';
import { rowsOf } from './rows.ts';
import type { FilingRef } from './submissions.ts';

/**
 * The one way into the schema of filings. Its callers have a filing from `fetchFiling` or a list from EDGAR; the role
 * that writes is not the one that serves requests, and the database refuses to write a filing anew.
 */

/** Lists what somebody filed. `whole` says that all pages of the list were read. */
export const listFilings = async (
  db: ControlDb,
  filer: { cik: string; name: string; whole: boolean },
  refs: readonly FilingRef[],
): Promise<void> => {
  await db.execute(sql`
    with refs as (
      select distinct on (accession) * from jsonb_to_recordset(${JSON.stringify(refs)}::jsonb)
        as r (accession text, path text, form text, "filedOn" date)),
    filer as (
      insert into ${filers} (cik, name, listed_at)
      values (${filer.cik}, ${filer.name}, case when ${filer.whole}::boolean then now() end)
      on conflict (cik) do update set name = excluded.name,
        listed_at = coalesce(excluded.listed_at, filers.listed_at)),
    known as (
      insert into ${documents} (accession, path, form, filed_on)
      select accession, path, form, "filedOn" from refs on conflict (accession) do nothing)
    insert into ${owners} (cik, accession) select ${filer.cik}, accession from refs on conflict do nothing`);
};

const documentOf = ({ ref, document, reason }: FetchedFiling) => ({
  ...ref,
  reason,
  form: document?.form ?? ref.form,
  state: document ? 'read' : 'unreadable',
  period: document?.periodOfReport ?? null,
  originalOn: document?.dateOfOriginalSubmission ?? null,
  issuerCik: document?.issuer.cik ?? null,
  issuerName: document?.issuer.name ?? null,
  issuerSymbol: document?.issuer.symbol ?? null,
  leaves: document?.notSubjectToSection16 === true,
  parsed: document,
  owners: document?.owners.map(({ cik, name }) => ({ cik, name })) ?? [{ cik: ref.cik, name: null }],
  lines: document ? rowsOf(document, ref.filedOn) : [],
});

/** Stores filings as they were fetched. One that is stored already stays as it is. Gives the accessions that are new. */
export const storeFilings = async (db: ControlDb, fetched: readonly FetchedFiling[]): Promise<string[]> => {
  if (fetched.length === 0) return [];
  const all = JSON.stringify(fetched.map(documentOf));
  const { rows } = await db.execute<{ accession: string }>(sql`
    with given as materialized (
      select * from jsonb_to_recordset(${all}::jsonb) as g (accession text, path text, form text, "filedOn" date,
        state text, reason text, period date, "originalOn" date, "issuerCik" text, "issuerName" text,
        "issuerSymbol" text, leaves boolean, parsed jsonb, owners jsonb, lines jsonb)),
    stored as (
      insert into ${documents} as d (accession, path, form, filed_on, state, reason, period, original_on, issuer_cik,
        issuer_name, issuer_symbol, leaves, parsed, read_at)
      select accession, path, form, "filedOn", state, reason, period, "originalOn", "issuerCik", "issuerName",
        "issuerSymbol", leaves, nullif(parsed, 'null'), now() from given
      on conflict (accession) do update set state = excluded.state, reason = excluded.reason, period = excluded.period,
        original_on = excluded.original_on, issuer_cik = excluded.issuer_cik, issuer_name = excluded.issuer_name,
        issuer_symbol = excluded.issuer_symbol, leaves = excluded.leaves, parsed = excluded.parsed,
        read_at = excluded.read_at
        where d.state <> 'read'
      returning d.accession, d.state),
    named as (
      insert into ${owners} (cik, accession, name)
      select o.cik, g.accession, o.name from stored s join given g on g.accession = s.accession,
        jsonb_to_recordset(g.owners) as o (cik text, name text)
      on conflict (cik, accession) do update set name = coalesce(excluded.name, owners.name)),
    lined as (
      insert into ${lines} (accession, n, issuer_cik, type, derivative, kind, code, date, day, security, class_key,
        position_key, acquired, shares, price, value, "after", ownership, nature, plan, late, detail)
      select g.accession, l.n, g."issuerCik", l.type, l.derivative, l.kind, l.code, l.date, l.day, l.security,
        l."classKey", l."positionKey", l.acquired, l.shares, l.price, l.value, l."after", l.ownership, l.nature, l.plan,
        l.late, l.detail
        from stored s join given g on g.accession = s.accession,
        jsonb_to_recordset(g.lines) as l (n int, type text, derivative boolean, kind text, code text, date date, day date,
          security text, "classKey" text, "positionKey" text, acquired boolean, shares numeric, price numeric,
          value numeric, "after" numeric, ownership text, nature text, plan boolean, late boolean, detail jsonb))
    select accession from stored where state = 'read'`);
  const accessions = rows.map(({ accession }) => accession);
  await settleAmendments(db, accessions);
  return accessions;
};

type AmendableRow = Omit<Amendable, 'lines'> & { lines: AmendableLine[] };

/** Marks the lines that amendments say anew, among these filings and those that they speak of, in either order. */
const settleAmendments = async (db: ControlDb, accessions: readonly string[]): Promise<void> => {
  if (accessions.length === 0) return;
  const { rows } = await db.execute<AmendableRow>(sql`
    with new as (select issuer_cik, period, form, original_on, filed_on from ${documents}
      where accession = any (${sql.param(accessions)}::text[])),
    near as (
      select d.* from ${documents} d where d.state = 'read' and exists (
        select from new n where n.issuer_cik = d.issuer_cik
          and (n.period = d.period or n.original_on = d.filed_on or n.filed_on = d.original_on)))
    select d.accession, d.form, d.issuer_cik as "issuerCik", d.period::text as period, d.original_on::text as "originalOn",
        d.filed_on::text as "filedOn", (select array_agg(o.cik) from ${owners} o where o.accession = d.accession) as owners,
        coalesce((select jsonb_agg(jsonb_build_object('n', l.n, 'type', l.type, 'derivative', l.derivative,
          'positionKey', l.position_key, 'classKey', l.class_key, 'date', l.date, 'code', l.code, 'acquired', l.acquired,
          'shares', l.shares::text, 'price', l.price::text) order by l.n) from ${lines} l where l.accession = d.accession), '[]') as lines
      from near d where exists (select from near a where a.form like '%/A')`);
  const found = replacements(rows);
  if (found.length === 0) return;
  await db.execute(sql`
    update ${lines} l set replaced_by = r.by
      from jsonb_to_recordset(${JSON.stringify(found)}::jsonb) as r (accession text, n int, by text)
     where l.accession = r.accession and l.n = r.n and l.replaced_by is distinct from r.by`);
};
