import { Link } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import { useNow } from '../../lib/use-now.ts';
import { useTitle } from '../../lib/use-title.ts';
import { buttonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListFrame } from '../../ui/list-frame.tsx';
import { PageBody, PageHead } from '../../ui/page.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useMay } from '../session/use-me.ts';
import { ExportRow } from './export-row.tsx';
import { useExports } from './use-exports.ts';

/** Files that were made in the background, the newest first. */
export function ExportsScreen() {
  useTitle('Exports');
  const may = useMay('exports:create');
  return (
    <>
      <PageHead title="Exports" />
      <PageBody wide>
        {may ? (
          <Files />
        ) : (
          <EmptyState icon={<Download aria-hidden="true" />} title="Not for your role">
            Those who may export find their files here.
          </EmptyState>
        )}
      </PageBody>
    </>
  );
}

function Files() {
  const { query, rows } = useExports();
  const now = useNow();
  return (
    <ListFrame
      query={query}
      what="exports"
      count={rows.length}
      skeletons={4}
      skeleton={
        <div className="flex h-[68px] items-center gap-4 px-4" aria-hidden="true">
          <Skeleton className="size-5" />
          <span className="grid gap-2">
            <Skeleton className="w-44" />
            <Skeleton className="h-2.5 w-28" />
          </span>
          <Skeleton className="ml-auto h-7 w-24" />
        </div>
      }
      empty={
        <EmptyState
          icon={<Download aria-hidden="true" />}
          title="No exports yet"
          action={
            <Link to="/prospects" className={buttonClass()}>
              Go to prospects
            </Link>
          }
        >
          Filter the list of people, or tick some, and press Export. Large files are made in the background and wait
          here for a week.
        </EmptyState>
      }
    >
      {rows.map((file) => (
        <ExportRow key={file.id} file={file} now={now} />
      ))}
    </ListFrame>
  );
}
