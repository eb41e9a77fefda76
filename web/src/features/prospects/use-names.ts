import { useQuery } from '@tanstack/react-query';
import { customFieldsQuery } from '../custom-fields/use-custom-fields.ts';
import { listsQuery } from '../lists/use-lists.ts';
import { membersQuery } from '../members/use-members.ts';
import { customName, type Filters, type Names } from './filters.ts';

/** Words for the ids and keys that a search is filtered by. Lists, members and fields are asked for where one is among them. */
export function useNames({ list, owner, custom }: Filters): Names {
  const lists = useQuery({ ...listsQuery, enabled: list !== undefined });
  const members = useQuery({ ...membersQuery, enabled: owner !== undefined });
  const fields = useQuery({ ...customFieldsQuery, enabled: custom !== undefined });
  return new Map([
    ...[...(lists.data?.items ?? []), ...(members.data ?? [])].map(({ id, name }) => [id, name] as const),
    ...(fields.data?.items ?? []).map(({ key, name }) => [customName(key), name] as const),
  ]);
}
