import type { LedgerEntry } from '../../../../src/features/credits/contract.ts';
import { cx } from '../../lib/cx.ts';
import { ago, exactTime, number } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { SOURCE_LABELS } from '../prospects/labels.ts';
import { entryWord } from './credit-words.ts';

interface LedgerTableProps {
  rows: readonly LedgerEntry[];
  word: (memberId: string | null) => string;
  now: number;
  onReceipt: (runId: string) => void;
}

const HEAD = 'h-9 border-b border-line px-3 text-left font-medium text-ink-3 text-xs';
const CELL = 'border-b border-line px-3 py-2.5 align-top text-sm';
const FIGURE = 'num text-right w-[88px]';

/** Zero is a dash: what moved stands out. */
const figure = (value: number) => (value === 0 ? <span className="text-ink-3">–</span> : number(value));

const Name = ({ row, onReceipt }: { row: LedgerEntry; onReceipt: (runId: string) => void }) => {
  const { runId, provider } = row;
  if (runId === null) return <span className="font-medium">{SOURCE_LABELS[provider]}</span>;
  return (
    <button
      type="button"
      title="Open the receipt"
      onClick={() => onReceipt(runId)}
      className="rounded-sm font-medium hover:underline"
    >
      {SOURCE_LABELS[provider]}
      <span className="sr-only">, open the receipt</span>
    </button>
  );
};

/** The paid calls of a desktop: a line each, figures below each other. */
export function LedgerTable({ rows, word: who, now, onReceipt }: LedgerTableProps) {
  return (
    <table className="w-full table-fixed border-separate border-spacing-0">
      <thead>
        <tr>
          <th scope="col" className={cx(HEAD, 'w-[112px] pl-4')}>
            When
          </th>
          <th scope="col" className={cx(HEAD, 'w-[120px]')}>
            Source
          </th>
          <th scope="col" className={HEAD}>
            State
          </th>
          <th scope="col" className={cx(HEAD, 'w-[128px]')}>
            By
          </th>
          <th scope="col" className={cx(HEAD, FIGURE, 'text-right!')}>
            Set aside
          </th>
          <th scope="col" className={cx(HEAD, FIGURE, 'text-right!')}>
            Charged
          </th>
          <th scope="col" className={cx(HEAD, FIGURE, 'pr-4 text-right!')}>
            Refunded
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const { word, tone } = entryWord(row);
          return (
            <tr key={row.id} className="hover:bg-hover">
              <td className={cx(CELL, 'num pl-4 text-ink-2')}>
                <time dateTime={row.createdAt} title={exactTime(row.createdAt)}>
                  {ago(row.createdAt, now)}
                </time>
              </td>
              <td className={CELL}>
                <Name row={row} onReceipt={onReceipt} />
              </td>
              <td className={CELL}>
                <span className="flex flex-wrap gap-1">
                  <Badge tone={tone}>{word}</Badge>
                  {row.training && <Badge tone="accent">Training</Badge>}
                </span>
                {row.reason !== null && <p className="mt-1 text-ink-3 text-xs">{row.reason}</p>}
              </td>
              <td className={cx(CELL, 'truncate text-ink-2')} title={who(row.memberId)}>
                {who(row.memberId)}
              </td>
              <td className={cx(CELL, FIGURE, 'text-ink-2')}>{figure(row.reserved)}</td>
              <td className={cx(CELL, FIGURE, 'font-medium')}>{figure(row.settled)}</td>
              <td className={cx(CELL, FIGURE, 'pr-4 text-good-ink')}>{figure(row.refunded)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** The same on a phone. */
export function LedgerCards({ rows, word: who, now, onReceipt }: LedgerTableProps) {
  return (
    <ul className="divide-y divide-line">
      {rows.map((row) => {
        const { word, tone } = entryWord(row);
        return (
          <li key={row.id} className="px-4 py-3">
            <p className="flex items-center gap-2 text-sm">
              <Name row={row} onReceipt={onReceipt} />
              <Badge tone={tone}>{word}</Badge>
              {row.training && <Badge tone="accent">Training</Badge>}
              <span className="num ml-auto font-medium">{figure(row.settled)}</span>
            </p>
            {row.reason !== null && <p className="mt-1 text-ink-2 text-xs">{row.reason}</p>}
            <p className="num mt-1 flex gap-2 text-ink-3 text-xs">
              <span>{who(row.memberId)}</span>
              <time dateTime={row.createdAt}>{ago(row.createdAt, now)}</time>
              <span className="ml-auto">
                {[
                  row.reserved > 0 && `${number(row.reserved)} set aside`,
                  row.refunded > 0 && `${number(row.refunded)} refunded`,
                ]
                  .filter((part) => part !== false)
                  .join(' · ')}
              </span>
            </p>
          </li>
        );
      })}
    </ul>
  );
}

const SKELETONS = ['a', 'b', 'c', 'd', 'e', 'f'];

export const LedgerSkeleton = () => (
  <div className="divide-y divide-line" aria-hidden="true">
    {SKELETONS.map((key) => (
      <div key={key} className="flex h-[45px] items-center gap-6 px-4">
        <Skeleton className="w-20" />
        <Skeleton className="w-24" />
        <Skeleton className="w-32 max-md:hidden" />
        <Skeleton className="ml-auto w-10" />
      </div>
    ))}
  </div>
);
