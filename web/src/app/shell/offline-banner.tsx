import { CloudOff } from 'lucide-react';
import { useOnline } from '../../lib/use-online.ts';

/** What is on the screen may be old, and nothing can be changed. */
export function OfflineBanner() {
  if (useOnline()) return null;
  return (
    <p
      role="status"
      className="flex shrink-0 items-center justify-center gap-2 bg-warn-soft px-4 py-1.5 text-sm text-warn-ink"
    >
      <CloudOff className="size-4 shrink-0" aria-hidden="true" />
      You are offline. What you see may be old; changes must wait.
    </p>
  );
}
