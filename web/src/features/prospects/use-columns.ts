import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { isCustomColumn } from '../../../../src/lib/custom-column.ts';
import { customFieldsQuery } from '../custom-fields/use-custom-fields.ts';
import type { Filters } from './filters.ts';
import { type Column, columnsOf } from './people-columns.tsx';
import { withColumns } from './views/view-state.ts';

/** The columns of the list. The workspace's own fields are asked for where one of them is among the chosen. */
export function useColumns(chosen: Filters['columns']): readonly Column[] {
  const some = chosen?.some(isCustomColumn) ?? false;
  const { data } = useQuery({ ...customFieldsQuery, enabled: some });
  const fields = data?.items;
  return useMemo(() => {
    const columns = columnsOf(chosen, fields);
    // All that was chosen may be gone by now.
    return columns.length === 0 ? columnsOf(undefined) : columns;
  }, [chosen, fields]);
}

/** Those that a list of this width in pixels has place for: the others have no cells at all, hidden or not. */
export function useFitting(columns: readonly Column[], width: number): readonly Column[] {
  const fitting = columns.filter(({ from = 0 }) => from <= width).length;
  // The same list for as long as the same ones fit: rows are drawn anew for another.
  return useMemo(() => columns.filter(({ from = 0 }) => from <= width), [columns, fitting]);
}

/** What is looked at, without the columns of fields that are archived or not there: what a file of the list is to hold. */
export function useShown(filters: Filters): Filters {
  const columns = useColumns(filters.columns);
  return useMemo(
    () =>
      filters.columns === undefined
        ? filters
        : withColumns(
            filters,
            columns.map(({ key }) => key),
          ),
    [filters, columns],
  );
}
