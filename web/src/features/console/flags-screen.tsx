import { Flag } from 'lucide-react';
import { useNow } from '../../lib/use-now.ts';
import { useTitle } from '../../lib/use-title.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Card, PageBody } from '../../ui/page.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { FlagRow } from './flag-row.tsx';
import { useFlags } from './use-flags.ts';

const SKELETONS = ['a', 'b', 'c'];

/** Every switch of the platform: how it stands, whom its rules name, who sees what. */
export function FlagsScreen() {
  useTitle('Flags');
  const query = useFlags();
  const now = useNow();
  const rows = query.data?.items ?? [];
  return (
    <PageBody wide>
      <h1 className="text-lg">Flags</h1>
      <p className="mt-1 mb-4 max-w-[72ch] text-ink-2 text-sm">
        The first rule that fits decides; where none fits, the flag’s own answer holds. A kill overrides both, from the
        very next request.
      </p>
      {query.isError && query.data === undefined ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : query.isPending ? (
        <Card className="divide-y divide-line">
          <Loading label="Loading flags" />
          {SKELETONS.map((key) => (
            <div key={key} className="grid h-[112px] content-center gap-2 px-4" aria-hidden="true">
              <Skeleton className="w-40" />
              <Skeleton className="h-2.5 w-64" />
            </div>
          ))}
        </Card>
      ) : rows.length === 0 ? (
        <EmptyState icon={<Flag aria-hidden="true" />} title="No flags">
          What the code asks for shows here.
        </EmptyState>
      ) : (
        <Card className="overflow-hidden">
          <ul className="divide-y divide-line">
            {rows.map((flag) => (
              <FlagRow key={flag.key} flag={flag} now={now} />
            ))}
          </ul>
        </Card>
      )}
    </PageBody>
  );
}
