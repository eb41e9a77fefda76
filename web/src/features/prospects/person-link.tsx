import { Link } from '@tanstack/react-router';
import { type ReactNode, useContext } from 'react';
import type { ProspectRow } from '../../../../src/features/prospects/contract.ts';
import { readFilters } from './filters.ts';
import { PersonSearch } from './person-search.ts';

interface PersonLinkProps {
  row: Pick<ProspectRow, 'id'>;
  tabIndex?: number;
  className?: string;
  children: ReactNode;
}

/** The id of a person's link in the list, where the focus returns after the drawer. */
export const personLinkId = (id: string): string => `person-${id}`;

/** The address of a profile over the list; `search` as `stringifySearch` makes it. */
export const profileHref = (id: string, search: string): string => `/prospects/${id}${search}`;

/** To a person's profile over the list, with the search kept. */
export function PersonLink({ row, children, ...rest }: PersonLinkProps) {
  const search = useContext(PersonSearch);
  return (
    <Link
      id={personLinkId(row.id)}
      to="/prospects/$prospectId"
      params={{ prospectId: row.id }}
      search={search ?? readFilters}
      {...rest}
    >
      {children}
    </Link>
  );
}
