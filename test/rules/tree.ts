import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

/** Files by their path from the project's root, with `/`. What is not read as text stands with an empty one. */
export type Tree = ReadonlyMap<string, string>;

/** What breaks a rule, and where. */
export type Breach = string;

/** Installed, made or kept by the tools: no part of what is written. */
const SKIPPED = new Set(['node_modules', '.git', '.local', '.wrangler', 'dist']);
const READ = /\.(ts|tsx|mjs|md)$|^\.gitignore$/;

/** The project as it stands. */
export const readTree = (root: string): Tree => {
  const tree = new Map<string, string>();
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      if (SKIPPED.has(entry.name)) continue;
      const path = posix.join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else if (entry.isFile()) tree.set(path, READ.test(entry.name) ? readFileSync(join(root, path), 'utf8') : '');
    }
  };
  walk('');
  return tree;
};

/** Texts, patterns and comments, in the order they come: each hides what looks like the others inside it. */
const TOKEN =
  /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|(?<=[(,=:[!&|?{;>]\s*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;

/** Source without its comments. */
export const withoutComments = (source: string): string => source.replace(TOKEN, (_, kept?: string) => kept ?? ' ');

const STATEMENT = /\b(import|export)\s+(?:type\s+)?(?:[\w*{}\s,$]+?\s+from\s+)?(['"])([^'"\n]+)\2/g;
const CALL = /\bimport\s*\(\s*(['"])([^'"\n]+)\1/g;

/** Every module that a source names, be it for a value or a type. */
export const importsOf = (source: string): string[] => {
  const code = withoutComments(source);
  return [...[...code.matchAll(STATEMENT)].map((m) => m[3] ?? ''), ...[...code.matchAll(CALL)].map((m) => m[2] ?? '')];
};

/** Whether a source passes on what another module exports. */
export const passesOn = (source: string): boolean =>
  [...withoutComments(source).matchAll(STATEMENT)].some((m) => m[1] === 'export');

/** The path that a relative import names; undefined for a package. */
export const resolve = (from: string, specifier: string): string | undefined =>
  specifier.startsWith('.') ? posix.join(posix.dirname(from), specifier) : undefined;

/** What ships: the files of `src/` without their tests. */
export const sourcesOf = (tree: Tree): [path: string, source: string][] =>
  [...tree].filter(([path]) => /^src\/.+\.ts$/.test(path) && !path.endsWith('.test.ts'));

export const frontEndOf = (tree: Tree): [path: string, source: string][] =>
  [...tree].filter(([path]) => /^web\/.+\.tsx?$/.test(path));
