import type { QueryClient } from '@tanstack/react-query';

const SHOWN = [
  'duplicates',
  'prospects',
  'profile',
  'record',
  'notes',
  'merges',
  'deleted',
  'timeline',
  'relations',
  'lists',
  'suppression',
] as const;

/** After a change of which records there are: what shows them is read again. */
export async function recordsChanged(queries: QueryClient): Promise<void> {
  await Promise.all(SHOWN.map((name) => queries.invalidateQueries({ queryKey: [name] })));
}
