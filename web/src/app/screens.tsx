import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router';
import { Compass } from 'lucide-react';
import { useTitle } from '../lib/use-title.ts';
import { buttonClass } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { Loading } from '../ui/skeleton.tsx';

/** Before anything is known. Quiet, as it mostly shows for a blink. */
export const PendingScreen = () => (
  <main className="grid min-h-dvh place-items-center">
    <Loading label="Loading Edgewise" />
    <span className="h-0.5 w-24 overflow-hidden rounded-full bg-pressed">
      <span className="block h-full w-2/5 animate-sweep rounded-full bg-accent" />
    </span>
  </main>
);

/** Something broke while drawing or loading a screen. */
export function ErrorScreen({ error, reset }: ErrorComponentProps) {
  useTitle('Something went wrong');
  const router = useRouter();
  return (
    <main className="grid min-h-[60dvh] flex-1 place-items-center">
      <ErrorState
        error={error}
        onRetry={() => {
          reset();
          void router.invalidate();
        }}
      />
    </main>
  );
}

/** A path that leads nowhere. */
export function NotFoundScreen() {
  useTitle('Nothing here');
  return (
    <main className="grid min-h-[80dvh] flex-1 place-items-center">
      <EmptyState
        icon={<Compass aria-hidden="true" />}
        title="There is no such page"
        level="h1"
        action={
          <Link to="/" className={buttonClass('primary')}>
            Go to the start
          </Link>
        }
      >
        The address may have a typing mistake, or the page has moved.
      </EmptyState>
    </main>
  );
}
