import { SearchX, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ImportLink } from '../imports/import-link.tsx';
import { useMay } from '../session/use-me.ts';
import { type Filters, isNarrowed } from './filters.ts';

/** Why the list is empty: nobody is here yet, or nobody matches. */
export function PeopleEmpty({
  filters,
  alike,
  onClear,
}: {
  filters: Filters;
  /** Who is spelt alike, where anybody is. */
  alike?: ReactNode;
  onClear: () => void;
}) {
  const mayImport = useMay('imports:write');
  if (isNarrowed(filters)) {
    return (
      <>
        <EmptyState
          icon={<SearchX aria-hidden="true" />}
          title="Nobody matches"
          action={<Button onClick={onClear}>Clear search and filters</Button>}
          className={alike === undefined ? undefined : 'pb-8'}
        >
          Try fewer filters, or another spelling.
        </EmptyState>
        {alike}
      </>
    );
  }
  return (
    <EmptyState
      icon={<Users aria-hidden="true" />}
      title="Nobody here yet"
      action={mayImport && <ImportLink>Import a CSV</ImportLink>}
    >
      {mayImport
        ? 'Bring in the people you know. A CSV from any tool will do: you choose what each column means.'
        : 'Nobody has imported people yet. Ask a manager or an admin of this workspace to do it.'}
    </EmptyState>
  );
}
