import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  CustomField,
  CustomFieldPatch,
  CustomType,
  CustomValues,
  Fit,
} from '../../../../src/features/custom-fields/contract.ts';
import { del, get, patch, post } from '../../lib/api.ts';
import { toastFailure, toastUndo } from '../../ui/toast.ts';
import { recordsChanged } from '../records/records-changed.ts';

const KEY = ['custom-fields'];
const PATH = '/api/v1/custom-fields';

/** What a field is made of, as one types it. */
export interface FieldDraft {
  key?: string;
  name: string;
  type: CustomType;
  options: string[];
}

/** The workspace's own fields; archived ones last. */
export const customFieldsQuery = queryOptions({
  queryKey: KEY,
  queryFn: ({ signal }) => get<{ items: CustomField[] }>(PATH, signal),
});
export const useCustomFields = () => useQuery(customFieldsQuery);

/** What files brought that is no field's yet. */
export const useLooseValues = () =>
  useQuery({
    queryKey: [...KEY, 'loose'],
    queryFn: ({ signal }) => get<CustomValues>('/api/v1/custom-values', signal),
  });

/** How the values that are there would fare as a field's. */
export const useFit = () =>
  useMutation({
    mutationFn: ({ key, type, options }: { key: string; type: CustomType; options: string[] }) =>
      post<Fit>(`${PATH}/fit`, { key, type, options }),
  });

export function useChangeFields() {
  const queries = useQueryClient();
  const onSettled = async () => {
    await queries.invalidateQueries({ queryKey: KEY });
    await recordsChanged(queries);
  };
  const make = useMutation({ mutationFn: (body: FieldDraft) => post<CustomField>(PATH, body), onSettled });
  const change = useMutation({
    mutationFn: ({ id, body }: { id: string; body: CustomFieldPatch }) => patch<CustomField>(`${PATH}/${id}`, body),
    onSettled,
  });
  const restore = useMutation({
    mutationFn: (id: string) => post<CustomField>(`${PATH}/${id}/restore`),
    onError: (error) => toastFailure('The field could not be restored', error),
    onSettled,
  });
  const archive = useMutation({
    mutationFn: (id: string) => del<CustomField>(`${PATH}/${id}`),
    onSuccess: ({ id, name }) =>
      toastUndo(`${name} is archived, its values are kept`, 'field', () => restore.mutate(id)),
    onError: (error) => toastFailure('The field could not be archived', error),
    onSettled,
  });
  return { make, change, archive, restore };
}
