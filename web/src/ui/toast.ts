import { copyText } from '../lib/copy.ts';
import { type Failure, toFailure } from '../lib/failure.ts';
import { refusalOf } from '../lib/refusal.ts';

/** Toasts come with their own chunk: most visits never need one. */
const sonner = () => import('sonner');

/** Long enough to read two sentences and to reach the button. */
const LONG_MS = 10_000;

/** What the plan, the bill or a switch refused. One at a time of each kind, however many calls learn of it. */
export function toastRefusal(failure: Failure): boolean {
  const refusal = refusalOf(failure);
  if (refusal === null) return false;
  const { title, text, go } = refusal;
  void sonner().then(({ toast }) => {
    toast.warning(title, {
      id: failure.code,
      description: text,
      duration: LONG_MS,
      ...(go === null ? {} : { action: { label: go.label, onClick: () => location.assign(go.href) } }),
    });
  });
  return true;
}

export function toastFailure(title: string, error: unknown): void {
  const failure = toFailure(error);
  if (toastRefusal(failure)) return;
  const { message, detail, requestId } = failure;
  void sonner().then(({ toast }) => {
    toast.error(title, {
      description: detail === null ? message : `${message}. ${detail}`,
      duration: LONG_MS,
      ...(requestId === null ? {} : { action: { label: 'Copy request id', onClick: () => void copyText(requestId) } }),
    });
  });
}

/** A remark that answers a press. */
export function toastNote(text: string): void {
  void sonner().then(({ toast }) => {
    toast.message(text, { id: text });
  });
}

/** What was done, and the way back. One of a kind at a time: the way back is from the last step. */
export function toastUndo(text: string, kind: string, undo: () => void): void {
  void sonner().then(({ toast }) => {
    toast.message(text, { id: kind, duration: LONG_MS, action: { label: 'Undo', onClick: undo } });
  });
}
