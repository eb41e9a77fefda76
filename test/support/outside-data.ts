import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files that others publish, looked at where they are at hand, beside the project: they are no part of it. */
const DATA = join(import.meta.dirname, '..', '..', '..', 'shared', 'data');

/** Whether the files are at hand. Says so in one line where they are not: what would be tried on them is left out. */
export const outsideData = (what: string): boolean => {
  const present = existsSync(DATA);
  if (!present) console.log(`No files of others beside the project: ${what} is not tried on them.`);
  return present;
};

export const outsidePath = (path: string): string => join(DATA, path);
export const outsideBytes = (path: string): Uint8Array => new Uint8Array(readFileSync(outsidePath(path)));
export const outsideJson = (path: string): unknown => JSON.parse(readFileSync(outsidePath(path), 'utf8'));
export const outsideFiles = (folder: string): string[] => readdirSync(outsidePath(folder)).sort();

/** Bytes as they would come over the network, cut anywhere. */
export const streamOf = (bytes: Uint8Array) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0; at < bytes.length; at += 50_000) controller.enqueue(bytes.subarray(at, at + 50_000));
      controller.close();
    },
  });
