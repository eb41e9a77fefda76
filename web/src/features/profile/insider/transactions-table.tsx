import { ChevronRight, ExternalLink } from 'lucide-react';
import { Fragment, useState } from 'react';
import type { InsiderTransaction } from '../../../../../src/features/filings/contract.ts';
import { cx } from '../../../lib/cx.ts';
import { calendarDay, count, usd } from '../../../lib/format.ts';
import { safeUrl } from '../../../lib/links.ts';
import { Badge } from '../../../ui/badge.tsx';
import { decimalWords, priceWords } from './decimal-words.ts';
import { KIND_LABELS, signOf } from './kinds.ts';
import { TransactionDetails } from './transaction-details.tsx';

const HEAD = 'py-2 font-medium text-ink-3 text-xs';
const CELL = 'num py-2 align-top text-sm';

const sharesWords = (one: InsiderTransaction): string =>
  one.shares === null ? '–' : `${signOf(one)}${decimalWords(one.shares, 2)}`;
const dollarsWords = ({ value }: InsiderTransaction): string => (value === null ? '–' : usd(Number(value)));
const exactDollars = ({ value }: InsiderTransaction): string | undefined =>
  value === null ? 'No price filed' : priceWords(value);

const dayWords = ({ date }: InsiderTransaction): string => (date === null ? 'No date' : calendarDay(date));

function FilingLink({ transaction }: { transaction: InsiderTransaction }) {
  const url = safeUrl(transaction.url);
  if (url === null) return null;
  return (
    <a
      href={url}
      target="_blank"
      rel="noopener noreferrer"
      title={`Form ${transaction.form}, ${transaction.accession}`}
      className="-m-1.5 inline-flex rounded-sm p-1.5 text-ink-3 hover:text-ink"
    >
      <ExternalLink className="size-3.5" aria-hidden="true" />
      <span className="sr-only">Form {transaction.form} at the SEC (opens in a new tab)</span>
    </a>
  );
}

/** What was traded, and a press for all that the filing says of it. */
function What({
  transaction,
  open,
  onToggle,
}: {
  transaction: InsiderTransaction;
  open: boolean;
  onToggle: () => void;
}) {
  const kind = KIND_LABELS[transaction.kind];
  const notes = transaction.footnotes.length;
  return (
    <button
      type="button"
      aria-expanded={open}
      onClick={onToggle}
      className="-mx-1 flex w-full min-w-0 items-start gap-1.5 rounded-md px-1 text-left hover:bg-hover"
    >
      <ChevronRight
        className={cx('mt-1 size-3.5 shrink-0 text-ink-3 transition-transform', open && 'rotate-90')}
        aria-hidden="true"
      />
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-1.5">
          <span className="inline-flex shrink-0">
            <Badge tone={kind.tone}>{kind.word}</Badge>
          </span>
          <span className="min-w-0 truncate font-medium">{transaction.issuer.symbol ?? transaction.issuer.name}</span>
          {transaction.late && <Badge tone="warn">Late</Badge>}
        </span>
        <span className="num block truncate text-ink-3 text-xs">
          <span className="sm:hidden">{dayWords(transaction)} · </span>
          {[
            transaction.security,
            transaction.ownership === 'indirect' ? (transaction.nature ?? 'Indirect') : null,
            notes === 0 ? null : count(notes, 'footnote'),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
    </button>
  );
}

/** Transactions, the newest first. On a phone a line of two rows each. */
export function TransactionsTable({ rows, faded }: { rows: readonly InsiderTransaction[]; faded: boolean }) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string) =>
    setOpen((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  return (
    <table
      aria-busy={faded}
      className={cx('w-full table-fixed border-collapse transition-opacity', faded && 'opacity-60')}
    >
      <caption className="sr-only">Insider transactions, the newest first</caption>
      <thead>
        <tr className="border-line border-b">
          <th scope="col" className={cx(HEAD, 'w-24 text-left max-sm:hidden')}>
            Date
          </th>
          <th scope="col" className={cx(HEAD, 'pl-5 text-left')}>
            Transaction
          </th>
          <th scope="col" className={cx(HEAD, 'w-24 text-right max-sm:hidden')}>
            Shares
          </th>
          <th scope="col" className={cx(HEAD, 'w-20 text-right max-sm:hidden')}>
            Price
          </th>
          <th scope="col" className={cx(HEAD, 'w-26 text-right max-sm:w-32')}>
            Value
          </th>
          <th scope="col" className="w-8">
            <span className="sr-only">Filing</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Fragment key={row.id}>
            <tr className={cx(!open.has(row.id) && 'border-line border-b')}>
              <td className={cx(CELL, 'whitespace-nowrap text-ink-2 max-sm:hidden')}>{dayWords(row)}</td>
              <td className={cx(CELL, 'pr-3')}>
                <What transaction={row} open={open.has(row.id)} onToggle={() => toggle(row.id)} />
              </td>
              <td className={cx(CELL, 'text-right max-sm:hidden')} title={row.shares ?? undefined}>
                {sharesWords(row)}
              </td>
              <td className={cx(CELL, 'text-right text-ink-2 max-sm:hidden')} title={row.price ?? 'Only in a footnote'}>
                {row.price === null ? '–' : priceWords(row.price)}
              </td>
              <td className={cx(CELL, 'text-right font-medium')} title={exactDollars(row)}>
                {dollarsWords(row)}
                <span className="block font-normal text-ink-3 text-xs sm:hidden">
                  {sharesWords(row)}
                  {row.price !== null && ` × ${priceWords(row.price)}`}
                </span>
              </td>
              <td className={cx(CELL, 'text-right')}>
                <FilingLink transaction={row} />
              </td>
            </tr>
            {open.has(row.id) && (
              <tr className="border-line border-b">
                <td colSpan={6} className="pb-3">
                  <TransactionDetails transaction={row} />
                </td>
              </tr>
            )}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}
