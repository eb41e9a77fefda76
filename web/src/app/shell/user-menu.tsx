import { useNavigate } from '@tanstack/react-router';
import { ChevronsUpDown, Keyboard, LogOut, Monitor, Moon, Settings, Sun } from 'lucide-react';
import { openShortcuts } from '../../features/palette/palette-store.ts';
import { signOut } from '../../features/session/sign-out.ts';
import { useMe } from '../../features/session/use-me.ts';
import { humanize } from '../../lib/format.ts';
import { useStore } from '../../lib/store.ts';
import { setTheme, themeStore } from '../../lib/theme.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuLine } from '../../ui/menu.tsx';

const THEMES = [
  { value: 'system', label: 'System', icon: <Monitor aria-hidden="true" /> },
  { value: 'light', label: 'Light', icon: <Sun aria-hidden="true" /> },
  { value: 'dark', label: 'Dark', icon: <Moon aria-hidden="true" /> },
] as const;

/** Who one is, how it looks, and the way out. */
export function UserMenu({ compact }: { compact?: boolean }) {
  const { user, role } = useMe();
  const theme = useStore(themeStore);
  const navigate = useNavigate();
  return (
    <Menu
      align={compact ? 'end' : 'start'}
      side="top"
      trigger={
        compact ? (
          <button
            type="button"
            className="flex h-full w-full flex-col items-center justify-center gap-0.5 text-2xs text-ink-2"
          >
            <Avatar name={user.name} size="xs" />
            Account
          </button>
        ) : (
          <button
            type="button"
            className="flex h-11 w-full items-center gap-2.5 rounded-md px-1.5 text-left hover:bg-hover max-xl:justify-center max-xl:px-0"
          >
            <Avatar name={user.name} />
            <span className="min-w-0 flex-1 max-xl:sr-only">
              <span className="sr-only">Account: </span>
              <span className="block truncate font-medium text-sm leading-[18px]">{user.name}</span>
              <span className="block truncate text-ink-3 text-xs">{humanize(role)}</span>
            </span>
            <ChevronsUpDown className="size-3.5 shrink-0 text-ink-3 max-xl:hidden" aria-hidden="true" />
          </button>
        )
      }
    >
      <p className="max-w-60 truncate px-2 pt-2 font-medium text-sm">{user.name}</p>
      <p className="max-w-60 truncate px-2 pb-2 text-ink-3 text-xs">{user.email}</p>
      <MenuLine />
      <MenuLabel>Theme</MenuLabel>
      <MenuChoice value={theme} options={THEMES} onChange={setTheme} />
      <MenuLine />
      <MenuItem icon={<Settings aria-hidden="true" />} onSelect={() => void navigate({ to: '/settings' })}>
        Settings
      </MenuItem>
      <MenuItem icon={<Keyboard aria-hidden="true" />} onSelect={openShortcuts}>
        Keyboard shortcuts
      </MenuItem>
      <MenuItem icon={<LogOut aria-hidden="true" />} onSelect={() => void signOut()}>
        Sign out
      </MenuItem>
    </Menu>
  );
}
