import { useQuery } from '@tanstack/react-query';
import type { ImportPreview } from '../../../../src/features/imports/contract.ts';
import { get } from '../../lib/api.ts';

export const previewKey = (id: string) => ['import-preview', id] as const;

/** `GET /api/v1/imports/{id}/preview`: what the upload answered, for a draft that is taken up again. */
export const usePreview = (id: string) =>
  useQuery({
    queryKey: previewKey(id),
    queryFn: ({ signal }) => get<ImportPreview>(`/api/v1/imports/${encodeURIComponent(id)}/preview`, signal),
    // The file does not change any more.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
