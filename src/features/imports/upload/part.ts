import type * as z from 'zod';
import type { Ctx } from '../../../ctx.ts';
import { toHex } from '../../../lib/encode.ts';
import { ProblemError } from '../../../lib/problem.ts';
import type { uploadPart } from '../contract.ts';
import { EncodingSniffer, PartCheck } from '../csv/sniff.ts';
import { bytesOf, keepPart, loadUpload, partsOf } from './upload.ts';

const wrongSize = (part: number, expected: number): ProblemError =>
  new ProblemError('bad_request', `Part ${part} has ${expected} bytes, no more and no less.`);

/**
 * Takes one part of a file, as it streams by. The same part again takes the place of the first. What is no CSV is refused with
 * the first part, before the others have come.
 */
export const takePart = async (
  ctx: Ctx,
  uploadId: string,
  part: number,
  body: AsyncIterable<Uint8Array> | null,
): Promise<z.input<typeof uploadPart>> => {
  const row = await loadUpload(ctx, uploadId);
  if (row.state !== 'open') throw new ProblemError('conflict', `The upload is ${row.state}.`);
  if (part > partsOf(row)) throw new ProblemError('not_found');
  const expected = bytesOf(row, part);
  if (!body) throw wrongSize(part, expected);
  const { readable, writable } = new FixedLengthStream(expected);
  const stored = ctx.env.FILES.resumeMultipartUpload(row.fileKey, row.multipart).uploadPart(part, readable);
  // Whoever writes sees what went wrong; the answer alone must not bring the Worker down.
  stored.catch(() => undefined);
  const writer = writable.getWriter();
  const digest = new crypto.DigestStream('SHA-256');
  const hashing = digest.getWriter();
  const check = new PartCheck();
  const sniffer = part === 1 ? new EncodingSniffer() : undefined;
  let bytes = 0;
  try {
    for await (const chunk of body) {
      bytes += chunk.byteLength;
      if (bytes > expected) throw wrongSize(part, expected);
      sniffer?.push(chunk);
      check.push(chunk);
      await hashing.write(chunk);
      await writer.write(chunk);
    }
    if (bytes < expected) throw wrongSize(part, expected);
    await Promise.all([hashing.close(), writer.close()]);
    const { etag } = await stored;
    await keepPart(ctx, uploadId, part, { etag, hash: toHex(new Uint8Array(await digest.digest)), ...check.finish() });
    return { part, bytes };
  } catch (error) {
    digest.digest.catch(() => undefined);
    await hashing.abort(error).catch(() => undefined);
    await writer.abort(error).catch(() => undefined);
    if (error instanceof ProblemError) throw error;
    ctx.log.warn('part not stored', { uploadId, part, error });
    throw new ProblemError('conflict', 'The part could not be stored. Send it again, or begin the file again.');
  }
};
