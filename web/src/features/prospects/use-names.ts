import { useQuery } from '@tanstack/react-query';
import { listsQuery } from '../lists/use-lists.ts';
import type { Filters, Names } from './filters.ts';

/** Words for the ids that a search is filtered by. Lists are asked for where one is among them. */
export function useNames({ list }: Filters): Names {
  const lists = useQuery({ ...listsQuery, enabled: list !== undefined });
  return new Map(lists.data?.items.map(({ id, name }) => [id, name]));
}
