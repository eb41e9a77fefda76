import { Link, useLocation } from '@tanstack/react-router';
import { Search, Settings } from 'lucide-react';
import { openPalette } from '../../features/palette/palette-store.ts';
import { useMe } from '../../features/session/use-me.ts';
import { cx } from '../../lib/cx.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { LogoMark } from '../../ui/logo.tsx';
import { LiveDot } from './live-dot.tsx';
import { isHere, NAV_ITEMS } from './nav-items.ts';
import { UserMenu } from './user-menu.tsx';

const ITEM =
  'flex h-8 items-center gap-2.5 rounded-md px-2 text-sm transition-colors max-xl:justify-center [&_svg]:size-4 [&_svg]:shrink-0';
const LIT = 'bg-pressed font-medium text-ink';
const UNLIT = 'text-ink-2 hover:bg-hover hover:text-ink';
const WORD = 'min-w-0 truncate max-xl:sr-only';

/** The navigation of a desktop: words where there is room, icons where there is less. */
export function SideNav() {
  const { tenant } = useMe();
  const { pathname } = useLocation();
  return (
    <header className="hidden w-14 shrink-0 flex-col border-r px-2 pt-3 pb-2 md:flex xl:w-52 xl:px-3">
      <Link
        to="/prospects"
        className="mb-4 flex h-8 items-center gap-2.5 rounded-md px-1 max-xl:justify-center"
        title={tenant.name}
      >
        <LogoMark />
        <span className={cx(WORD, 'font-semibold text-base')}>{tenant.name}</span>
      </Link>
      <button
        type="button"
        onClick={openPalette}
        title="Find a person or an action"
        className={cx(
          ITEM,
          'mb-3 w-full border border-line bg-surface text-ink-3 hover:border-line-strong hover:text-ink-2',
        )}
      >
        <Search aria-hidden="true" />
        <span className={cx(WORD, 'flex-1 text-left')}>Find</span>
        <Kbd className="max-xl:hidden">{/Mac/.test(navigator.userAgent) ? '⌘' : 'Ctrl'} K</Kbd>
      </button>
      <nav aria-label="Main">
        <ul className="grid gap-0.5">
          {NAV_ITEMS.map(({ to, also, label, Icon }) => (
            <li key={to}>
              <Link to={to} title={label} className={cx(ITEM, isHere({ to, also }, pathname) ? LIT : UNLIT)}>
                <Icon aria-hidden="true" />
                <span className={WORD}>{label}</span>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className="mt-auto grid gap-1">
        <LiveDot />
        <Link
          to="/settings"
          title="Settings"
          className={ITEM}
          activeProps={{ className: LIT }}
          inactiveProps={{ className: UNLIT }}
        >
          <Settings aria-hidden="true" />
          <span className={WORD}>Settings</span>
        </Link>
        <UserMenu />
      </div>
    </header>
  );
}
