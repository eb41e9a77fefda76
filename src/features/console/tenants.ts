import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { readCursor, timeCursor, writeCursor } from '../../lib/cursor.ts';
import { FLAGS, type Flag } from '../../lib/flags.ts';
import { ProblemError } from '../../lib/problem.ts';
import { limitsOf, planOf } from '../tenants/plans.ts';
import { ask, type ConsoleCtx } from './ask.ts';
import { type TenantDetail, tenantDetail, type tenantPage, type tenantQuery, tenantRow } from './contract.ts';
import { explain } from './explain.ts';
import { storedFlag } from './flags.ts';
import { moment } from './moment.ts';

/** What operators did to a workspace: so much of it, the latest first, is shown on its page. */
const RECORDS_MAX = 50;

const storedRow = tenantRow.extend({ createdAt: moment });

/** Workspaces, newest first. The text is looked for in slug, name, hosts and members' addresses. */
export const listTenants = async (
  ctx: ConsoleCtx,
  { q, state, cursor, limit }: z.output<typeof tenantQuery>,
): Promise<z.input<typeof tenantPage>> => {
  const after = cursor === undefined ? undefined : readCursor(cursor, timeCursor);
  const rows = await ask(
    ctx,
    sql`app.console_tenants(${ctx.operator.sessionId}, ${q || null}, ${state ?? null}, ${after?.t ?? null}, ${after?.i ?? null}, ${limit + 1})`,
  );
  const found = rows.map((row) => storedRow.parse(row));
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: found.length > limit && last ? writeCursor({ t: last.createdAt, i: last.id }) : null };
};

const stored = tenantDetail.omit({ host: true, flags: true, limits: true }).extend({
  createdAt: moment,
  trialEndsAt: moment.nullable(),
  graceEndsAt: moment.nullable(),
  limits: z.record(z.string(), z.number()),
  credits: tenantDetail.shape.credits.nullable(),
  domainList: z.array(tenantDetail.shape.domainList.element.extend({ checkedAt: moment.nullable() })),
  audit: z.array(tenantDetail.shape.audit.element.extend({ at: moment })),
  flags: z.array(storedFlag),
});

/** Each flag as the workspace has it: those on record, and those that only the code knows of. */
const flagsOf = (tenant: { id: string; plan: string }, onRecord: readonly Flag[]): TenantDetail['flags'] => {
  const known = new Map(onRecord.map((flag) => [flag.key, flag]));
  const keys = new Set([...known.keys(), ...Object.keys(FLAGS)]);
  return [...keys].sort().map((key) => ({ key, ...explain(key, known.get(key), tenant) }));
};

/** All about one workspace. Throws `not_found`. */
export const readTenant = async (ctx: ConsoleCtx, tenantId: string): Promise<TenantDetail> => {
  const [row] = await ask(ctx, sql`app.console_tenant(${ctx.operator.sessionId}, ${tenantId}, ${RECORDS_MAX})`);
  if (!row) throw new ProblemError('not_found');
  const { flags, ...tenant } = stored.parse(row);
  return {
    ...tenant,
    host: `${tenant.slug}.${ctx.env.APP_DOMAIN}`,
    credits: tenant.credits ?? { granted: 0, reserved: 0, spent: 0 },
    limits: limitsOf(tenant),
    flags: flagsOf({ id: tenant.id, plan: planOf(tenant) }, flags),
  };
};
