import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { wake } from '../jobs/accept.ts';

const row = z.object({ id: z.string().nullable(), open: z.string().nullable() });

/** Has what changed since the last look be looked through; the job that is on, or null where nothing has changed. */
export const askScan = async (ctx: Ctx): Promise<{ jobId: string | null }> => {
  ctx.require('prospects:write');
  const [made, open] = await ctx.db.batch([
    ctx.db.execute(sql`select app.look_for_duplicates() as id, null as open`),
    ctx.db.execute(sql`
      select null as id, (select j.id from jobs j where j.kind = 'duplicates' and j.state in ('queued', 'running')
        order by j.created_at desc limit 1) as open`),
  ]);
  const { id } = row.parse(made.rows[0]);
  if (id !== null) wake(ctx, id);
  return { jobId: id ?? row.parse(open.rows[0]).open };
};
