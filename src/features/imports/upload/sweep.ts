import { sql } from 'drizzle-orm';
import { controlDb } from '../../../db/client.ts';
import { importChanges, imports, uploads } from '../../../db/schema/imports.ts';
import type { Env } from '../../../platform/env.ts';
import { UPLOAD_HOURS } from './upload.ts';

/** Uploads taken away by one sweep at most: each is a call of R2. */
const UPLOADS_MAX = 50;
/** Changes taken away in one statement: quick enough for the role's limit. */
const CHANGES_MAX = 20_000;

type Left = { tenant_id: string; id: string; file_key: string; multipart: string };

/** Takes away uploads that nobody came back to within their time. Gives how many. */
export const sweepUploads = async (env: Env): Promise<number> => {
  const db = controlDb(env.CONTROL_DATABASE_URL);
  const { rows } = await db.execute<Left>(sql`
    select tenant_id, id, file_key, multipart from ${uploads}
     where state = 'open' and created_at < now() - make_interval(hours => ${UPLOAD_HOURS})
     order by created_at limit ${UPLOADS_MAX}`);
  for (const { tenant_id, id, file_key, multipart } of rows) {
    // Gone already, or joined and never drafted: either way nothing of it stays.
    await env.FILES.resumeMultipartUpload(file_key, multipart)
      .abort()
      .catch(() => env.FILES.delete(file_key));
    await db.execute(sql`delete from ${uploads} where tenant_id = ${tenant_id} and id = ${id} and state = 'open'`);
  }
  return rows.length;
};

/** Takes away what imports changed that can be undone no longer. A day later than said, so that none is under way. */
export const sweepChanges = async (env: Env): Promise<void> => {
  const db = controlDb(env.CONTROL_DATABASE_URL);
  await db.execute(sql`
    with old as (
      select tenant_id, id from ${imports} where undo_until < now() - interval '1 day' order by undo_until limit 1),
    gone as (
      delete from ${importChanges} where (tenant_id, import_id) in (select tenant_id, id from old)
        and ctid = any (array(select c.ctid from ${importChanges} c join old on c.tenant_id = old.tenant_id and c.import_id = old.id
          limit ${CHANGES_MAX}))
      returning 1)
    update ${imports} m set undo_until = null from old
     where m.tenant_id = old.tenant_id and m.id = old.id and (select count(*) from gone) < ${CHANGES_MAX}`);
};
