import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { fieldValues, prospects } from '../../db/schema/prospects.ts';
import { newId } from '../../lib/ids.ts';
import { emailKey } from '../imports/rows/email.ts';
import { readLinkedin } from '../imports/rows/linkedin.ts';
import { prospect as prospectShape } from '../prospects/contract.ts';
import { type Run, type Statement, writeAsRun } from './as-run.ts';
import { ownText, type StoredValue } from './fields.ts';
import { type Columns, type Fillable, type Merged, mergeFields, OWN_FIELDS } from './merge.ts';
import { prospectJson, storedValue, valuesJson } from './profile.ts';

const loaded = z.object({ prospect: prospectShape, fields: z.array(storedValue) });
/** A prospect with its values, as the merge and the summary read them. */
export type Loaded = z.infer<typeof loaded>;

export const loadStatement = (ctx: Ctx, prospectId: string): Statement =>
  ctx.db.execute(sql`
    select ${prospectJson} as prospect, ${valuesJson} as fields
      from ${prospects} p where p.id = ${prospectId} and p.deleted_at is null`);

/** The prospect, or undefined where it is no longer there. */
export const readLoaded = (row: unknown): Loaded | undefined => (row === undefined ? undefined : loaded.parse(row));

export const columnsOf = ({ prospect }: Loaded): Columns =>
  Object.fromEntries(OWN_FIELDS.map((field) => [field, ownText(prospect, field)])) as Columns;

const COLUMNS: Record<Fillable, SQL> = {
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
};

const linkedinKey = (url: string): string | null => {
  const read = readLinkedin(url);
  return read.kind === 'profile' ? read.key : null;
};

/** Sets one column, and the key that goes with it, where it still says what the merge was made from. */
const assign = ({ field, from, to }: Merged['fill'][number]): SQL[] => {
  const column = COLUMNS[field];
  const still = sql`coalesce(p.${column}, '') = ${from ?? ''}::text`;
  const set = (name: SQL, value: string | null, when: SQL): SQL =>
    sql`${name} = case when ${when} then ${value}::text else p.${name} end`;
  if (field === 'linkedinUrl') return [set(column, to, still), set(sql`linkedin_key`, linkedinKey(to), still)];
  if (field !== 'email') return [set(column, to, still)];
  // An address belongs to one prospect of a tenant: where another has it, it stays a value beside the column.
  const key = emailKey(to);
  const free = sql`${still} and not exists (select from ${prospects} o where o.email_key = ${key} and o.deleted_at is null and o.id <> p.id)`;
  return [set(column, to, free), set(sql`email_key`, key, free)];
};

const writes = (ctx: Ctx, run: Run, merged: Merged): Statement[] => {
  const own = merged.own.map((one) => ({ ...one, id: newId() }));
  const chosen = JSON.stringify([...merged.chosen, ...own.map(({ id }) => id)]);
  const store = ctx.db.execute(sql`
    insert into ${fieldValues} as f (prospect_id, field, source, id, value, confidence, run_id, fetched_at)
    select p.id, v.field, 'import', v.id, v.value, 1, ${run.runId}::uuid, p.created_at
      from ${prospects} p, jsonb_to_recordset(${JSON.stringify(own)}::jsonb) as v (id uuid, field text, value text)
     where p.id = ${run.prospectId}
    -- Another value of the tenant's own stood here: it was written over since.
    on conflict (tenant_id, prospect_id, field, source) do update set
      id = excluded.id, value = excluded.value, run_id = excluded.run_id, fetched_at = now()`);
  const choose = ctx.db.execute(sql`
    update ${fieldValues} f set chosen = not f.chosen
     where f.prospect_id = ${run.prospectId}
       and f.chosen <> (f.id in (select c::uuid from jsonb_array_elements_text(${chosen}::jsonb) c))`);
  if (merged.fill.length === 0) return [store, choose];
  const fill = ctx.db.execute(sql`
    update ${prospects} p set ${sql.join(merged.fill.flatMap(assign), sql`, `)}, updated_at = now()
     where p.id = ${run.prospectId} and p.deleted_at is null`);
  return [store, choose, fill];
};

/** Chooses the values that count and fills what is empty: one trip to read, one to write. */
export const mergeRun = async (ctx: Ctx, run: Run, now: number): Promise<void> => {
  const [row] = await writeAsRun(ctx, run, [loadStatement(ctx, run.prospectId)]);
  const known = readLoaded(row?.rows[0]);
  if (!known) return;
  const values: readonly StoredValue[] = known.fields;
  await writeAsRun(ctx, run, writes(ctx, run, mergeFields(columnsOf(known), values, now)));
};
