/** The keys of a table that says all of them. TypeScript gives `string[]`, because a value may have more keys than its type says. */
export const keysOf = <K extends string>(table: Readonly<Record<K, unknown>>): K[] => Object.keys(table) as K[];

/** A table with a value for each of the keys. */
export const tableOf = <K extends string, V>(keys: readonly K[], valueFor: (key: K) => V): Record<K, V> =>
  // All keys of K that there are at run time are those of the list; TypeScript forgets them.
  Object.fromEntries(keys.map((key) => [key, valueFor(key)])) as Record<K, V>;
