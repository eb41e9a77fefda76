import type { QueryClient } from '@tanstack/react-query';

/** After a change of which records there are: what shows them is read again. */
export async function recordsChanged(queries: QueryClient): Promise<void> {
  for (const name of [
    'duplicates',
    'prospects',
    'profile',
    'record',
    'notes',
    'merges',
    'deleted',
    'timeline',
    'relations',
  ]) {
    await queries.invalidateQueries({ queryKey: [name] });
  }
}
