import { Download } from 'lucide-react';
import type { SearchAnswer } from '../../../../src/features/prospects/contract.ts';
import { useStore } from '../../lib/store.ts';
import { Button } from '../../ui/button.tsx';
import { useWhyNot } from '../billing/why-not.ts';
import type { Filters } from '../prospects/filters.ts';
import { useMay } from '../session/use-me.ts';
import { exportRun } from './export-run.ts';
import { openExport } from './export-target.ts';

/** Exports exactly what the list shows, all of it. */
export function ExportButton({ filters, total }: { filters: Filters; total: SearchAnswer['total'] | undefined }) {
  const may = useMay('exports:create');
  const run = useStore(exportRun);
  const whyNot = useWhyNot('exports');
  if (!may) return null;
  return (
    <Button
      icon={<Download aria-hidden="true" />}
      whyNot={whyNot}
      disabled={total === undefined || total.value === 0 || run?.state === 'running'}
      onClick={() => openExport({ kind: 'filter', filters, people: total?.exact ? total.value : null })}
    >
      <span className="max-sm:sr-only">Export</span>
    </Button>
  );
}
