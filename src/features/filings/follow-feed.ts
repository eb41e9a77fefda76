import { sql } from 'drizzle-orm';
import { makeCtx } from '../../ctx.ts';
import { controlDb } from '../../db/client.ts';
import { databaseError } from '../../db/errors.ts';
import { enrichmentSettings } from '../../db/schema/enrichment.ts';
import { documents } from '../../db/schema/filings.ts';
import { outbox } from '../../db/schema/jobs.ts';
import { prospects, signals } from '../../db/schema/prospects.ts';
import { tenants } from '../../db/schema/tenancy.ts';
import type { Env } from '../../platform/env.ts';
import { makeLog } from '../../platform/log.ts';
import { publish } from '../activity/publish.ts';
import { askInTurn } from './ask-edgar.ts';
import { type Announced, readFeed } from './atom.ts';
import { type EdgarClient, EdgarError, edgarClient } from './edgar-client.ts';
import { type FetchedFiling, fetchFiling } from './fetch-filing.ts';
import { rowsOf } from './rows.ts';
import { signalsOf } from './signals.ts';
import { storeFilings } from './store.ts';
import type { FilingRef } from './submissions.ts';

/**
 * New filings, looked for once for all tenants: a page of the feed, the watchers of whoever filed, each filing fetched
 * and stored once, and a signal for each person who is watched. Done again from the start it changes nothing more.
 */

/** Entries of a page: the most that EDGAR gives. A filing has two or more. */
const PAGE_ENTRIES = 100;
/** Pages read in one look: what is filed in a busy minute (recorded: the evening peak has some forty) fits in the first. */
const PAGES_MAX = 5;
/** Time for one look, so that the next is not late. */
const LOOK_MAX_MS = 40_000;
/** Filings of the past read in one look, beside the new ones: two a second at most. */
const PAST_MAX = 20;
/** Tries at a filing that EDGAR would not give. */
const TRIES_MAX = 5;

type Watcher = { tenant_id: string; prospect_id: string; match_id: string; cik: string };

export type Look = { announced: number; stored: number; signals: number; past: number };
/** What was seen already, so that a page of known filings ends the look. */
export type Seen = { has(accession: string): boolean; add(accession: string): void };

const feedPath = (start: number): string =>
  `/cgi-bin/browse-edgar?${new URLSearchParams({ action: 'getcurrent', type: '', company: '', dateb: '', owner: 'only', start: String(start), count: String(PAGE_ENTRIES), output: 'atom' })}`;

/** What is new in the feed, back to the first page that holds nothing new. */
const announced = async (client: EdgarClient, seen: Seen): Promise<Announced[]> => {
  const found = new Map<string, Announced>();
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const answer = await client.www(feedPath(page * PAGE_ENTRIES));
    const all = answer && readFeed(answer.text);
    if (!all) throw new EdgarError({ kind: 'unreadable' });
    const fresh = all.filter(({ accession }) => !seen.has(accession));
    for (const one of fresh) {
      const known = found.get(one.accession);
      // A filing of several parties may go over the edge of a page.
      found.set(one.accession, known ? { ...known, owners: [...new Set([...known.owners, ...one.owners])] } : one);
    }
    if (fresh.length < all.length || all.length === 0) break;
  }
  return [...found.values()];
};

/** The whole submission, which lies where the accession number says: the document's own name is not in the feed. */
const refOf = ({ accession, form, filedOn, folder }: Announced): FilingRef => ({
  accession,
  form,
  filedOn,
  path: `${folder}/${accession}.txt`,
  cik: (folder.split('/').at(-2) ?? '').padStart(10, '0'),
});

