import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../../ctx.ts';
import { databaseError } from '../../../db/errors.ts';
import { fieldValues, prospects } from '../../../db/schema/prospects.ts';
import { newId } from '../../../lib/ids.ts';
import { emailKey } from '../../imports/rows/email.ts';
import { readLinkedin } from '../../imports/rows/linkedin.ts';
import { prospect as prospectShape } from '../../prospects/contract.ts';
import { precedenceRule } from '../contract.ts';
import { type Run, type Statement, writeAsRun } from '../engine/as-run.ts';
import { matchesJson, prospectJson, rulesJson, valuesJson } from '../profile-json.ts';
import { columnsOf } from './fields.ts';
import { type Choosable, type Ledger, type Merged, mergeFields } from './merge.ts';
import { storedMatch, storedValue } from './stored.ts';

const loaded = z.object({
  prospect: prospectShape,
  fields: z.array(storedValue),
  matches: z.array(storedMatch),
  rules: z.array(precedenceRule),
  version: z.string(),
});
/** A prospect with its values, as the merge and the summary read them. `version` is what the ledger was then. */
export type Loaded = z.infer<typeof loaded>;

export const loadStatement = (ctx: Ctx, prospectId: string): Statement =>
  ctx.db.execute(sql`
    select ${prospectJson} as prospect, ${valuesJson} as fields, ${matchesJson} as matches, ${rulesJson} as rules,
           app.ledger_version(p.id) as version
      from ${prospects} p where p.id = ${prospectId} and p.deleted_at is null`);

/** The prospect, or undefined where it is no longer there. */
export const readLoaded = (row: unknown): Loaded | undefined => (row === undefined ? undefined : loaded.parse(row));

export const ledgerOf = ({ prospect, fields, matches, rules }: Loaded, now: number): Ledger => ({
  columns: columnsOf(prospect),
  rows: fields,
  matches,
  rules,
  now,
});

/** Refuses the transaction (EW410) where the ledger is no longer as it was read, and holds it until the end of it. */
export const holdLedger = (ctx: Ctx, prospectId: string, { version }: Pick<Loaded, 'version'>): Statement =>
  ctx.db.execute(sql`select app.hold_ledger(${prospectId}, ${version})`);

/** Whether the ledger was another by the time of the write: it has to be read again. */
export const isOvertaken = (error: unknown): boolean => databaseError(error)?.code === 'EW410';

const COLUMNS: Record<Choosable, SQL> = {
  firstName: sql`first_name`,
  lastName: sql`last_name`,
  email: sql`email`,
  phone: sql`phone`,
  linkedinUrl: sql`linkedin_url`,
  title: sql`title`,
  seniority: sql`seniority`,
  department: sql`department`,
  company: sql`company`,
  companyDomain: sql`company_domain`,
  industry: sql`industry`,
  city: sql`city`,
  region: sql`region`,
  country: sql`country`,
  location: sql`location`,
  netWorth: sql`net_worth`,
};

const linkedinKey = (url: string): string | null => {
  const read = readLinkedin(url);
  return read.kind === 'profile' ? read.key : null;
};

/** Sets one column, and the key that goes with it, where it still says what the merge was made from. */
const assign = ({ field, from, to }: Merged['fill'][number]): SQL[] => {
  const column = COLUMNS[field];
  const still = sql`coalesce(p.${column}::text, '') = ${from ?? ''}::text`;
  const set = (name: SQL, value: string | null, when: SQL, type: SQL = sql`text`): SQL =>
    sql`${name} = case when ${when} then ${value}::${type} else p.${name} end`;
  if (field === 'netWorth') return [set(column, to, still, sql`bigint`)];
  if (field === 'linkedinUrl') {
    return [set(column, to, still), set(sql`linkedin_key`, to === null ? null : linkedinKey(to), still)];
  }
  if (field !== 'email') return [set(column, to, still)];
  // An address belongs to one prospect of a tenant: where another has it, it stays a value beside the column.
  const key = to === null ? null : emailKey(to);
  const free = sql`${still} and not exists (select from ${prospects} o where o.email_key = ${key} and o.deleted_at is null and o.id <> p.id)`;
  return [set(column, to, free), set(sql`email_key`, key, free)];
};

/** What a merge writes: the tenant's own values into the ledger, which values count, and the columns. */
export const mergeStatements = (ctx: Ctx, prospectId: string, merged: Merged, runId: string | null): Statement[] => {
  const own = merged.own.map((one) => ({ ...one, id: newId() }));
  const chosen = JSON.stringify([...merged.chosen, ...own.filter((one) => one.chosen).map(({ id }) => id)]);
  const store = ctx.db.execute(sql`
    insert into ${fieldValues} as f (prospect_id, field, source, id, value, confidence, run_id, fetched_at)
    select p.id, v.field, 'import', v.id, v.value, 1, ${runId}::uuid, p.created_at
      from ${prospects} p, jsonb_to_recordset(${JSON.stringify(own)}::jsonb) as v (id uuid, field text, value text)
     where p.id = ${prospectId}
    -- Another value of the tenant's own stood here: it was written over since.
    on conflict (tenant_id, prospect_id, field, source, match_id) do update set
      id = excluded.id, value = excluded.value, run_id = excluded.run_id, fetched_at = now()`);
  const choose = ctx.db.execute(sql`
    update ${fieldValues} f set chosen = c.chosen, previous = null
      from (select o.id, o.id in (select c::uuid from jsonb_array_elements_text(${chosen}::jsonb) c) as chosen
              from ${fieldValues} o where o.prospect_id = ${prospectId}) c
     where f.prospect_id = ${prospectId} and f.id = c.id and (f.chosen <> c.chosen or f.previous is not null)`);
  if (merged.fill.length === 0) return [store, choose];
  const fill = ctx.db.execute(sql`
    update ${prospects} p set ${sql.join(merged.fill.flatMap(assign), sql`, `)}, updated_at = now()
     where p.id = ${prospectId} and p.deleted_at is null`);
  return [store, choose, fill];
};

/** Another prospect got the address at the same moment: read again, it is known to have it, and this one goes without. */
const isTaken = (error: unknown): boolean => databaseError(error)?.constraint === 'prospects_email';

/** Merges that are made anew because a member, or a file, changed the ledger meanwhile. */
const MERGES_MAX = 5;

/** Chooses the values that count and fills what is empty: one trip to read, one to write. */
export const mergeRun = async (ctx: Ctx, run: Run, now: number): Promise<void> => {
  for (let tries = 1; ; tries += 1) {
    const [row] = await writeAsRun(ctx, run, [loadStatement(ctx, run.prospectId)]);
    const known = readLoaded(row?.rows[0]);
    if (!known) return;
    const merged = mergeFields(ledgerOf(known, now));
    const writes = mergeStatements(ctx, run.prospectId, merged, run.runId);
    try {
      await writeAsRun(ctx, run, [holdLedger(ctx, run.prospectId, known), ...writes]);
      return;
    } catch (error) {
      if (tries === MERGES_MAX || !(isOvertaken(error) || isTaken(error))) throw error;
    }
  }
};
