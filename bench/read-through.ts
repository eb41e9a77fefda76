/** Reads files without keeping them. */
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { TRAILER_BYTES_MAX } from '../src/features/exports/contract.ts';
import type { Request } from './load.ts';

const LINE_END = 10;

/** Who asks: a member of a tenant, or somebody with headers of their own. */
type Asking = Pick<Request, 'host' | 'cookie' | 'headers'>;

/** Reads an answer to its end, keeping nothing but its last bytes. */
export function readThrough(
  port: number,
  { host, cookie, headers }: Asking,
  path: string,
): Promise<{ lines: number; bytes: number; end: Buffer }> {
  return new Promise((resolve, reject) => {
    const asked = request(
      { port, host: '127.0.0.1', path, headers: { ...headers, host, ...(cookie ? { cookie } : {}) } },
      (response) => {
        if (response.statusCode !== 200) {
          const { statusCode } = response;
          text(response).then((said) => reject(new Error(`${host}${path} answered ${statusCode}: ${said}`)), reject);
          return;
        }
        let [lines, bytes, last] = [0, 0, LINE_END];
        let end = Buffer.alloc(0);
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          last = chunk.at(-1) ?? last;
          end = Buffer.concat([end, chunk.subarray(-TRAILER_BYTES_MAX)]).subarray(-TRAILER_BYTES_MAX);
          for (let at = chunk.indexOf(LINE_END); at >= 0; at = chunk.indexOf(LINE_END, at + 1)) lines += 1;
        });
        // The last line may be without an end.
        response
          .once('end', () => resolve({ lines: last === LINE_END ? lines : lines + 1, bytes, end }))
          .once('error', reject);
      },
    );
    asked.once('error', reject).end();
  });
}
