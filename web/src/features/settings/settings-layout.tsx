import { Link, Outlet } from '@tanstack/react-router';
import { PageHead } from '../../ui/page.tsx';

const TABS = [
  { to: '/settings/workspace', label: 'Workspace' },
  { to: '/settings/fields', label: 'Fields' },
  { to: '/settings/domains', label: 'Domains' },
  { to: '/settings/sources', label: 'Sources' },
  { to: '/settings/credits', label: 'Credits' },
  { to: '/settings/suppression', label: 'Suppression' },
  { to: '/settings/usage', label: 'Usage' },
] as const;

const TAB = 'flex h-10 items-center border-b-2 text-sm -outline-offset-2 -mb-px';

/** What is set for the whole workspace, one tab for each part. */
export function SettingsLayout() {
  return (
    <>
      <PageHead title="Settings" />
      <nav aria-label="Settings" className="shrink-0 overflow-x-auto border-b px-4 md:px-6">
        <ul className="flex gap-6">
          {TABS.map(({ to, label }) => (
            <li key={to}>
              <Link
                to={to}
                className={TAB}
                activeProps={{ className: 'border-accent! font-medium text-ink' }}
                inactiveProps={{ className: 'border-transparent! text-ink-2 hover:text-ink' }}
              >
                {label}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <Outlet />
    </>
  );
}
