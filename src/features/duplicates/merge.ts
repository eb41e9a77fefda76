import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { databaseError } from '../../db/errors.ts';
import { duplicates } from '../../db/schema/records.ts';
import { activity, audit } from '../../db/schema/tenancy.ts';
import { actorId } from '../../lib/actor.ts';
import { newId } from '../../lib/ids.ts';
import { ProblemError } from '../../lib/problem.ts';
import { publish } from '../activity/publish.ts';
import { type Loaded, loadStatement, readLoaded } from '../enrichment/ledger/merge-step.ts';
import { goneProblem, profileStatement, viewProfile } from '../enrichment/profile.ts';
import { readState, stateStatement } from '../enrichment/state.ts';
import { identityOf } from '../imports/rows/identity.ts';
import type { MergeBody, MergedAnswer } from './contract.ts';
import { BadChoice, type MergePlan, planMerge } from './plan.ts';

/** Tries of one merge, where others change one of the records meanwhile. */
const TRIES_MAX = 6;
const PAUSE_MS = 40;

/** What stands in the way of the database's taking an address twice. */
const isTaken = (error: unknown): boolean => databaseError(error)?.constraint === 'prospects_email';

/** The columns of the survivor, by the database's names, with the keys that go with them. */
const columnsToSet = ({ columns: c, ...plan }: MergePlan): Record<string, unknown> => {
  const keys = identityOf({ name: c.name ?? '', company: c.company, email: c.email, linkedinUrl: c.linkedinUrl });
  return {
    name: c.name,
    first_name: c.firstName,
    last_name: c.lastName,
    email: c.email,
    phone: c.phone,
    linkedin_url: c.linkedinUrl,
    title: c.title,
    seniority: c.seniority,
    department: c.department,
    company: c.company,
    company_domain: c.companyDomain,
    industry: c.industry,
    city: c.city,
    region: c.region,
    country: c.country,
    location: c.location,
    net_worth: c.netWorth === null ? null : Number(c.netWorth),
    tags: plan.tags,
    notes: plan.notes,
    custom: plan.custom,
    enriched_at: plan.enrichedAt,
    email_key: keys.email ?? null,
    linkedin_key: keys.linkedin ?? null,
    name_key: keys.nameCompany ?? null,
  };
};

/** What a record said of the person, as it is kept beside its values. */
const recordOf = ({ prospect: p }: Loaded) => ({
  name: p.name,
  company: p.company,
  title: p.title,
  city: p.city,
  region: p.region,
  country: p.country,
  emailDomain: p.email?.split('@')[1] ?? null,
  companyDomain: p.companyDomain,
  linkedinUrl: p.linkedinUrl,
  cik: null,
  url: null,
});

const readPlan = (input: Parameters<typeof planMerge>[0]): MergePlan => {
  try {
    return planMerge(input);
  } catch (error) {
    if (!(error instanceof BadChoice)) throw error;
    const path = `fields.${error.field}`;
    throw new ProblemError('invalid', `${path}: ${error.message}`, { issues: [{ path, message: error.message }] });
  }
};

const around = z.object({ root: z.string().nullable(), owners: z.record(z.string(), z.string()) });

/**
 * Puts prospects into one. One trip reads, one writes; where one of them is another by then, both are done again. Throws
 * `not_found` for a prospect that is not there, `merged` for one that lives on in another, `invalid` for a choice that
 * cannot be followed, `conflict` where others never stop changing them.
 */
