import { sql } from 'drizzle-orm';
import type { Ctx } from '../../ctx.ts';
import { prospectsSearch as s } from '../../db/schema/prospects.ts';
import { audit, tenants } from '../../db/schema/tenancy.ts';
import { actorId } from '../../lib/actor.ts';
import { ProblemError } from '../../lib/problem.ts';
import { suppressionOf } from '../suppression/check.ts';
import { limitSql } from '../tenants/plans.ts';
import type { ExportFormat } from './contract.ts';
import {
  type Asked,
  isSteady,
  momentStatement,
  type Plan,
  pageStatement,
  planOf,
  type Raw,
  rawOf,
  whoOf,
} from './page.ts';
import { pagesOf } from './walk.ts';
import { writeFile } from './write.ts';

/**
 * How many rows a file may have, in a row only where the workspace has more people than that. One that may do nothing
 * but take its own data out takes all of it.
 */
export const limitStatement = (ctx: Ctx) =>
  ctx.db.execute<{ most: string }>(sql`
    select ${limitSql('exportRows')} as most from ${tenants} t
     where t.id = ${ctx.tenantId} and app.gate(t.billing, t.trial_ends_at, t.grace_ends_at, now()) = 'full'
       and (select n from prospect_facets where facet = 'all' and key = '') > ${limitSql('exportRows')}`);

/** Refuses a file of more rows than the plan covers before the first of them is sent. */
export const assertFits = async (ctx: Ctx, { selection }: Pick<Plan, 'selection'>, most: number): Promise<void> => {
  const { rows } = await ctx.db.execute<{ n: string }>(
    sql`select count(*) as n from (select from ${s} where ${whoOf(selection)} limit ${most + 1}) m`,
  );
  if (Number(rows[0]?.n) <= most) return;
  throw new ProblemError('quota_exceeded', `Your plan covers files of ${most} rows. Narrow it down.`, {
    action: '/settings/usage',
  });
};

/** What of it stands in the record: people by name are counted there, not named again. */
export const detailOf = ({ ids, filter, sort, columns, provenance }: Asked, format: ExportFormat) => ({
  format,
  sort,
  ...(ids ? { people: ids.length } : { filter: filter ?? {} }),
  ...(columns ? { columns } : {}),
  ...(provenance ? { provenance } : {}),
});

/** That somebody takes data out is for the record, whatever becomes of the download. */
export const recordStatement = (ctx: Ctx, verb: string, subject: { type: string; id: string }, detail: object) =>
  ctx.db.insert(audit).values({
    actorKind: ctx.actor.kind,
    actorId: actorId(ctx.actor),
    requestId: ctx.requestId,
    verb,
    subjectType: subject.type,
    subjectId: subject.id,
    detail: { ...detail },
  });

/**
 * Every prospect that was asked for but those who are suppressed, page by page as the reader takes it. `trailer`: the file is
 * followed by how many there were, by which its reader tells that it is whole.
 */
export const exportProspects = async (
  ctx: Ctx,
  asked: Asked,
  { format, trailer }: { format: ExportFormat; trailer: boolean },
): Promise<ReadableStream<Uint8Array>> => {
  const plan = planOf(asked, format, await suppressionOf(ctx));
  const form = { ids: !isSteady(plan.sort), first: true };
  // The first page is read before the answer begins, so that what is wrong from the start is an honest error.
  const [limited, moment, begun] = await ctx.db.batch([
    limitStatement(ctx),
    momentStatement(ctx),
    pageStatement(ctx, plan, { after: undefined, asOf: null }, form),
    recordStatement(ctx, 'export.prospects', { type: 'prospects', id: format }, detailOf(asked, format)),
  ]);
  if (limited.rows[0]) await assertFits(ctx, plan, Number(limited.rows[0].most));
  const asOf = moment.rows[0]?.at;
  if (asOf === undefined) throw new Error('The first page did not come.');
  let [rows, left] = [0, 0];
  async function* lines(from: Raw, at: string) {
    for await (const page of pagesOf(ctx, plan, from, at)) {
      rows += page.rows;
      left += page.left;
      if (page.bytes.length > 0) yield page.bytes;
    }
    ctx.log.info('exported', { rows, left, format });
  }
  return writeFile({
    format,
    headers: plan.columns.map(({ header }) => header),
    lines: lines(rawOf(begun.rows, form), asOf),
    trailer: trailer ? () => ({ rows, left }) : undefined,
    broken: (error) => ctx.log.error('export broke off', { rows, error }),
  });
};
