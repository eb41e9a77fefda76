import type { Ctx } from '../../ctx.ts';
import { toHex } from '../../lib/encode.ts';
import { ProblemError } from '../../lib/problem.ts';
import { EncodingSniffer, type Sniffed } from './csv/sniff.ts';

/** Largest file: what the platform lets through in one request body on most plans (Workers limits, 100 MB). */
export const FILE_BYTES_MAX = 100 * 1000 * 1000;
/** Size of the parts that a large file is stored in: all but the last must be equal (R2), and one is held in memory. */
const PART_BYTES = 8 * 1024 * 1024;

export type Stored = Sniffed & { key: string; hash: string };

/** Where an import's file lies. */
export const fileKey = (tenantId: string, importId: string): string => `tenant/${tenantId}/imports/${importId}/source`;

/** Parts of equal size out of chunks of any. */
class Parts {
  #buffer = new Uint8Array(PART_BYTES);
  #used = 0;

  /** Takes what fits and gives it back as a full part once there is one, with how much of the chunk was taken. */
  take(chunk: Uint8Array, from: number): { full: Uint8Array | undefined; taken: number } {
    const piece = chunk.subarray(from, from + PART_BYTES - this.#used);
    this.#buffer.set(piece, this.#used);
    this.#used += piece.length;
    if (this.#used < PART_BYTES) return { full: undefined, taken: piece.length };
    const full = this.#buffer;
    this.#buffer = new Uint8Array(PART_BYTES);
    this.#used = 0;
    return { full, taken: piece.length };
  }

  rest(): Uint8Array {
    return this.#buffer.subarray(0, this.#used);
  }
}

/**
 * Stores a file as it streams by, in constant memory, and tells its encoding and SHA-256 from the same pass. A file that
 * is too large or no CSV is refused as soon as that shows, and leaves nothing behind.
 */
export const storeFile = async (ctx: Ctx, body: AsyncIterable<Uint8Array>, key: string): Promise<Stored> => {
  const { FILES } = ctx.env;
  const sniffer = new EncodingSniffer();
  const digest = new crypto.DigestStream('SHA-256');
  const hashing = digest.getWriter();
  const parts = new Parts();
  let upload: R2MultipartUpload | undefined;
  const uploaded: R2UploadedPart[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body) {
      bytes += chunk.byteLength;
      if (bytes > FILE_BYTES_MAX) {
        throw new ProblemError(
          'payload_too_large',
          `A file may have ${FILE_BYTES_MAX / 1_000_000} MB. Split it, and import the parts one after the other.`,
        );
      }
      sniffer.push(chunk);
      await hashing.write(chunk);
      for (let at = 0; at < chunk.length; ) {
        const { full, taken } = parts.take(chunk, at);
        at += taken;
        if (!full) continue;
        upload ??= await FILES.createMultipartUpload(key);
        uploaded.push(await upload.uploadPart(uploaded.length + 1, full));
      }
    }
    await hashing.close();
    const sniffed = sniffer.finish();
    const rest = parts.rest();
    if (!upload) await FILES.put(key, rest);
    else {
      if (rest.length > 0) uploaded.push(await upload.uploadPart(uploaded.length + 1, rest));
      await upload.complete(uploaded);
    }
    return { ...sniffed, key, hash: toHex(new Uint8Array(await digest.digest)) };
  } catch (error) {
    digest.digest.catch(() => undefined);
    await hashing.abort(error).catch(() => undefined);
    await upload?.abort().catch((e) => ctx.log.warn('upload not aborted', { error: e }));
    throw error;
  }
};
