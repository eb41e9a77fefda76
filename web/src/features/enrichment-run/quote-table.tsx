import type { Source } from '../../../../src/features/prospects/contract.ts';
import { cx } from '../../lib/cx.ts';
import { number } from '../../lib/format.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { SOURCE_ORDER } from '../profile/run-words.ts';
import { SOURCE_LABELS } from '../prospects/labels.ts';
import { basisWords, type SourceQuote } from './quote-words.ts';

interface QuoteTableProps {
  sources: readonly SourceQuote[] | undefined;
  wanted: ReadonlySet<Source>;
  onToggle: (source: Source) => void;
}

const FIGURE = 'num w-14 text-right text-sm sm:w-[68px]';
const HEAD = 'pb-2 font-medium text-ink-3 text-xs';

/** What each source would cost, and why: tick those to ask. */
export function QuoteTable({ sources, wanted, onToggle }: QuoteTableProps) {
  return (
    <table className="w-full table-fixed">
      <thead>
        <tr>
          <th scope="col" className={cx(HEAD, 'text-left')}>
            Source
          </th>
          <th
            scope="col"
            className={cx(HEAD, FIGURE, 'text-xs! max-sm:hidden')}
            title="Answers that are here and fresh"
          >
            Paid before
          </th>
          <th scope="col" className={cx(HEAD, FIGURE, 'text-xs!')}>
            Likely
          </th>
          <th scope="col" className={cx(HEAD, FIGURE, 'text-xs!')}>
            At most
          </th>
        </tr>
      </thead>
      <tbody>
        {SOURCE_ORDER.map((source) => {
          const quoted = sources?.find((one) => one.source === source);
          const on = wanted.has(source);
          return (
            <tr key={source} className="border-line border-t">
              <td className="py-2.5 pr-2">
                <label className="flex items-start gap-2.5">
                  <input
                    type="checkbox"
                    checked={on}
                    onChange={() => onToggle(source)}
                    className="mt-[3px] size-3.5 shrink-0 accent-accent max-md:size-4.5"
                  />
                  <span className="min-w-0">
                    <span className="block font-medium text-sm">{SOURCE_LABELS[source]}</span>
                    <span className="block min-h-4 text-ink-3 text-xs">
                      {quoted === undefined ? <Skeleton className="mt-1 h-2.5 w-40" /> : basisWords(quoted)}
                    </span>
                    {quoted !== undefined && quoted.paidBefore > 0 && (
                      <span className="num block text-good-ink text-xs sm:hidden">
                        {number(quoted.paidBefore)} paid before
                      </span>
                    )}
                  </span>
                </label>
              </td>
              {(['paidBefore', 'median', 'worst'] as const).map((key) => (
                <td
                  key={key}
                  className={cx(
                    FIGURE,
                    'py-2.5 align-top',
                    key === 'paidBefore' && 'text-good-ink max-sm:hidden',
                    !on && 'text-ink-3! line-through',
                  )}
                >
                  {quoted === undefined ? <Skeleton className="mt-1 ml-auto w-8" /> : amount(quoted, key)}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

const amount = (quoted: SourceQuote, key: 'paidBefore' | 'median' | 'worst') =>
  quoted[key] === 0 ? <span className="text-ink-3">{key === 'paidBefore' ? '–' : '0'}</span> : number(quoted[key]);
