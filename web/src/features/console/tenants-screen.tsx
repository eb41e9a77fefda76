import { useNavigate, useSearch } from '@tanstack/react-router';
import { Building2, Search } from 'lucide-react';
import { useState } from 'react';
import { useDebounced } from '../../lib/use-debounced.ts';
import { useNow } from '../../lib/use-now.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { inputClass } from '../../ui/field.tsx';
import { ListFrame } from '../../ui/list-frame.tsx';
import { NativeSelect } from '../../ui/native-select.tsx';
import { PageBody } from '../../ui/page.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { BILLING_WORDS } from './console-words.ts';
import { TenantHead, TenantLine } from './tenant-line.tsx';
import { type TenantFilter, useTenants } from './use-tenants.ts';

/** Wait after the last letter: one request for a word, not for each letter. */
const TYPING_MS = 250;

/** Every workspace of the platform: search, state, figures. */
export function TenantsScreen() {
  useTitle('Workspaces');
  const filter: TenantFilter = useSearch({ from: '/console/tenants' });
  const navigate = useNavigate();
  const { query, rows } = useTenants(filter);
  const now = useNow();
  const [typed, setTyped] = useState(filter.q ?? '');
  const apply = (change: { q?: string; state?: string }) => {
    const next = { q: typed.trim(), state: filter.state ?? '', ...change };
    const search: Record<string, string> = {};
    if (next.q !== '') search.q = next.q;
    if (next.state !== '') search.state = next.state;
    void navigate({ to: '/console/tenants', search: search as TenantFilter, replace: true });
  };
  const search = useDebounced((q: string) => apply({ q }), TYPING_MS);
  const narrowed = filter.q !== undefined || filter.state !== undefined;
  const clear = () => {
    search.cancel();
    setTyped('');
    apply({ q: '', state: '' });
  };
  return (
    <PageBody wide>
      <h1 className="sr-only">Workspaces</h1>
      <div className="mb-4 flex gap-2">
        <label className="relative min-w-0 flex-1">
          <span className="sr-only">Find a workspace</span>
          <Search
            className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-ink-3"
            aria-hidden="true"
          />
          <input
            type="search"
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value);
              search.call(event.target.value.trim());
            }}
            placeholder="Name, address, domain or a member’s e-mail"
            className={inputClass('pl-9')}
          />
        </label>
        <NativeSelect
          label="State"
          className="[&>select]:h-9 max-md:[&>select]:h-11"
          value={filter.state ?? ''}
          onChange={(event) => apply({ state: event.target.value })}
        >
          <option value="">All states</option>
          {Object.entries(BILLING_WORDS).map(([state, { word }]) => (
            <option key={state} value={state}>
              {word}
            </option>
          ))}
        </NativeSelect>
      </div>
      <ListFrame
        query={query}
        what="workspaces"
        count={rows.length}
        skeletons={6}
        head={<TenantHead />}
        skeleton={
          <div className="flex h-[60px] items-center gap-4 px-4" aria-hidden="true">
            <span className="grid gap-2">
              <Skeleton className="w-44" />
              <Skeleton className="h-2.5 w-28" />
            </span>
            <Skeleton className="ml-auto w-40 max-md:hidden" />
            <Skeleton className="h-5 w-14" />
          </div>
        }
        empty={
          <EmptyState
            icon={<Building2 aria-hidden="true" />}
            title={narrowed ? 'No such workspace' : 'No workspaces yet'}
            action={narrowed && <Button onClick={clear}>Show all</Button>}
          >
            {narrowed ? 'Nothing matches what you typed and the state chosen.' : 'They show here as people sign up.'}
          </EmptyState>
        }
      >
        {rows.map((row) => (
          <TenantLine key={row.id} row={row} now={now} />
        ))}
      </ListFrame>
    </PageBody>
  );
}
