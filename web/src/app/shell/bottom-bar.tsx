import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import { Ellipsis } from 'lucide-react';
import { cx } from '../../lib/cx.ts';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { isHere, NAV_ITEMS } from './nav-items.ts';
import { UserMenu } from './user-menu.tsx';

const PLACE = 'flex h-full w-full flex-col items-center justify-center gap-0.5 text-2xs -outline-offset-2';
const LIT = 'font-medium text-accent-ink';
const MORE = NAV_ITEMS.filter(({ short }) => short === undefined);

/** The navigation of a phone, where the thumb is. */
export function BottomBar() {
  const { pathname } = useLocation();
  const navigate = useNavigate();
  return (
    <nav aria-label="Main" className="shrink-0 border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden">
      <ul className="grid h-14 grid-cols-5">
        {NAV_ITEMS.map(
          ({ to, also, short, Icon }) =>
            short !== undefined && (
              <li key={to} className="contents">
                <Link to={to} className={cx(PLACE, isHere({ to, also }, pathname) ? LIT : 'text-ink-2')}>
                  <Icon className="size-5" aria-hidden="true" />
                  {short}
                </Link>
              </li>
            ),
        )}
        <li className="contents">
          <Menu
            side="top"
            trigger={
              <button
                type="button"
                className={cx(PLACE, MORE.some((item) => isHere(item, pathname)) ? LIT : 'text-ink-2')}
              >
                <Ellipsis className="size-5" aria-hidden="true" />
                More
              </button>
            }
          >
            {MORE.map(({ to, label, Icon }) => (
              <MenuItem key={to} icon={<Icon aria-hidden="true" />} onSelect={() => void navigate({ to })}>
                {label}
              </MenuItem>
            ))}
          </Menu>
        </li>
        <li className="contents">
          <UserMenu compact />
        </li>
      </ul>
    </nav>
  );
}
