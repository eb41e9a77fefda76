import { and, eq, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../../ctx.ts';
import { uploads } from '../../../db/schema/imports.ts';
import { actorId } from '../../../lib/actor.ts';
import { newId } from '../../../lib/ids.ts';
import { ProblemError } from '../../../lib/problem.ts';
import { type createUploadBody, PART_BYTES, type Upload } from '../contract.ts';
import { record } from '../record.ts';
import { fileKey } from '../store.ts';

/** How long a file may take to come: over a night, but not for ever, as its parts are stored and paid for. */
export const UPLOAD_HOURS = 24;

export type Row = typeof uploads.$inferSelect;

/** What is kept of a part: R2's tag, and what it takes to tell the file's encoding and hash without reading it again. */
export const storedPart = z.object({
  etag: z.string(),
  hash: z.string(),
  good: z.int(),
  bad: z.int(),
  lead: z.array(z.int()),
  tail: z.array(z.int()),
});
export type StoredPart = z.infer<typeof storedPart>;

export const partsOf = ({ bytes }: Pick<Row, 'bytes'>): number => Math.ceil(bytes / PART_BYTES);

/** How many bytes a part must have. */
export const bytesOf = (row: Pick<Row, 'bytes'>, part: number): number =>
  part < partsOf(row) ? PART_BYTES : row.bytes - (part - 1) * PART_BYTES;

const endsAt = ({ createdAt }: Pick<Row, 'createdAt'>): number => createdAt.getTime() + UPLOAD_HOURS * 3_600_000;

export const viewUpload = (row: Row): Upload => ({
  id: row.id,
  name: row.name,
  bytes: row.bytes,
  partBytes: PART_BYTES,
  parts: partsOf(row),
  done: Object.keys(row.parts)
    .map(Number)
    .sort((a, b) => a - b),
  state: row.state === 'complete' || row.state === 'aborted' ? row.state : 'open',
  expiresAt: new Date(endsAt(row)).toISOString(),
});

/** The upload, by its id. One whose time is over is as one that never was. */
export const loadUpload = async (ctx: Ctx, uploadId: string): Promise<Row> => {
  const [row] = await ctx.db.select().from(uploads).where(eq(uploads.id, uploadId));
  if (!row || (row.state === 'open' && endsAt(row) <= ctx.now().getTime())) throw new ProblemError('not_found');
  return row;
};

/** Begins the upload of a file in parts. */
export const createUpload = async (ctx: Ctx, { name, bytes }: z.output<typeof createUploadBody>): Promise<Upload> => {
  const id = newId();
  const key = fileKey(ctx.tenantId, id);
  const multipart = await ctx.env.FILES.createMultipartUpload(key);
  try {
    const values = { id, name, bytes, fileKey: key, multipart: multipart.uploadId, createdBy: actorId(ctx.actor) };
    const [rows] = await ctx.db.batch([
      ctx.db.insert(uploads).values(values).returning(),
      record(ctx, 'upload.create', { type: 'upload', id }, { name, bytes }),
    ]);
    const [row] = rows;
    if (!row) throw new Error('The upload was not stored.');
    return viewUpload(row);
  } catch (error) {
    await multipart.abort().catch((e) => ctx.log.warn('upload not aborted', { error: e }));
    throw error;
  }
};

/** Takes an upload away that nobody wants any more. What has become an import is none. */
export const abortUpload = async (ctx: Ctx, uploadId: string): Promise<Upload> => {
  const row = await loadUpload(ctx, uploadId);
  const open = sql`exists (select from ${uploads} where id = ${uploadId} and state = 'open')`;
  const [, gone] = await ctx.db.batch([
    record(ctx, 'upload.abort', { type: 'upload', id: uploadId }, { name: row.name }, open),
    ctx.db
      .update(uploads)
      .set({ state: 'aborted', parts: {} })
      .where(and(eq(uploads.id, uploadId), eq(uploads.state, 'open')))
      .returning(),
  ]);
  if (row.state === 'aborted') return viewUpload(row);
  const [aborted] = gone;
  if (!aborted) throw new ProblemError('conflict', 'The file has become an import.');
  const multipart = ctx.env.FILES.resumeMultipartUpload(row.fileKey, row.multipart);
  await multipart.abort().catch((e) => ctx.log.warn('upload not aborted', { error: e }));
  return viewUpload(aborted);
};

/** Keeps what is known of a part that is stored; of a part that came twice what came last. */
export const keepPart = async (ctx: Ctx, uploadId: string, part: number, stored: StoredPart): Promise<void> => {
  const kept = await ctx.db.execute(sql`
    update ${uploads} set parts = parts || jsonb_build_object(${String(part)}::text, ${JSON.stringify(stored)}::jsonb)
     where id = ${uploadId} and state = 'open' returning 1`);
  if (kept.rows.length === 0) throw new ProblemError('conflict', 'The file has become an import.');
};
