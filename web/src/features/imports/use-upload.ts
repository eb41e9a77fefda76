import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { newIdempotencyKey } from '../../lib/idempotency.ts';
import { upload } from './upload.ts';
import { importsKey } from './use-imports.ts';
import { previewKey } from './use-preview.ts';

export interface Sent {
  bytes: number;
  total: number;
}

/** An upload with its progress; a second try of the same file has the same key. Leaving the screen cancels it. */
export function useUpload() {
  const queries = useQueryClient();
  const [sent, setSent] = useState<Sent | null>(null);
  const attempt = useRef<{ file: File; key: string } | null>(null);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);
  const mutation = useMutation({
    mutationFn: (file: File) => {
      if (attempt.current?.file !== file) attempt.current = { file, key: newIdempotencyKey() };
      abort.current = new AbortController();
      setSent({ bytes: 0, total: file.size });
      return upload({
        file,
        key: attempt.current.key,
        signal: abort.current.signal,
        onProgress: (bytes, total) => setSent({ bytes, total }),
      });
    },
    onSuccess: (preview) => {
      queries.setQueryData(previewKey(preview.id), preview);
      void queries.invalidateQueries({ queryKey: importsKey });
    },
    onSettled: () => setSent(null),
  });
  return { mutation, sent, cancel: () => abort.current?.abort() };
}
