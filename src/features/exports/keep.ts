import type { Ctx } from '../../ctx.ts';
import { idsRange } from './part.ts';

/** Keys that one call of R2 deletes at most (R2, Workers API). */
const DELETE_MAX = 1_000;

/** Where the parts of a file lie. */
export const prefixOf = (tenantId: string, exportId: string): string => `tenant/${tenantId}/exports/${exportId}/`;

/** The key of a part. The fence keeps a worker that lost its job from writing over what another one has written. */
export const partKey = (tenantId: string, exportId: string, n: number, fence: number): string =>
  `${prefixOf(tenantId, exportId)}${n}-${fence}`;

/** Whose rows a part has, as 16 bytes each. */
export const idsOfPart = async (ctx: Ctx, part: { key: string; rows: number }): Promise<Uint8Array> => {
  const object = await ctx.env.FILES.get(part.key, { range: idsRange(part.rows) });
  if (!object) throw new Error('A part of an export is not there.');
  return new Uint8Array(await object.arrayBuffer());
};

/** Takes all parts of a file away, also those that no row tells of. */
export const dropParts = async (ctx: Ctx, exportId: string): Promise<void> => {
  const prefix = prefixOf(ctx.tenantId, exportId);
  for (;;) {
    const { objects, truncated } = await ctx.env.FILES.list({ prefix, limit: DELETE_MAX });
    if (objects.length > 0) await ctx.env.FILES.delete(objects.map(({ key }) => key));
    if (!truncated) return;
  }
};
