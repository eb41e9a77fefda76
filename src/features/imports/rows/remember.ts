import { COLUMN_TARGETS, type ImportPreview, type Mapping, type Rules } from '../contract.ts';
import { headerKey } from './aliases.ts';
import { foldText } from './text.ts';

/** Headers that share so much of their names are of one kind of file: a column more or less is common between exports. */
const NEARLY = 0.8;

/** What became of the columns of an earlier file, by their keys. */
export interface Memory {
  keys: readonly string[];
  targets: Readonly<Record<string, string>>;
  rules: Readonly<Record<string, readonly string[]>>;
}

type Columns = ImportPreview['columns'];

const keyOf = (name: string): string => headerKey(name, foldText);

/** The names of a header as they are compared: each once, in one order. */
export const headerKeys = (header: readonly string[]): string[] => [...new Set(header.map(keyOf))].sort();

/** How much two headers share, 0 to 1 (Jaccard). */
const likeness = (a: readonly string[], b: readonly string[]): number => {
  const known = new Set(b);
  const both = a.filter((key) => known.has(key)).length;
  const all = a.length + b.length - both;
  return all === 0 ? 0 : both / all;
};

/** Of what is remembered what fits a header best; the first of equals. Undefined where nothing fits. */
export const nearest = <T extends Memory>(keys: readonly string[], known: readonly T[]): T | undefined => {
  let best: { memory: T; share: number } | undefined;
  for (const memory of known) {
    const share = likeness(keys, memory.keys);
    if (share >= NEARLY && (best === undefined || share > best.share)) best = { memory, share };
  }
  return best?.memory;
};

/**
 * Columns with the targets that they had in an earlier file. What that file did not have keeps its own proposal, unless
 * the field is taken.
 */
export const asRemembered = (columns: Columns, { targets }: Memory): Columns => {
  const given = columns.map(({ name }) => COLUMN_TARGETS.find((target) => target === targets[keyOf(name)]));
  const taken = new Set<string>(given.filter((target) => target !== undefined));
  const used = new Set<string>();
  return columns.map((column, i) => {
    const target = given[i];
    const free = target === 'custom' || target === 'skip';
    if (target !== undefined && (free || !used.has(target))) {
      used.add(target);
      return { ...column, target, confidence: 1 };
    }
    const keeps = column.target === 'custom' || column.target === 'skip' || !taken.has(column.target);
    return keeps ? column : { ...column, target: 'custom', confidence: 0 };
  });
};

/** The rules that the columns of a header had in an earlier file. */
export const rulesRemembered = (header: readonly string[], { rules }: Memory): Record<string, string[]> =>
  Object.fromEntries(
    header.flatMap((name) => {
      const said = rules[keyOf(name)];
      return said === undefined ? [] : [[name, [...said]]];
    }),
  );

/** What is to be remembered of a file. Of two columns with one key it is the first. */
export const memoryOf = (header: readonly string[], mapping: Mapping, rules: Rules): Memory => {
  const by = <T>(of: Readonly<Record<string, T>>) =>
    Object.fromEntries(
      [...header].reverse().flatMap((name) => (Object.hasOwn(of, name) ? [[keyOf(name), of[name] as T] as const] : [])),
    );
  return { keys: headerKeys(header), targets: by(mapping), rules: by(rules) };
};
