import { Readable } from 'node:stream';
import { Busboy } from '@fastify/busboy';
import type { AppContext } from '../../http/types.ts';
import { ProblemError } from '../../lib/problem.ts';

/** Text parts beside the file: the mapping of a thousand columns fits many times. */
const FIELD_BYTES_MAX = 512 * 1024;
const FIELDS_MAX = 5;
/** Name for a body that comes without one. */
const UNNAMED = 'upload.csv';
/** Longest file name kept. */
const NAME_MAX = 255;

/** A file that streams by. `fields` is complete once the file has been read to its end. */
export type Received = { name: string; body: AsyncIterable<Uint8Array>; fields: Promise<Record<string, string>> };

/** The last part of a path, without control characters: what people call the file. */
const plainName = (name: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  (name.split(/[\\/]/).at(-1) ?? '').replace(/[\u0000-\u001f\u007f]/g, '').slice(0, NAME_MAX) || UNNAMED;

const unreadable = (cause: unknown) => new ProblemError('bad_request', 'The form cannot be read.', { cause });

/** A file that breaks off in a form is a form that cannot be read. */
async function* whole(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* stream;
  } catch (error) {
    throw error instanceof ProblemError ? error : unreadable(error);
  }
}

/** Reads a multipart form as it comes: the file is never held as a whole. */
const receiveForm = (request: Request, type: string): Promise<Received> =>
  new Promise((resolve, reject) => {
    const fields: Record<string, string> = Object.create(null);
    const done = Promise.withResolvers<Record<string, string>>();
    // Whoever reads the file sees the error there; the promise of the fields alone must not bring the Worker down.
    done.promise.catch(() => undefined);
    let form: InstanceType<typeof Busboy>;
    try {
      form = new Busboy({
        headers: { 'content-type': type },
        limits: { files: 1, fields: FIELDS_MAX, fieldSize: FIELD_BYTES_MAX },
      });
    } catch (error) {
      reject(unreadable(error));
      return;
    }
    let found = false;
    form.on('field', (name: string, value: string, _truncatedName: boolean, truncated: boolean) => {
      if (truncated) form.destroy(new ProblemError('payload_too_large', `The part ${name} is too large.`));
      else fields[name] = value;
    });
    form.on('file', (name: string, stream: AsyncIterable<Uint8Array> & Readable, fileName: string | undefined) => {
      if (name !== 'file') {
        stream.resume();
        return;
      }
      found = true;
      resolve({ name: plainName(fileName ?? ''), body: whole(stream), fields: done.promise });
    });
    form.on('finish', () => {
      if (!found)
        reject(
          new ProblemError('invalid', 'The form has no part named “file”.', {
            issues: [{ path: 'file', message: 'missing' }],
          }),
        );
      done.resolve(fields);
    });
    form.on('error', (error: unknown) => {
      const problem = error instanceof ProblemError ? error : unreadable(error);
      reject(problem);
      done.reject(problem);
    });
    Readable.fromWeb(request.body as never)
      .on('error', (error) => form.destroy(error))
      .pipe(form);
  });

/** The file of a request: the part `file` of a multipart form, or the body itself. */
export const receive = async (c: AppContext, name: string | undefined): Promise<Received> => {
  const request = c.req.raw;
  if (!request.body) throw new ProblemError('invalid_file', 'The file is empty.');
  const type = request.headers.get('content-type') ?? '';
  if (/^multipart\/form-data\b/i.test(type)) return receiveForm(request, type);
  if (/^application\/(json|x-www-form-urlencoded)\b/i.test(type)) {
    throw new ProblemError('unsupported_media_type', 'Send the file as text/csv, or in a form as the part “file”.');
  }
  return {
    name: plainName(name ?? ''),
    body: request.body as unknown as AsyncIterable<Uint8Array>,
    fields: Promise.resolve({}),
  };
};
