import { FileSpreadsheet } from 'lucide-react';
import { useNow } from '../../lib/use-now.ts';
import { useTitle } from '../../lib/use-title.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListFrame } from '../../ui/list-frame.tsx';
import { PageBody, PageHead } from '../../ui/page.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useMay } from '../session/use-me.ts';
import { ImportLink } from './import-link.tsx';
import { ImportRow } from './import-row.tsx';
import { useImports } from './use-imports.ts';

/** Every import of the workspace, the newest first. */
export function ImportsScreen() {
  useTitle('Imports');
  const { query, rows } = useImports();
  const now = useNow();
  const mayImport = useMay('imports:write');
  const start = mayImport && <ImportLink>New import</ImportLink>;
  return (
    <>
      <PageHead title="Imports">{rows.length > 0 && start}</PageHead>
      <PageBody wide>
        <ListFrame
          query={query}
          what="imports"
          count={rows.length}
          skeletons={5}
          skeleton={
            <div className="flex h-[68px] items-center gap-4 px-4" aria-hidden="true">
              <Skeleton className="size-5" />
              <span className="grid gap-2">
                <Skeleton className="w-44" />
                <Skeleton className="h-2.5 w-28" />
              </span>
              <Skeleton className="ml-auto w-40 max-md:hidden" />
              <Skeleton className="h-5 w-14" />
            </div>
          }
          empty={
            <EmptyState icon={<FileSpreadsheet aria-hidden="true" />} title="No imports yet" action={start}>
              {mayImport
                ? 'Bring in people from any tool that exports CSV. You see every row’s fate before and after.'
                : 'Nobody has imported people yet. Your role cannot start an import.'}
            </EmptyState>
          }
        >
          {rows.map((row) => (
            <ImportRow key={row.id} state={row} now={now} />
          ))}
        </ListFrame>
      </PageBody>
    </>
  );
}