/** Writes what a filing says into each watching workspace, and tells those who are looking. */
const tell = async (
  env: Env,
  fetched: FetchedFiling,
  watchers: readonly Watcher[],
  later: (work: Promise<unknown>) => void,
) => {
  const { document, ref } = fetched;
  if (!document) return 0;
  const found = signalsOf(ref.accession, document, rowsOf(document, ref.filedOn));
  let written = 0;
  for (const { tenant_id, prospect_id, match_id } of watchers) {
    const ctx = makeCtx({
      env,
      tenantId: tenant_id,
      actor: { kind: 'system', name: 'filings' },
      requestId: `filing-${ref.accession}`,
      intent: 'read',
      later,
    });
    try {
      const { rows } = await ctx.db.execute<{ id: string }>(sql`
        with new as (
          insert into ${signals} (prospect_id, kind, title, date, amount_usd, url, source, external_key, match_id)
          select p.id, g.kind, g.title, g.date, g.amount, ${`https://www.sec.gov${ref.path}`}, 'edgar', g.key, ${match_id}
            from ${prospects} p, jsonb_to_recordset(${JSON.stringify(found.map(({ amountUsd, externalKey, ...rest }) => ({ ...rest, amount: amountUsd, key: externalKey })))}::jsonb)
              as g (kind text, title text, date date, amount numeric, key text)
           where p.id = ${prospect_id} and p.deleted_at is null
          on conflict (tenant_id, prospect_id, external_key) do nothing
          returning id, prospect_id
        ), called as (
          -- One call a prospect, however many signals: whoever answers it sees whether there is anything to do.
          insert into ${outbox} (topic, ref)
          select distinct 'signal', new.prospect_id from new, ${enrichmentSettings} s, ${tenants} t
           where (s.settings ->> 'onSignal')::boolean
             and t.id = app.tenant() and app.gate(t.billing, t.trial_ends_at, t.grace_ends_at, now()) = 'full'
          on conflict do nothing
        )
        select id from new`);
      written += rows.length;
      await publish(ctx, { type: 'filing', prospectId: prospect_id, accession: ref.accession, signals: rows.length });
    } catch (error) {
      // A workspace that is locked or gone hears nothing; the others do.
      if (databaseError(error)?.code === undefined) throw error;
      ctx.log.warn('filing not told', { error, accession: ref.accession });
    }
  }
  return written;
};

/** Reads filings that are known and not read yet, the newest first: the rest of long histories. */
const readPast = async (env: Env, client: EdgarClient, until: number): Promise<number> => {
  const db = controlDb(env.CONTROL_DATABASE_URL);
  const { rows } = await db.execute<FilingRef>(sql`
    select accession, path, form, filed_on::text as "filedOn",
        lpad(split_part(path, '/', 5), 10, '0') as cik
      from ${documents} where state = 'known' and tries < ${TRIES_MAX}
     order by filed_on desc, accession desc limit ${PAST_MAX}`);
  const fetched: FetchedFiling[] = [];
  for (const ref of rows) {
    if (Date.now() >= until) break;
    try {
      fetched.push(await fetchFiling(client, ref));
    } catch (error) {
      if (!(error instanceof EdgarError)) throw error;
      // What did not go out is no try.
      if (error.why.kind === 'line') break;
      await db.execute(
        sql`update ${documents} set tries = tries + 1 where accession = ${ref.accession} and state = 'known'`,
      );
      break;
    }
  }
  await storeFilings(db, fetched);
  return fetched.length;
};

/** One look at the feed. Throws EdgarError where EDGAR does not answer: what was not told is new at the next look. */
export const lookAtFeed = async (env: Env, seen: Seen, later: (work: Promise<unknown>) => void): Promise<Look> => {
  const until = Date.now() + LOOK_MAX_MS;
  const client = edgarClient(env, until, askInTurn(env, makeLog({ object: 'filings-feed' }), later));
  const db = controlDb(env.CONTROL_DATABASE_URL);
  const look: Look = { announced: 0, stored: 0, signals: 0, past: 0 };
  const fresh = await announced(client, seen);
  look.announced = fresh.length;
  const ciks = [...new Set(fresh.flatMap(({ owners }) => owners))];
  const { rows: watchers } =
    ciks.length === 0
      ? { rows: [] }
      : await db.execute<Watcher>(sql`select * from app.filing_watchers(${sql.param(ciks)}::text[])`);
  // The oldest first, so that a look that is cut short has told what came first.
  for (const one of fresh.toReversed()) {
    const watching = watchers.filter(({ cik }) => one.owners.includes(cik));
    if (watching.length > 0) {
      const fetched = await fetchFiling(client, refOf(one));
      look.stored += (await storeFilings(db, [fetched])).length;
      look.signals += await tell(env, fetched, watching, later);
    }
    seen.add(one.accession);
  }
  look.past = await readPast(env, client, until);
  if (look.stored + look.past > 0) makeLog({ object: 'filings-feed' }).info('looked', look);
  return look;
};
