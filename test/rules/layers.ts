import { posix } from 'node:path';
import { type Breach, importsOf, resolve, sourcesOf, type Tree } from './tree.ts';

/** Lowest first: a file imports from lower layers, or from its own folder. */
const LAYERS: readonly RegExp[] = [
  /^src\/lib\//,
  /^src\/platform\//,
  /^src\/db\//,
  /^src\/ctx\.ts$/,
  /^src\/http\//,
  /^src\/features\//,
  /^src\/(app|jobs)\.ts$/,
  /^src\/worker\.ts$/,
];

/** Lowest first: a feature imports from lower ones. */
const FEATURES =
  'tenants flags limits access activity jobs prospects suppression views lists segments imports exports providers credits filings enrichment dossier duplicates custom-fields records workspace domains console personas words mappings engagement gifting billing privacy live'.split(
    ' ',
  );

/** Files of a feature that are its own: how it is reached from outside, not what it can do. */
const OWN = /(^|\/)(routes|[\w-]+-object|([\w-]+-)?workflow)\.ts$/;

const layerOf = (path: string): number => LAYERS.findIndex((layer) => layer.test(path));
const featureOf = (path: string): string | undefined => /^src\/features\/([\w-]+)\//.exec(path)?.[1];

const betweenFeatures = (from: string, to: string): Breach | undefined => {
  const [own, other] = [featureOf(from), featureOf(to)];
  if (own === undefined || other === undefined || own === other) return undefined;
  const [rank, otherRank] = [FEATURES.indexOf(own), FEATURES.indexOf(other)];
  if (rank < 0) return `${from}: the feature ${own} has no rank`;
  if (otherRank >= rank) return `${from}: ${own} ranks below ${other} and imports ${to}`;
  return OWN.test(to) ? `${from}: imports ${to}, which is ${other}’s own` : undefined;
};

const betweenLayers = (from: string, to: string): Breach | undefined => {
  const [layer, other] = [layerOf(from), layerOf(to)];
  if (other < 0) return `${from}: imports ${to}, which has no layer`;
  if (other > layer) return `${from}: imports ${to} from a higher layer`;
  const sameFolder = layer === other && (posix.dirname(from) !== 'src' || from === to);
  return other < layer || sameFolder ? undefined : `${from}: imports ${to} from beside it`;
};

/** Layers, ranks of features, and relative imports that name a file as it is called. */
export const layers = (tree: Tree): Breach[] =>
  sourcesOf(tree).flatMap(([from, source]) => {
    if (layerOf(from) < 0) return [`${from}: has no layer`];
    return importsOf(source).flatMap((specifier) => {
      const to = resolve(from, specifier);
      if (to === undefined) return [];
      if (!tree.has(to)) return [`${from}: imports ${specifier}, which is not there`];
      return betweenLayers(from, to) ?? betweenFeatures(from, to) ?? [];
    });
  });

const isContract = (path: string): boolean => /^src\/features\/[\w-]+\/(?:[\w-]+-)?contract\.ts$/.test(path);

/** A contract speaks of zod, the pure leaves and other contracts: it is read by the front end too. */
export const contracts = (tree: Tree): Breach[] =>
  sourcesOf(tree)
    .filter(([path]) => isContract(path))
    .flatMap(([from, source]) =>
      importsOf(source).flatMap((specifier) => {
        const to = resolve(from, specifier) ?? specifier;
        return to === 'zod' || to.startsWith('src/lib/') || isContract(to) ? [] : [`${from}: imports ${to}`];
      }),
    );

/** The shape of every error answer is every feature's contract, and so has a place of its own. */
const PROBLEM = 'src/lib/problem.ts';

/** All that the contracts are made of, themselves included. */
export const contractParts = (tree: Tree): Set<string> => {
  const parts = new Set<string>();
  const add = (path: string): void => {
    if (parts.has(path) || !tree.has(path)) return;
    parts.add(path);
    for (const specifier of importsOf(tree.get(path) ?? '')) {
      const to = resolve(path, specifier);
      if (to !== undefined) add(to);
    }
  };
  for (const path of tree.keys()) if (isContract(path) || path === PROBLEM) add(path);
  return parts;
};
