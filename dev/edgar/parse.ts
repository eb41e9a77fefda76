import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { meaningOf } from '../../src/features/filings/codes.ts';
import type { Line, Ownership } from '../../src/features/filings/ownership.ts';
import { readOwnership } from '../../src/features/filings/read-ownership.ts';
import { documentsIn } from '../../src/features/filings/submission-text.ts';
import { OwnershipError } from '../../src/features/filings/xml-tree.ts';
import { untar } from '../providers/tar.ts';

type Source = { name: string; text: string };

const READ = /\.(?:xml|txt|nc)$/i;
const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** A file, the files of a directory, or the members of a gzipped archive, which may be named after a colon. */
const sourcesOf = (path: string): Source[] => {
  const [, archive = '', member] = /^(.*?\.(?:tar\.gz|tgz))(?::(.+))?$/.exec(path) ?? [];
  if (archive !== '') {
    return untar(gunzipSync(readFileSync(archive)))
      .filter(({ name }) => (member === undefined ? READ.test(name) : name === member || basename(name) === member))
      .map(({ name, data }) => ({ name: `${archive}:${name}`, text: decode(data) }));
  }
  if (!statSync(path).isDirectory()) return [{ name: path, text: decode(readFileSync(path)) }];
  return readdirSync(path)
    .filter((name) => READ.test(name))
    .sort()
    .map((name) => ({ name: join(path, name), text: decode(readFileSync(join(path, name))) }));
};

const lined = (lines: readonly Line[], type: Line['type']) =>
  lines
    .filter((line) => line.type === type)
    .map((line) => (line.code === null ? line : { ...line, codeMeaning: meaningOf(line.code) }));

/** What is printed of one document. */
export const printed = (file: string, { lines, ...rest }: Ownership) => ({
  file,
  ok: true,
  ...rest,
  transactions: lined(lines, 'transaction'),
  holdings: lined(lines, 'holding'),
});

const said = (error: unknown) =>
  error instanceof OwnershipError
    ? { fault: error.fault, error: error.message }
    : { fault: 'unreadable_file', error: error instanceof Error ? error.message : String(error) };

/** Prints one JSON line per document, or one that says why there is none. Gives how many files could not be read. */
export const parseFiles = (paths: readonly string[], print: (line: string) => void): number => {
  let broken = 0;
  const attempt = (file: string, work: () => void): void => {
    try {
      work();
    } catch (error) {
      broken += 1;
      print(JSON.stringify({ file, ok: false, ...said(error) }));
    }
  };
  for (const path of paths) {
    attempt(path, () => {
      for (const { name, text } of sourcesOf(path)) {
        attempt(name, () => {
          for (const xml of documentsIn(text)) print(JSON.stringify(printed(name, readOwnership(xml))));
        });
      }
    });
  }
  return broken;
};
