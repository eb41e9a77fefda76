import { Link, Outlet } from '@tanstack/react-router';
import { LogOut } from 'lucide-react';
import { useTitle } from '../../lib/use-title.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { LogoMark } from '../../ui/logo.tsx';
import { Loading } from '../../ui/skeleton.tsx';
import { ConsoleSignIn } from './console-sign-in.tsx';
import { useConsoleSignOut, useFollowEnd } from './use-console-session.ts';
import { type Operator, useOperator } from './use-operator.ts';

const PLACES = [
  { to: '/console/tenants', label: 'Workspaces' },
  { to: '/console/flags', label: 'Flags' },
  { to: '/console/health', label: 'Health' },
] as const;

/** The operator's console: its places, who is signed in, or the way to sign in. */
export function ConsoleFrame() {
  useTitle('Console');
  useFollowEnd();
  const query = useOperator();
  if (query.isError && query.data === undefined) {
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (query.data === undefined) return <Loading label="Loading the console" />;
  return query.data === null ? <ConsoleSignIn /> : <Inside operator={query.data} />;
}

function Inside({ operator }: { operator: Operator }) {
  const signOut = useConsoleSignOut();
  return (
    <div className="relative flex h-dvh flex-col overflow-clip">
      <header className="flex shrink-0 flex-wrap items-center gap-x-6 border-b bg-surface px-4 md:px-6">
        <Link to="/console" className="flex h-12 items-center gap-2.5 rounded-md font-semibold">
          <LogoMark />
          Console
        </Link>
        <nav aria-label="Console" className="max-md:order-last max-md:w-full">
          <ul className="flex gap-5">
            {PLACES.map(({ to, label }) => (
              <li key={to}>
                <Link
                  to={to}
                  className="-mb-px flex h-10 items-center border-b-2 text-sm -outline-offset-2 md:h-12"
                  activeProps={{ className: 'border-accent! font-medium text-ink' }}
                  inactiveProps={{ className: 'border-transparent! text-ink-2 hover:text-ink' }}
                >
                  {label}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <div className="ml-auto flex min-w-0 items-center gap-3">
          <span className="truncate text-ink-2 text-sm max-sm:hidden" title={operator.email}>
            {operator.name}
          </span>
          <Button
            kind="ghost"
            size="sm"
            busy={signOut.isPending}
            icon={<LogOut aria-hidden="true" />}
            onClick={() => signOut.mutate()}
          >
            Sign out
          </Button>
        </div>
      </header>
      <main className="flex min-h-0 flex-1 flex-col">
        <Outlet />
      </main>
    </div>
  );
}
