import { Receipt } from 'lucide-react';
import { useState } from 'react';
import { cx } from '../../lib/cx.ts';
import { useIsPhone } from '../../lib/use-media.ts';
import { useNow } from '../../lib/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Card } from '../../ui/page.tsx';
import { Loading } from '../../ui/skeleton.tsx';
import { ReceiptDialog } from '../enrichment-run/receipt-dialog.tsx';
import { useMembers, useMemberWord } from '../members/use-members.ts';
import { useMe } from '../session/use-me.ts';
import type { LedgerFilter } from './ledger-filter.ts';
import { LedgerFilters } from './ledger-filters.tsx';
import { LedgerCards, LedgerSkeleton, LedgerTable } from './ledger-table.tsx';
import { useLedger } from './use-ledger.ts';

/** Every paid call, newest first: what was set aside, charged and refunded, and why. */
export function Ledger({ filter, onFilter }: { filter: LedgerFilter; onFilter: (filter: LedgerFilter) => void }) {
  const me = useMe().user.id;
  const phone = useIsPhone();
  const now = useNow();
  const { query, rows } = useLedger(filter);
  const [receipt, setReceipt] = useState<string | null>(null);
  const narrowed = Object.keys(filter).length > 0;
  const Rows = phone ? LedgerCards : LedgerTable;
  const word = useMemberWord();
  const everyone = useMembers().data ?? [];
  const members = [...everyone.map(({ id }) => id), ...rows.flatMap(({ memberId }) => memberId ?? [])];
  return (
    <section aria-label="Ledger">
      <div className="mb-3 flex flex-wrap items-end justify-between gap-3">
        <div>
          <h2 className="text-base">Ledger</h2>
          <p className="mt-0.5 text-ink-2 text-sm">Every paid call, and what became of it.</p>
        </div>
        <LedgerFilters filter={filter} me={me} members={members} onChange={onFilter} />
      </div>
      <Card className={cx('overflow-hidden transition-opacity', query.isPlaceholderData && 'opacity-60')}>
        {query.isError && rows.length === 0 ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : query.isPending ? (
          <>
            <Loading label="Loading the ledger" />
            <LedgerSkeleton />
          </>
        ) : rows.length === 0 ? (
          <EmptyState
            icon={<Receipt aria-hidden="true" />}
            title={narrowed ? 'No such calls' : 'Nothing was paid for yet'}
            action={narrowed && <Button onClick={() => onFilter({})}>Show all</Button>}
          >
            {narrowed ? 'Nothing matches what is chosen above.' : 'The first enrichment of a person will stand here.'}
          </EmptyState>
        ) : (
          <Rows rows={rows} word={word} now={now} onReceipt={setReceipt} />
        )}
      </Card>
      {query.hasNextPage && (
        <div className="mt-4 text-center">
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
      {receipt !== null && (
        <ReceiptDialog from="ledger" runId={receipt} onRun={setReceipt} onClose={() => setReceipt(null)} />
      )}
    </section>
  );
}
