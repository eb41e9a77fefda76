import { eq, sql } from 'drizzle-orm';
import type { Ctx } from '../../../ctx.ts';
import { imports, uploads } from '../../../db/schema/imports.ts';
import { sha256 } from '../../../lib/encode.ts';
import { ProblemError } from '../../../lib/problem.ts';
import type { ImportPreview } from '../contract.ts';
import { draftOf } from '../create.ts';
import { HEAD_BYTES, type Sniffed, sniffParts } from '../csv/sniff.ts';
import { getPreview } from '../read.ts';
import { record } from '../record.ts';
import { loadUpload, partsOf, type Row, type StoredPart, storedPart } from './upload.ts';

const partsIn = (row: Row): StoredPart[] => {
  const missing: number[] = [];
  const parts: StoredPart[] = [];
  for (let part = 1; part <= partsOf(row); part++) {
    const stored = storedPart.safeParse(row.parts[part]);
    if (stored.success) parts.push(stored.data);
    else missing.push(part);
  }
  if (missing.length > 0) throw new ProblemError('conflict', `Parts are missing: ${missing.join(', ')}.`);
  return parts;
};

/** Puts the parts together. Done before, and only the answer lost, the file is there already. */
const join = async (ctx: Ctx, row: Row, parts: readonly StoredPart[]): Promise<void> => {
  try {
    const named = parts.map(({ etag }, i) => ({ partNumber: i + 1, etag }));
    await ctx.env.FILES.resumeMultipartUpload(row.fileKey, row.multipart).complete(named);
  } catch (error) {
    const file = await ctx.env.FILES.head(row.fileKey);
    if (file?.size === row.bytes) return;
    ctx.log.warn('parts not joined', { uploadId: row.id, error });
    throw new ProblemError('conflict', 'A part is not as it was stored. Send the parts again.');
  }
};

const sniff = async (ctx: Ctx, row: Row, parts: readonly StoredPart[]): Promise<Sniffed> => {
  const length = Math.min(HEAD_BYTES, row.bytes);
  const head = await ctx.env.FILES.get(row.fileKey, { range: { offset: 0, length } });
  if (!head) throw new ProblemError('not_found');
  return sniffParts(new Uint8Array(await head.arrayBuffer()), row.bytes, parts);
};

/**
 * Makes an import that waits of a file whose parts are all there, and tells what was read of it. Completed again it tells
 * the same. A file that is no CSV is taken away.
 */
export const completeUpload = async (ctx: Ctx, uploadId: string): Promise<ImportPreview> => {
  const row = await loadUpload(ctx, uploadId);
  if (row.state === 'complete') return getPreview(ctx, uploadId);
  if (row.state !== 'open') throw new ProblemError('conflict', `The upload is ${row.state}.`);
  const parts = partsIn(row);
  await join(ctx, row, parts);
  try {
    const sniffed = await sniff(ctx, row, parts);
    const hash = await sha256(parts.map((part) => part.hash).join(''));
    const draft = await draftOf(ctx, { id: uploadId, name: row.name, stored: { ...sniffed, key: row.fileKey, hash } });
    await ctx.db.batch([
      // Completed by two at once it is one import.
      ctx.db.insert(imports).values(draft).onConflictDoNothing(),
      ctx.db.execute(sql`update ${uploads} set state = 'complete' where id = ${uploadId}`),
      record(ctx, 'upload.complete', { type: 'upload', id: uploadId }, { name: row.name, bytes: row.bytes }),
    ]);
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'invalid_file') {
      await ctx.db.delete(uploads).where(eq(uploads.id, uploadId));
      await ctx.env.FILES.delete(row.fileKey);
    }
    throw error;
  }
  return getPreview(ctx, uploadId);
};