export const mergeProspects = async (ctx: Ctx, survivorId: string, body: MergeBody): Promise<MergedAnswer> => {
  ctx.require('prospects:write');
  const ids = [...new Set([survivorId, ...body.with])];
  let keepAddress = false;
  for (let tries = 1; ; tries += 1) {
    const results = await ctx.db.batch([
      loadStatement(ctx, survivorId),
      ...ids.slice(1).map((one) => loadStatement(ctx, one)),
      // Last, so that it knows of a merge that has taken one of them away before.
      ctx.db.execute(sql`
        select min(app.merged_root(p.id)::text) filter (where p.merged_into is not null) as root,
               coalesce(jsonb_object_agg(p.id, p.owner_id) filter (where p.owner_id is not null), '{}') as owners
          from prospects p where p.id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb)::uuid)`),
    ]);
    const rows = results.slice(0, ids.length);
    const known = rows.map((row) => readLoaded(row.rows[0]));
    const { root, owners } = around.parse(results.at(-1)?.rows[0]);
    if (known.some((one) => one === undefined)) {
      throw goneProblem(root ?? undefined);
    }
    const [survivor, ...others] = known as [Loaded, ...Loaded[]];
    // Only now: whoever may not ask, or asks for nobody, is told that first.
    if (others.length === 0) throw new ProblemError('invalid', 'Name another prospect to merge with.');
    const now = ctx.now().getTime();
    const by = ctx.actor.kind === 'member' ? actorId(ctx.actor) : null;
    const plan = readPlan({ survivor, others, fields: body.fields ?? {}, by, now });
    if (keepAddress) plan.columns = { ...plan.columns, email: survivor.prospect.email };
    const mergeId = newId();
    const ownerId = ids.map((one) => owners[one]).find((one) => one !== undefined) ?? null;
    try {
      const written = await ctx.db.batch([
        ...writeStatements(ctx, { mergeId, survivor, others, plan, ownerId, fields: body.fields ?? {} }),
        profileStatement(ctx, survivorId),
        stateStatement(ctx, survivorId),
      ]);
      const [profile, state] = written.slice(-2) as { rows: Record<string, unknown>[] }[];
      const enrichment = state && readState(state);
      if (!profile?.rows[0] || !enrichment) throw new ProblemError('not_found');
      ctx.later(publish(ctx, { type: 'records', changed: ids }));
      return { mergeId, profile: viewProfile(profile.rows[0], enrichment, now) };
    } catch (error) {
      const overtaken = databaseError(error)?.code === 'EW410';
      // The address that a source names is a third one's: it stays a value beside the column.
      if (isTaken(error)) keepAddress = true;
      if (!overtaken && !isTaken(error)) throw error;
      if (tries === TRIES_MAX) throw new ProblemError('conflict', 'Others are changing these people. Try again.');
      await new Promise((done) => setTimeout(done, Math.random() * PAUSE_MS * tries));
    }
  }
};

type Write = {
  mergeId: string;
  survivor: Loaded;
  others: readonly Loaded[];
  plan: MergePlan;
  /** Whose the survivor is: its own owner, else the first of the others'. */
  ownerId: string | null;
  fields: Readonly<Record<string, string>>;
};

const writeStatements = (ctx: Ctx, { mergeId, survivor, others, plan, ownerId, fields }: Write) => {
  const all = [survivor, ...others];
  const versions = Object.fromEntries(all.map((one) => [one.prospect.id, one.version]));
  const byId = new Map(all.map((one) => [one.prospect.id, one]));
  const records = plan.records.flatMap(({ id, prospect }) => {
    const one = byId.get(prospect);
    return one ? [{ id, prospect, record: recordOf(one) }] : [];
  });
  const { insert, rehome, chosen } = plan;
  const written = { set: { ...columnsToSet(plan), owner_id: ownerId }, records, insert, rehome, chosen };
  const detail = {
    mergeId,
    merged: others.map(({ prospect }) => ({ id: prospect.id, name: prospect.name })),
    fields,
  };
  const said = {
    actorKind: ctx.actor.kind,
    actorId: actorId(ctx.actor),
    verb: 'prospect.merged',
    subjectType: 'prospect',
    subjectId: survivor.prospect.id,
    detail,
  };
  const ids = JSON.stringify(all.map((one) => one.prospect.id));
  return [
    ctx.db.execute(sql`
      select app.merge_records(${mergeId}, ${survivor.prospect.id}, ${JSON.stringify(versions)}::jsonb,
        ${JSON.stringify(written)}::jsonb, ${actorId(ctx.actor)})`),
    ctx.db.execute(sql`
      update ${duplicates} d set state = 'merged', decided_at = now(), decided_by = ${actorId(ctx.actor)}
        from (select jsonb_array_elements_text(${ids}::jsonb)::uuid as id) a,
             (select jsonb_array_elements_text(${ids}::jsonb)::uuid as id) b
       where d.a_id = a.id and d.b_id = b.id and d.state = 'open'`),
    ctx.db.insert(activity).values(said),
    ctx.db.insert(audit).values({ ...said, requestId: ctx.requestId }),
  ] as const;
};
