import { Button } from '../../../ui/button.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Section } from '../section.tsx';
import { FilingsLine } from './filings-line.tsx';
import { HoldingsSection } from './holdings-section.tsx';
import { InsiderSkeleton } from './insider-skeleton.tsx';
import { KindFilter } from './kind-filter.tsx';
import { type KindGroup, kindsOf, readGroups } from './kinds.ts';
import { Nobody } from './nobody.tsx';
import { Totals } from './totals.tsx';
import { TransactionsTable } from './transactions-table.tsx';
import { useInsider } from './use-insider.ts';

interface InsiderTabProps {
  prospectId: string;
  /** The groups of transactions that the address names. */
  kind: readonly string[] | undefined;
  onKind: (groups: KindGroup[]) => void;
  onRecords: () => void;
}

/** What this person traded and holds, as filed with the SEC. */
export function InsiderTab({ prospectId, kind, onKind, onRecords }: InsiderTabProps) {
  const groups = readGroups(kind);
  const query = useInsider(prospectId, kindsOf(groups));
  const first = query.data?.pages[0];
  if (first === undefined) {
    return query.isError ? (
      <ErrorState error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <InsiderSkeleton />
    );
  }
  if (first.identity !== 'counted') {
    return <Nobody identity={first.identity} what="transactions and holdings" onRecords={onRecords} />;
  }
  if (first.filings.read === 0 && !first.filings.complete) {
    return (
      <>
        <FilingsLine answer={first} />
        <p className="px-4 py-16 text-center text-ink-3 text-sm md:px-6">
          Filings are being read for the first time. Trades and holdings appear here as they come.
        </p>
      </>
    );
  }
  const rows = query.data?.pages.flatMap(({ transactions }) => transactions.items) ?? [];
  return (
    <>
      <FilingsLine answer={first} />
      <Section title="Trades">
        <Totals totals={first.totals} />
      </Section>
      <HoldingsSection holdings={first.holdings} />
      <Section title="Transactions">
        <KindFilter kinds={first.transactions.kinds} chosen={groups} onChange={onKind} />
        <div className="mt-3">
          {rows.length > 0 ? (
            <TransactionsTable rows={rows} faded={query.isPlaceholderData} />
          ) : (
            <p className="py-8 text-center text-ink-3 text-sm">
              {groups.length > 0
                ? 'No transactions of this kind.'
                : first.filings.complete
                  ? 'The filings tell of holdings, but of no transactions.'
                  : 'None read so far.'}
            </p>
          )}
        </div>
        {query.hasNextPage && !query.isPlaceholderData && (
          <div className="mt-4 flex justify-center">
            <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {query.isFetchNextPageError ? 'Try again' : 'Show more'}
            </Button>
          </div>
        )}
      </Section>
    </>
  );
}
