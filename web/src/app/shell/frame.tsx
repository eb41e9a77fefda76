import { Link, Outlet, useRouteContext } from '@tanstack/react-router';
import { buttonClass } from '../../ui/button.tsx';
import { Wordmark } from '../../ui/logo.tsx';
import { TooltipProvider } from '../../ui/tooltip.tsx';
import { Shell } from './shell.tsx';

/** The shell for members; for everyone else (who may read the API docs) a bar with the name. */
export function Frame() {
  const { me, site } = useRouteContext({ from: '/frame' });
  return (
    <TooltipProvider>
      {me !== null ? (
        <Shell />
      ) : (
        <div className="relative flex h-dvh flex-col overflow-clip">
          <header className="flex h-14 shrink-0 items-center justify-between border-b bg-surface px-4 md:px-6">
            <Link to="/" className="rounded-md">
              <Wordmark />
            </Link>
            {site.surface === 'app' ? (
              <Link to="/sign-in" className={buttonClass()}>
                Sign in
              </Link>
            ) : (
              <Link to="/sign-up" className={buttonClass('primary')}>
                Create a workspace
              </Link>
            )}
          </header>
          <main className="flex min-h-0 flex-1 flex-col">
            <Outlet />
          </main>
        </div>
      )}
    </TooltipProvider>
  );
}
