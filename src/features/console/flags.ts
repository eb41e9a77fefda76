import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { flagFor } from '../../lib/flags.ts';
import { ProblemError } from '../../lib/problem.ts';
import { planOf } from '../tenants/plans.ts';
import { ask, type ConsoleCtx } from './ask.ts';
import { type FlagView, flag, type flagBody, type flagList, type flagPreview, type killBody } from './contract.ts';
import { seenBy } from './explain.ts';
import { moment } from './moment.ts';

export const storedFlag = flag.extend({ updatedAt: moment });

const previewTenant = z.object({ id: z.uuid(), slug: z.string(), plan: z.string(), billing: z.string() });

/** Workspaces that a preview looks at: more than an operator reads, few enough for one answer. */
const PREVIEW_MAX = 5_000;

/** The flags on record. There are as many as people made by hand, so that they come in one answer. */
export const listFlags = async (ctx: ConsoleCtx): Promise<z.output<typeof flagList>> => {
  const rows = await ask(ctx, sql`app.console_flags(${ctx.operator.sessionId})`);
  return { items: rows.map((row) => storedFlag.parse(row)), nextCursor: null };
};

const readFlag = async (ctx: ConsoleCtx, key: string): Promise<FlagView> => {
  const found = (await listFlags(ctx)).items.find((one) => one.key === key);
  if (!found) throw new ProblemError('not_found');
  return found;
};

/** Sets what a flag says, or makes it. What is killed stays so. */
export const setFlag = async (ctx: ConsoleCtx, key: string, body: z.output<typeof flagBody>): Promise<FlagView> => {
  const { description, enabled, rules, reason } = body;
  await ask(
    ctx,
    sql`app.console_set_flag(${ctx.operator.sessionId}, ${ctx.requestId}, ${key}, ${description}, ${enabled}, ${JSON.stringify(rules)}, ${reason})`,
  );
  return readFlag(ctx, key);
};

/** Switches something off for everyone, on their very next request. */
export const killFlag = async (ctx: ConsoleCtx, key: string, { reason }: z.output<typeof killBody>) => {
  await ask(ctx, sql`app.console_kill_flag(${ctx.operator.sessionId}, ${ctx.requestId}, ${key}, ${reason})`);
  return readFlag(ctx, key);
};

export const reviveFlag = async (ctx: ConsoleCtx, key: string, { reason }: z.output<typeof killBody>) => {
  await ask(ctx, sql`app.console_revive_flag(${ctx.operator.sessionId}, ${ctx.requestId}, ${key}, ${reason})`);
  return readFlag(ctx, key);
};

/** Who sees what of a flag as it stands, by the same rules that requests are judged by. */
export const previewFlag = async (ctx: ConsoleCtx, key: string): Promise<z.output<typeof flagPreview>> => {
  const asked = await readFlag(ctx, key);
  const rows = await ask(ctx, sql`app.console_preview(${ctx.operator.sessionId}, ${PREVIEW_MAX})`);
  const items = rows.map((row) => {
    const { id, slug, ...bought } = previewTenant.parse(row);
    const plan = planOf(bought);
    return { tenantId: id, slug, plan, sees: seenBy(flagFor(asked, { id, plan })) };
  });
  const count = (sees: (typeof items)[number]['sees']) => items.filter((item) => item.sees === sees).length;
  return { items, on: count('on'), off: count('off'), some: count('some members') };
};
