import { eq, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { exportFiles } from '../../db/schema/exports.ts';
import { actorId } from '../../lib/actor.ts';
import { fromBase64Url, toBase64Url } from '../../lib/encode.ts';
import { hmac, isHmac } from '../../lib/hmac.ts';
import { ProblemError } from '../../lib/problem.ts';
import { originOf } from '../../platform/env.ts';
import type { exportLink } from './contract.ts';

/** Life of a link: long enough to be handed to a colleague, short enough that one found in an old mail is worth nothing. */
const LINK_MS = 24 * 60 * 60_000;
/** What the signature is for. */
export const LINK_PURPOSE = 'edgewise exports link 1';

export const GONE = 'The file has expired. Export it again.';

/** What a link says: tenant, file, end in milliseconds since the epoch. */
const claims = z.tuple([z.uuid(), z.uuid(), z.int()]);

/** Makes a link to a finished file. It opens nothing by itself: whoever follows it must be a member who may export. */
export const makeLink = async (ctx: Ctx, exportId: string): Promise<z.input<typeof exportLink>> => {
  const ready = sql`id = ${exportId} and status = 'done' and expires_at > now()`;
  const [rows] = await ctx.db.batch([
    ctx.db.select().from(exportFiles).where(eq(exportFiles.id, exportId)),
    ctx.db.execute(sql`
      insert into audit (actor_kind, actor_id, request_id, verb, subject_type, subject_id)
      select ${ctx.actor.kind}, ${actorId(ctx.actor)}, ${ctx.requestId}, 'export.link', 'export', id::text
        from ${exportFiles} where ${ready}`),
  ]);
  const file = rows[0];
  if (!file) throw new ProblemError('not_found');
  const over = file.expiresAt === null || file.expiresAt.getTime() <= ctx.now().getTime();
  if (file.status === 'expired' || (file.status === 'done' && over)) throw new ProblemError('conflict', GONE);
  if (file.status !== 'done') throw new ProblemError('conflict', `The export is ${file.status}.`);
  const end = Math.min(ctx.now().getTime() + LINK_MS, file.expiresAt?.getTime() ?? 0);
  const payload = toBase64Url(JSON.stringify([ctx.tenantId, exportId, end]));
  const token = `${payload}.${await hmac(ctx.env.AUTH_SECRET, LINK_PURPOSE, payload)}`;
  const host = ctx.tenant?.host ?? ctx.env.APP_DOMAIN;
  return {
    url: `${originOf(ctx.env, host)}/api/v1/exports/files/${token}`,
    expiresAt: new Date(end).toISOString(),
  };
};

/** The file that a link is to; undefined where it is not ours, is over, or is of another workspace. */
export const readLink = async (ctx: Ctx, token: string): Promise<string | undefined> => {
  const [payload = '', signature = '', ...rest] = token.split('.');
  const genuine = rest.length === 0 && (await isHmac(ctx.env.AUTH_SECRET, LINK_PURPOSE, payload, signature));
  const text = genuine ? fromBase64Url(payload) : undefined;
  const [tenantId, id, end] = text === undefined ? [] : claims.parse(JSON.parse(text));
  return tenantId === ctx.tenantId && end !== undefined && end > ctx.now().getTime() ? id : undefined;
};
