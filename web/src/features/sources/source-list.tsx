import { GripVertical } from 'lucide-react';
import { useState } from 'react';
import type { Source } from '../../../../src/features/prospects/contract.ts';
import { cx } from '../../lib/cx.ts';
import { Badge } from '../../ui/badge.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Switch } from '../../ui/switch.tsx';
import { SOURCE_LABELS } from '../prospects/labels.ts';
import { HealthLine } from './health-line.tsx';
import { type Health, healthState, SOURCE_ABOUT } from './source-words.ts';
import { useDragOrder } from './use-drag-order.ts';

interface SourceListProps {
  order: readonly Source[];
  off: readonly Source[];
  /** Undefined while it loads, null where it cannot be had. */
  health: readonly Health[] | null | undefined;
  now: number;
  whyNot: string | null;
  onOrder: (order: Source[]) => void;
  onOff: (source: Source, off: boolean) => void;
}

/** The sources in the order in which they are asked, each with its health and its switch. */
export function SourceList({ order, off, health, now, whyNot, onOrder, onOff }: SourceListProps) {
  const [said, setSaid] = useState('');
  const { list, dragged, handle } = useDragOrder(order, (next, at) => {
    if (whyNot !== null) return;
    const source = next[at];
    onOrder([...next]);
    if (source !== undefined) setSaid(`${SOURCE_LABELS[source]} is number ${at + 1} of ${next.length}.`);
  });
  return (
    <>
      <p role="status" className="sr-only">
        {said}
      </p>
      <ul ref={list} aria-label="Order of sources" className="rounded-lg border border-line bg-surface">
        {order.map((source, at) => {
          const state = health?.find(({ provider }) => provider === source);
          const isOff = off.includes(source);
          const look = state === undefined ? undefined : healthState(state, now);
          return (
            <li
              key={source}
              className={cx(
                'flex items-start gap-2 border-b py-3 pr-4 pl-1.5 last:border-b-0',
                dragged === at && 'relative z-10 rounded-lg bg-raised shadow-pop',
              )}
            >
              <button
                type="button"
                aria-label={`Move ${SOURCE_LABELS[source]}, number ${at + 1} of ${order.length}. Arrow keys move it.`}
                aria-disabled={whyNot !== null || undefined}
                title={whyNot ?? 'Drag, or use the arrow keys'}
                className="flex size-8 shrink-0 cursor-grab touch-none items-center justify-center rounded-md text-ink-3 hover:bg-hover hover:text-ink active:cursor-grabbing aria-disabled:cursor-not-allowed aria-disabled:opacity-40"
                {...handle(at)}
              >
                <GripVertical className="size-4" aria-hidden="true" />
              </button>
              <span className="num mt-1.5 w-4 shrink-0 text-ink-3 text-sm">{at + 1}</span>
              <div className="mt-1.5 min-w-0 flex-1">
                <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
                  <span className={cx('font-medium text-sm', isOff && 'text-ink-3')}>{SOURCE_LABELS[source]}</span>
                  {isOff ? (
                    <Badge>Off</Badge>
                  ) : look !== undefined ? (
                    <Badge tone={look.tone}>{look.word}</Badge>
                  ) : (
                    health === undefined && <Skeleton className="h-5 w-14" />
                  )}
                </p>
                <p className="text-ink-2 text-xs">{SOURCE_ABOUT[source]}</p>
                {health !== null && !isOff && (
                  <div className="mt-1 min-h-4">
                    {state === undefined ? <Skeleton className="w-56" /> : <HealthLine health={state} now={now} />}
                  </div>
                )}
              </div>
              <span className="mt-1.5">
                <Switch
                  label={`Ask ${SOURCE_LABELS[source]}`}
                  on={!isOff}
                  onChange={(on) => onOff(source, !on)}
                  whyNot={whyNot}
                />
              </span>
            </li>
          );
        })}
      </ul>
    </>
  );
}
