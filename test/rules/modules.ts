import { contractParts } from './layers.ts';
import {
  type Breach,
  frontEndOf,
  importsOf,
  passesOn,
  resolve,
  sourcesOf,
  type Tree,
  withoutComments,
} from './tree.ts';

/** The front end knows the contracts and what they are made of, and nothing else of the Worker. */
export const frontEnd = (tree: Tree): Breach[] => {
  const parts = contractParts(tree);
  return frontEndOf(tree).flatMap(([from, source]) =>
    importsOf(source).flatMap((specifier) => {
      const to = resolve(from, specifier);
      return to?.startsWith('src/') && !parts.has(to) ? [`${from}: imports ${to}`] : [];
    }),
  );
};

/** Files that import each other, on whatever way round. */
export const cycles = (tree: Tree): Breach[] => {
  const sources = new Map([...sourcesOf(tree), ...frontEndOf(tree)]);
  const next = (path: string): string[] =>
    importsOf(sources.get(path) ?? '').flatMap((specifier) => {
      const to = resolve(path, specifier);
      return to !== undefined && sources.has(to) ? [to] : [];
    });
  const done = new Set<string>();
  const breaches: Breach[] = [];
  const visit = (path: string, way: readonly string[]): void => {
    const at = way.indexOf(path);
    if (at >= 0) breaches.push([...way.slice(at), path].join(' → '));
    if (at >= 0 || done.has(path)) return;
    for (const to of next(path)) visit(to, [...way, path]);
    done.add(path);
  };
  for (const path of sources.keys()) visit(path, []);
  return breaches;
};

/** What the entry file passes on is what the platform looks for; elsewhere a name is imported from where it is made. */
const PASSES_ON = 'src/worker.ts';

export const barrels = (tree: Tree): Breach[] =>
  [...sourcesOf(tree), ...frontEndOf(tree)]
    .filter(([path, source]) => path !== PASSES_ON && passesOn(source))
    .map(([path]) => `${path}: passes on another module’s exports`);

/** Packages that only some files may know. */
const KEPT: readonly { packages: RegExp; within: RegExp }[] = [
  { packages: /^(better-auth|@better-auth\/.+|@better-fetch\/.+)(\/|$)/, within: /^src\/features\/access\/identity\// },
  { packages: /^(@anthropic-ai\/sdk|@neondatabase\/serverless)(\/|$)/, within: /^src\/(platform|db)\// },
  { packages: /^cloudflare:workers$/, within: /^src\/(worker\.ts|features\/.+(-object|[-/]workflow)\.ts)$/ },
];

export const packages = (tree: Tree): Breach[] =>
  sourcesOf(tree).flatMap(([from, source]) =>
    importsOf(source)
      .filter((specifier) => KEPT.some((k) => k.packages.test(specifier) && !k.within.test(from)))
      .map((specifier) => `${from}: imports ${specifier}`),
  );

/** A namespace import is what the bundler can take apart: the other form brings every locale in. */
const WHOLE_ZOD = /\bimport\s+(?:type\s+)?(?:\{[^}]*\}|\w+)\s+from\s+['"]zod['"]/;

/** Ways around the settings, the log and the bundle's size. */
const AROUND: readonly { what: string; pattern: RegExp; but?: string }[] = [
  { what: 'reads process.env', pattern: /\bprocess\s*(\?\.|\.)\s*env\b|\bimport\.meta\.env\b/ },
  { what: 'writes to the console', pattern: /\bconsole\s*(\.|\[|\?\.)/, but: 'src/platform/log.ts' },
  { what: 'imports all of zod', pattern: WHOLE_ZOD },
];

export const around = (tree: Tree): Breach[] =>
  sourcesOf(tree).flatMap(([path, source]) =>
    AROUND.filter(({ pattern, but }) => path !== but && pattern.test(withoutComments(source))).map(
      ({ what }) => `${path}: ${what}`,
    ),
  );
