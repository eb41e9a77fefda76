import * as z from 'zod';
import { fromBase64Url, toBase64Url } from './encode.ts';
import { ProblemError } from './problem.ts';

/** A place in a list, as opaque text. */
export const writeCursor = (value: unknown): string => toBase64Url(JSON.stringify(value));

/** The place again. Throws `bad_cursor` for anything that this list did not hand out. */
export const readCursor = <T extends z.ZodType>(cursor: string, schema: T): z.output<T> => {
  const text = fromBase64Url(cursor);
  if (text === undefined) throw new ProblemError('bad_cursor');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ProblemError('bad_cursor');
  }
  const result = schema.safeParse(value);
  if (!result.success) throw new ProblemError('bad_cursor');
  return result.data;
};

/** A moment as the database reads it: its calendar has no year 0. */
export const moment = z.iso.datetime().regex(/^(?!0000)/);

/** The place in a list in order of time and id: what most lists use. */
export const timeCursor = z.strictObject({ t: moment, i: z.uuid() });
