import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  Discovered,
  Fits,
  Lookalike,
  Matches,
  Persona,
  PersonaCount,
  PersonaDefinition,
  Personas,
  PersonaVersions,
} from '../../../../src/features/personas/contract.ts';
import type { Prospect } from '../../../../src/features/prospects/contract.ts';
import { del, get, post, put } from '../../lib/api.ts';
import { toastFailure, toastUndo } from '../../ui/toast.ts';
import { asksFor } from './persona-words.ts';

export const personasKey = ['personas'] as const;

/** `GET /api/v1/personas` */
export const usePersonas = () =>
  useQuery({
    queryKey: [...personasKey, 'all'],
    queryFn: ({ signal }) => get<Personas>('/api/v1/personas', signal),
  });

/** Those that were deleted. */
export const useDeletedPersonas = (enabled: boolean) =>
  useQuery({
    queryKey: [...personasKey, 'deleted'],
    queryFn: ({ signal }) => get<Personas>('/api/v1/personas?deleted=true', signal),
    enabled,
  });

/** `GET /api/v1/personas/{id}` */
export const usePersona = (id: string) =>
  useQuery({
    queryKey: [...personasKey, id],
    queryFn: ({ signal }) => get<Persona>(`/api/v1/personas/${id}`, signal),
  });

/** `GET /api/v1/personas/{id}/versions`, the newest first. */
export const usePersonaVersions = (id: string, enabled: boolean) =>
  useQuery({
    queryKey: [...personasKey, id, 'versions'],
    queryFn: ({ signal }) => get<PersonaVersions>(`/api/v1/personas/${id}/versions`, signal),
    enabled,
  });

/** `POST /api/v1/personas/count`: the count before stays while the next one comes. */
export const usePersonaCount = (definition: PersonaDefinition) =>
  useQuery({
    queryKey: [...personasKey, 'count', definition],
    queryFn: ({ signal }) => post<PersonaCount>('/api/v1/personas/count', { definition }, { signal }),
    placeholderData: keepPreviousData,
  });

/** `GET /api/v1/prospects/{id}/fit`, anew for a person who has changed. */
export const useFit = ({ id, updatedAt }: Pick<Prospect, 'id' | 'updatedAt'>) =>
  useQuery({
    queryKey: [...personasKey, 'fit', id, updatedAt],
    queryFn: ({ signal }) => get<Fits>(`/api/v1/prospects/${id}/fit`, signal),
    placeholderData: (before, query) => (query?.queryKey[2] === id ? before : undefined),
  });

/** `POST /api/v1/personas/matches` */
export const useMatches = (definition: PersonaDefinition | undefined, leaveOut: string) =>
  useQuery({
    queryKey: [...personasKey, 'matches', definition, leaveOut],
    queryFn: ({ signal }) => post<Matches>('/api/v1/personas/matches', { definition, leaveOut }, { signal }),
    enabled: definition !== undefined && asksFor(definition),
  });

/** `POST /api/v1/personas/discover`, page after page. */
export const useDiscovered = (definition: PersonaDefinition | undefined, enabled: boolean) =>
  useInfiniteQuery({
    queryKey: [...personasKey, 'discover', definition],
    queryFn: ({ pageParam: page, signal }) =>
      post<Discovered>('/api/v1/personas/discover', { definition, page }, { signal }),
    initialPageParam: 1,
    getNextPageParam: ({ nextPage }) => nextPage,
    enabled: enabled && definition !== undefined && asksFor(definition),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** `POST /api/v1/prospects/{id}/lookalike`: asked when somebody presses, as it may cost. */
export const useLookalike = (prospectId: string) =>
  useMutation({ mutationFn: () => post<Lookalike>(`/api/v1/prospects/${prospectId}/lookalike`) });

function useRefresh() {
  const queries = useQueryClient();
  return () => void queries.invalidateQueries({ queryKey: personasKey });
}

/** Saves a persona: a new one, or the next version of one that was read. */
export function useSavePersona(before?: Pick<Persona, 'id' | 'version'>) {
  const onSuccess = useRefresh();
  return useMutation({
    mutationFn: (body: { name: string; definition: PersonaDefinition }) =>
      before === undefined
        ? post<Persona>('/api/v1/personas', body)
        : put<Persona>(`/api/v1/personas/${before.id}`, { ...body, version: before.version }),
    onSuccess,
  });
}

/** `POST /api/v1/personas/{id}/restore-version` */
export function useRestoreVersion(id: string) {
  const onSuccess = useRefresh();
  return useMutation({
    mutationFn: (version: number) => post<Persona>(`/api/v1/personas/${id}/restore-version`, { version }),
    onSuccess,
    onError: (error) => toastFailure('The version did not come back', error),
  });
}

/** `POST /api/v1/personas/{id}/restore` */
export function useRestorePersona() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (id: string) => post<Persona>(`/api/v1/personas/${id}/restore`),
    onSuccess: refresh,
    onError: (error) => toastFailure('The persona did not come back', error),
  });
}

/** Deletes a persona, with the way back. */
export function useDeletePersona() {
  const refresh = useRefresh();
  const restore = useRestorePersona();
  return useMutation({
    mutationFn: ({ id }: Pick<Persona, 'id' | 'name'>) => del<Persona>(`/api/v1/personas/${id}`),
    onSuccess: (_, { id, name }) => {
      refresh();
      toastUndo(`The persona ${name} is deleted.`, 'persona-deleted', () => restore.mutate(id));
    },
    onError: (error) => toastFailure('The persona was not deleted', error),
  });
}
