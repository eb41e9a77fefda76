import { posix } from 'node:path';
import type { Breach, Tree } from './tree.ts';

const isDoc = (path: string): boolean => path === 'README.md' || /^docs\/.+\.md$/.test(path);
/** What a file of ours is called. */
const FILE = /\.(ts|tsx|mjs|json|md|toml|sql|css|html|svg|png)$/;
/** Letters of a path; `*` and `<name>` stand for a part of it. */
const PATH = /^[\w.@*-][\w.@*<>-]*(\/[\w.@*<>-]+)*\/?$/;

const escaped = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');

/** A written path as a pattern over real ones. It may be written from any folder on the way. */
const patternOf = (written: string): RegExp => {
  const inner = escaped(written.replace(/\/$/, ''))
    .replace(/<[^>]+>/g, '[^/]+')
    .replaceAll('*', '[^/]*');
  return new RegExp(`(^|/)${inner}${written.endsWith('/') ? '/' : FILE.test(written) ? '$' : '(/|$)'}`);
};

/** Folders and files that the tools make, and that a fresh copy does not have. */
const isMade = (tree: Tree, path: string): boolean =>
  (tree.get('.gitignore') ?? '')
    .split('\n')
    .map((line) => line.trim().replace(/\/$/, ''))
    .some((line) => line !== '' && (path === line || path.startsWith(`${line}/`)));

/** Whether a text in backticks is meant as a path: it ends like a file or a folder, or begins in a folder of ours. */
const isPath = (tree: Tree, text: string): boolean => {
  // A pattern alone is how files are called, be there one or not.
  if (!PATH.test(text) || /^[^/]*\*[^/]*$/.test(text)) return false;
  if (FILE.test(text)) return true;
  const [first = '', ...rest] = text.split('/');
  if (rest.length === 0 || /[*<]/.test(first)) return false;
  const isFolder = [...tree.keys()].some((path) => path.split('/').slice(0, -1).includes(first));
  return isFolder || (rest.length === 1 && rest[0] === '');
};

const BLOCK = /```[\s\S]*?```/g;
const LINK = /\]\(([^)\s#]+)[^)]*\)/g;

/** Paths that a document names and that are not there. */
export const docs = (tree: Tree): Breach[] =>
  [...tree]
    .filter(([path]) => isDoc(path))
    .flatMap(([doc, source]) => {
      const text = source.replace(BLOCK, '');
      const named = [...text.matchAll(/`([^`\n]+)`/g)].map((m) => (m[1] ?? '').replace(/:\d+$/, ''));
      const missing = [...new Set(named)].filter(
        (n) => isPath(tree, n) && !isMade(tree, n) && ![...tree.keys()].some((path) => patternOf(n).test(path)),
      );
      const links = [...text.matchAll(LINK)].map((m) => m[1] ?? '').filter((to) => !/^(\w+:|\/)/.test(to));
      const broken = links.filter((to) => {
        const target = posix.join(posix.dirname(doc), to).replace(/\/$/, '');
        return ![...tree.keys()].some((path) => path === target || path.startsWith(`${target}/`));
      });
      return [...missing, ...broken].map((path) => `${doc}: there is no ${path}`);
    });
