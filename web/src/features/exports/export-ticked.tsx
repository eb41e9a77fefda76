import { Download } from 'lucide-react';
import { BarButton } from '../../ui/bar-button.tsx';
import { useWhyNot } from '../billing/why-not.ts';
import type { Filters } from '../prospects/filters.ts';
import { useMay } from '../session/use-me.ts';
import { openExport } from './export-target.ts';

/** Exports the people who are ticked, in the order of the list and with its columns. */
export function ExportTicked({ ids, filters }: { ids: () => readonly string[]; filters: Filters }) {
  const may = useMay('exports:create');
  const whyNot = useWhyNot('exports');
  if (!may) return null;
  return (
    <BarButton
      label="Export"
      icon={<Download aria-hidden="true" />}
      whyNot={whyNot}
      onClick={() => openExport({ kind: 'ids', ids: ids(), sort: filters.sort, columns: filters.columns })}
    />
  );
}
