import { liveStatus } from '../../lib/live-status.ts';
import { useStore } from '../../lib/store.ts';
import { Dot } from '../../ui/badge.tsx';

/** Says so while live updates are interrupted. When all is well there is nothing to say. */
export function LiveDot() {
  const status = useStore(liveStatus);
  if (status !== 'down') return null;
  return (
    <p
      role="status"
      title="Live updates are interrupted. Trying again."
      className="flex h-8 items-center gap-2.5 px-2 text-ink-3 text-xs max-xl:justify-center"
    >
      <Dot tone="warn" pulse />
      <span className="max-xl:sr-only">Reconnecting</span>
    </p>
  );
}
