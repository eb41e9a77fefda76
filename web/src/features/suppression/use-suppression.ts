import { useInfiniteQuery, useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  SuppressedAnswer,
  SuppressionCheck,
  SuppressionEntry,
  SuppressionPage,
  SuppressionsFound,
  SuppressionValue,
} from '../../../../src/features/suppression/contract.ts';
import { get, post } from '../../lib/api.ts';
import { number } from '../../lib/format.ts';
import { toastFailure, toastNote } from '../../ui/toast.ts';

const KEY = ['suppression'] as const;
/** People held against the list in one request: half of what the API takes. */
const CHECK_PEOPLE = 100;
/** What is known of rows is asked for again after this long. */
const FRESH_MS = 60_000;

/** `GET /api/v1/suppressions`, page after page. */
export const useSuppressions = (lifted: boolean) =>
  useInfiniteQuery({
    queryKey: [...KEY, 'list', lifted],
    queryFn: ({ pageParam, signal }) =>
      get<SuppressionPage>(
        `/api/v1/suppressions?limit=50&lifted=${lifted}${pageParam === '' ? '' : `&cursor=${pageParam}`}`,
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

/** `POST /api/v1/suppressions/search`: nothing is asked without a value. */
export const useSuppressionSearch = (value: SuppressionValue | null) =>
  useQuery({
    queryKey: [...KEY, 'search', value],
    queryFn: ({ signal }) => post<SuppressionsFound>('/api/v1/suppressions/search', { value }, { signal }),
    enabled: value !== null,
  });

const checkOf = (ids: readonly string[], enabled: boolean) => ({
  queryKey: [...KEY, 'check', ids],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    post<SuppressionCheck>('/api/v1/suppressions/check', { ids }, { signal }),
  enabled: enabled && ids.length > 0,
  staleTime: FRESH_MS,
});

/** By which entries one person is on the list; undefined until it is known. */
export function useSuppressedBy(id: string): SuppressionEntry[] | undefined {
  const { data } = useQuery(checkOf([id], true));
  return data === undefined ? undefined : (data.people[0]?.by ?? []);
}

/** Of the people of a list those who are suppressed. A workspace without a suppression list is asked for nothing more. */
export function useSuppressedOf(ids: readonly string[]): ReadonlySet<string> {
  const some = useQuery({
    queryKey: [...KEY, 'some'],
    queryFn: ({ signal }) => get<SuppressionPage>('/api/v1/suppressions?limit=1', signal),
    staleTime: FRESH_MS,
  });
  const any = (some.data?.items.length ?? 0) > 0;
  const chunks = Array.from({ length: Math.ceil(ids.length / CHECK_PEOPLE) }, (_, n) =>
    ids.slice(n * CHECK_PEOPLE, (n + 1) * CHECK_PEOPLE),
  );
  return useQueries({
    queries: chunks.map((chunk) => checkOf(chunk, any)),
    combine: combined,
  });
}

const combined = (answers: { data: SuppressionCheck | undefined }[]): ReadonlySet<string> =>
  new Set(answers.flatMap(({ data }) => data?.people.map(({ id }) => id) ?? []));

function useRefresh() {
  const queries = useQueryClient();
  return () => void queries.invalidateQueries({ queryKey: KEY });
}

const said = ({ added, already }: SuppressedAnswer, one: string, many: string): string =>
  added === 0
    ? 'On the suppression list already.'
    : `${added === 1 ? one : `${number(added)} ${many}`} on the suppression list${already > 0 ? `, ${number(already)} were there already` : ''}.`;

/** Puts addresses on the list. */
export function useAddSuppressions() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (body: { entries: SuppressionValue[]; reason?: string }) =>
      post<SuppressedAnswer>('/api/v1/suppressions', body),
    onSuccess: (answer) => {
      refresh();
      toastNote(said(answer, '1 address', 'addresses'));
    },
  });
}

/** Puts people on the list by all that is known of them. */
export function useSuppress() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (body: { ids: string[]; reason?: string }) =>
      post<SuppressedAnswer>('/api/v1/suppressions/people', body),
    onSuccess: (answer) => {
      refresh();
      toastNote(said(answer, '1 person', 'people'));
    },
    onError: (error) => toastFailure('Nobody was suppressed', error),
  });
}

/** Takes entries off the list. */
export function useLift() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: async (ids: readonly string[]) => {
      for (const id of ids) await post<SuppressionEntry>(`/api/v1/suppressions/${id}/lift`);
    },
    onSuccess: () => toastNote('Lifted.'),
    onError: (error) => toastFailure('It was not lifted', error),
    onSettled: refresh,
  });
}
