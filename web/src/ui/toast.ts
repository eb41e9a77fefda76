import { copyText } from '../lib/copy.ts';
import { toFailure } from '../lib/failure.ts';

/** Toasts come with their own chunk: most visits never need one. */
const sonner = () => import('sonner');

export function toastFailure(title: string, error: unknown): void {
  const { message, detail, requestId } = toFailure(error);
  void sonner().then(({ toast }) => {
    toast.error(title, {
      description: detail === null ? message : `${message}. ${detail}`,
      duration: 10_000,
      ...(requestId === null ? {} : { action: { label: 'Copy request id', onClick: () => void copyText(requestId) } }),
    });
  });
}
