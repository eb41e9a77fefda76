import { eq, sql } from 'drizzle-orm';
import { makeCtx } from '../../ctx.ts';
import { controlDb } from '../../db/client.ts';
import { exportFiles, exportParts } from '../../db/schema/exports.ts';
import type { Env } from '../../platform/env.ts';
import { makeLog } from '../../platform/log.ts';
import { dropParts } from './keep.ts';

/** Files taken away by one sweep at most: what is left is the next one's. */
const SWEPT_MAX = 50;

/** Takes away the parts of files whose time is over, in whatever state their workspace is. Gives how many there were. */
export const sweepExports = async (env: Env, later: (work: Promise<unknown>) => void): Promise<number> => {
  const { rows } = await controlDb(env.CONTROL_DATABASE_URL).execute<{ tenant_id: string; id: string }>(
    sql`select tenant_id, id from ${exportFiles} where expires_at <= now() order by expires_at limit ${SWEPT_MAX}`,
  );
  let swept = 0;
  for (const { tenant_id: tenantId, id } of rows) {
    const actor = { kind: 'system', name: 'exports' } as const;
    const ctx = makeCtx({ env, tenantId, actor, requestId: `exports-${id}`, intent: 'any', later });
    try {
      await dropParts(ctx, id);
      await ctx.db.batch([
        ctx.db.delete(exportParts).where(eq(exportParts.exportId, id)),
        ctx.db
          .update(exportFiles)
          .set({ expiresAt: null, status: sql`case status when 'done' then 'expired' else status end` })
          .where(eq(exportFiles.id, id)),
      ]);
      swept += 1;
    } catch (error) {
      // The workspace is gone, or R2 did not answer: the others do not wait for it.
      makeLog({ tenantId }).warn('export not swept', { exportId: id, error });
    }
  }
  return swept;
};
