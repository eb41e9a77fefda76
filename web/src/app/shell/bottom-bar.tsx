import { Link } from '@tanstack/react-router';
import { NAV_ITEMS } from './nav-items.ts';
import { UserMenu } from './user-menu.tsx';

/** The navigation of a phone, where the thumb is. */
export function BottomBar() {
  return (
    <nav aria-label="Main" className="shrink-0 border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden">
      <ul className="grid h-14 grid-cols-5">
        {NAV_ITEMS.map(({ to, short, Icon }) => (
          <li key={to} className="contents">
            <Link
              to={to}
              className="flex flex-col items-center justify-center gap-0.5 text-2xs -outline-offset-2"
              activeProps={{ className: 'font-medium text-accent-ink' }}
              inactiveProps={{ className: 'text-ink-2' }}
            >
              <Icon className="size-5" aria-hidden="true" />
              {short}
            </Link>
          </li>
        ))}
        <li className="contents">
          <UserMenu compact />
        </li>
      </ul>
    </nav>
  );
}
