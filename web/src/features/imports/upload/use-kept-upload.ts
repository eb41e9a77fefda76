import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Failure } from '../../../lib/failure.ts';
import { type KeptUpload, keepUpload, keptUpload } from './kept-upload.ts';
import { bytesOf, partsOf } from './parts.ts';
import { readUpload } from './upload-api.ts';
import type { UploadRun } from './upload-run.ts';

/** The upload that an earlier visit left unfinished, with how much of it is there; null where there is none any more. */
export function useKeptUpload(run: UploadRun | null): { upload: KeptUpload; sent: number; forget: () => void } | null {
  // An upload of this visit is kept too: what it becomes is seen when it stops.
  const key = run?.phase ?? 'none';
  const [forgotten, setForgotten] = useState<string | null>(null);
  const upload = keptUpload();
  const query = useQuery({
    queryKey: ['upload', upload?.id, key],
    queryFn: async ({ signal }) => {
      if (upload === null) return null;
      try {
        const found = await readUpload(upload.id, signal);
        // It was read meanwhile, and waits among the imports.
        if (found.state === 'complete') keepUpload(null);
        return found;
      } catch (cause) {
        // Gone: another browser finished it, or it lay too long.
        if (cause instanceof Failure && cause.status === 404) {
          keepUpload(null);
          return null;
        }
        throw cause;
      }
    },
    enabled: upload !== null && run === null,
    gcTime: 0,
  });
  if (upload === null || query.data == null || query.data.state !== 'open' || forgotten === upload.id) return null;
  const have = new Set(query.data.done);
  return {
    upload,
    sent: bytesOf(partsOf(upload.bytes, query.data.partBytes), have),
    forget: () => setForgotten(upload.id),
  };
}
