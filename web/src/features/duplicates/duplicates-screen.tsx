import { Link } from '@tanstack/react-router';
import { Copy, Merge, UserX } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Duplicate } from '../../../../src/features/duplicates/contract.ts';
import { cx } from '../../lib/cx.ts';
import { number } from '../../lib/format.ts';
import { useHotkeys } from '../../lib/use-hotkeys.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button, buttonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { Card, PageHead } from '../../ui/page.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { useMay } from '../session/use-me.ts';
import { GRADE_WORDS, survivorOf } from './pair.ts';
import { PairView } from './pair-view.tsx';
import { useDecide, useDuplicates } from './use-duplicates.ts';

type Side = 'a' | 'b';

/** The queue of pairs that may be one person: J and K go through it, M merges, N says that they are two. */
export function DuplicatesScreen() {
  useTitle('Duplicates');
  const mayChange = useMay('prospects:write');
  const { query, first, items } = useDuplicates(mayChange);
  const [at, setAt] = useState<string | null>(null);
  const index = Math.max(
    0,
    items.findIndex(({ id }) => id === at),
  );
  const pair = items[index];
  const go = (by: number) => setAt(items[Math.min(items.length - 1, Math.max(0, index + by))]?.id ?? null);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && index > items.length - 10) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, index, items.length]);
  const looking = first !== undefined && first.jobId !== null;
  const count = first && `${number(first.open.value)}${first.open.exact ? '' : '+'}`;
  return (
    <>
      <PageHead title="Duplicates" about={first === undefined ? undefined : `${count} to decide`}>
        {looking && (
          <span role="status" className="text-ink-3 text-sm">
            Looking through what has changed…
          </span>
        )}
        <Link to="/deleted" className={buttonClass('ghost', 'sm')}>
          Recently deleted
        </Link>
      </PageHead>
      <div className="relative min-h-0 flex-1 overflow-y-auto px-4 py-4 md:px-6">
        {query.isError && items.length === 0 ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : query.isPending ? (
          <Card className="grid gap-4 p-5">
            <Loading label="Loading duplicates" />
            {Array.from({ length: 6 }, (_, n) => (
              <Skeleton key={n} className="w-full" />
            ))}
          </Card>
        ) : pair === undefined ? (
          <EmptyState icon={<Copy aria-hidden="true" />} title={looking ? 'Looking for duplicates' : 'No duplicates'}>
            {looking
              ? 'Pairs appear here as they are found.'
              : 'Nobody is here twice, as far as names, addresses and numbers tell. After each import and enrichment it is looked at again.'}
          </EmptyState>
        ) : (
          <div className="mx-auto grid max-w-[1200px] gap-4 lg:grid-cols-[280px_1fr]">
            <Queue items={items} pair={pair} onPick={setAt} />
            <Decision
              key={pair.id}
              pair={pair}
              mayChange={mayChange}
              onGo={go}
              onDone={() => setAt(items[index + 1]?.id ?? items[index - 1]?.id ?? null)}
            />
          </div>
        )}
      </div>
    </>
  );
}

function Queue({
  items,
  pair,
  onPick,
}: {
  items: readonly Duplicate[];
  pair: Duplicate;
  onPick: (id: string) => void;
}) {
  const here = useRef<HTMLButtonElement>(null);
  useEffect(() => here.current?.scrollIntoView({ block: 'nearest' }), [pair.id]);
  return (
    <Card className="max-h-[calc(100dvh-120px)] overflow-y-auto max-lg:max-h-48">
      <ul aria-label="Pairs" className="divide-y divide-line">
        {items.map((one) => (
          <li key={one.id}>
            <button
              type="button"
              ref={one.id === pair.id ? here : null}
              aria-current={one.id === pair.id}
              onClick={() => onPick(one.id)}
              className={cx(
                'grid w-full gap-1 px-3 py-2.5 text-left',
                one.id === pair.id ? 'bg-pressed' : 'hover:bg-hover',
              )}
            >
              <span className="truncate text-sm">
                {one.a.name} <span className="text-ink-3">and</span> {one.b.name}
              </span>
              <span>
                <Badge tone={GRADE_WORDS[one.grade].tone}>{GRADE_WORDS[one.grade].word}</Badge>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Card>
  );
}

interface DecisionProps {
  pair: Duplicate;
  mayChange: boolean;
  onGo: (by: number) => void;
  onDone: () => void;
}

function Decision({ pair, mayChange, onGo, onDone }: DecisionProps) {
  const [survivor, setSurvivor] = useState<Side>(() => survivorOf(pair));
  const [choice, setChoice] = useState<Record<string, Side>>({});
  const { merge, dismiss } = useDecide();
  const busy = merge.isPending || dismiss.isPending;
  const whyNot = mayChange ? null : 'Your role can only look.';
  const doMerge = () => {
    if (busy || !mayChange) return;
    const other = survivor === 'a' ? 'b' : 'a';
    const fields = Object.fromEntries(Object.entries(choice).map(([field, side]) => [field, pair[side].id]));
    merge.mutate({ survivor: pair[survivor].id, other: pair[other].id, fields }, { onSuccess: onDone });
  };
  const doDismiss = () => {
    if (busy || !mayChange) return;
    dismiss.mutate(pair.id, { onSuccess: onDone });
  };
  useHotkeys({ j: () => onGo(1), k: () => onGo(-1), m: doMerge, n: doDismiss });
  return (
    <Card>
      <PairView
        pair={pair}
        survivor={survivor}
        onSurvivor={setSurvivor}
        choice={choice}
        onChoose={(field, side) =>
          setChoice(({ [field]: before, ...rest }) => (before === side ? rest : { ...rest, [field]: side }))
        }
        mayChange={mayChange}
      />
      <footer className="sticky -bottom-4 flex flex-wrap items-center gap-2 rounded-b-lg border-t bg-surface px-3 py-3 md:px-5">
        <Button
          kind="primary"
          icon={<Merge aria-hidden="true" />}
          busy={merge.isPending}
          whyNot={whyNot}
          onClick={doMerge}
        >
          Merge <Kbd className="max-md:hidden">M</Kbd>
        </Button>
        <Button icon={<UserX aria-hidden="true" />} busy={dismiss.isPending} whyNot={whyNot} onClick={doDismiss}>
          Not the same <Kbd className="max-md:hidden">N</Kbd>
        </Button>
        <p className="ml-auto text-ink-3 text-xs max-md:hidden">
          Press a value to keep it. <Kbd>J</Kbd> <Kbd>K</Kbd> next and previous
        </p>
      </footer>
    </Card>
  );
}
