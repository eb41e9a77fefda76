import { ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';
import type { InsiderTransaction } from '../../../../../src/features/filings/contract.ts';
import { calendarDay, humanize } from '../../../lib/format.ts';
import { safeUrl } from '../../../lib/links.ts';
import { decimalWords, priceWords } from './decimal-words.ts';
import { heldWords } from './kinds.ts';

const Detail = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="flex min-w-0 gap-2">
    <dt className="w-24 shrink-0 text-ink-3">{name}</dt>
    <dd className="min-w-0 break-words">{children}</dd>
  </div>
);

/** All that a filing says of a line: how it is held, the terms of a derivative, its footnotes, and the filing itself. */
export function TransactionDetails({ transaction }: { transaction: InsiderTransaction }) {
  const { underlying, footnotes } = transaction;
  const url = safeUrl(transaction.url);
  return (
    <div className="num grid gap-3 rounded-lg bg-sunken px-3 py-2.5 text-ink-2 text-xs">
      <dl className="grid gap-x-6 gap-y-1 sm:grid-cols-2">
        <Detail name="Code">
          {transaction.code}: {transaction.codeMeaning}
        </Detail>
        <Detail name="Held">{heldWords(transaction)}</Detail>
        <Detail name="Issuer">
          {transaction.issuer.name}
          {transaction.issuer.symbol !== null && ` (${transaction.issuer.symbol})`}
        </Detail>
        {transaction.owners.length > 1 && (
          <Detail name="Filed by">{transaction.owners.map(({ name }) => name).join(', ')}, together</Detail>
        )}
        {transaction.sharesAfter !== null && <Detail name="Held after">{decimalWords(transaction.sharesAfter)}</Detail>}
        {underlying !== null && (
          <Detail name="Turns into">
            {[underlying.shares === null ? null : decimalWords(underlying.shares), underlying.security]
              .filter(Boolean)
              .join(' ') || 'Not said'}
          </Detail>
        )}
        {transaction.conversionPrice !== null && (
          <Detail name="Exercise price">{priceWords(transaction.conversionPrice)}</Detail>
        )}
        {transaction.exerciseDate !== null && <Detail name="From">{calendarDay(transaction.exerciseDate)}</Detail>}
        {transaction.expirationDate !== null && (
          <Detail name="Expires">{calendarDay(transaction.expirationDate)}</Detail>
        )}
        {transaction.plan && <Detail name="10b5-1 plan">Yes, by the filing’s own box</Detail>}
        {transaction.late && <Detail name="Reported">Late, by the filing’s own word</Detail>}
      </dl>
      {footnotes.length > 0 && (
        <ul className="grid gap-1.5">
          {footnotes.map(({ id, text, of }) => (
            <li key={`${id}:${of}`} className="flex gap-2">
              <span className="shrink-0 font-medium text-accent-ink">{id}</span>
              <span className="min-w-0">
                <span className="text-ink-3">{humanize(of)}:</span> {text}
              </span>
            </li>
          ))}
        </ul>
      )}
      <p className="flex flex-wrap items-center gap-x-3">
        {url !== null && (
          <a
            href={url}
            target="_blank"
            rel="noopener noreferrer"
            className="inline-flex items-center gap-1 rounded-sm text-accent-ink hover:underline"
          >
            Form {transaction.form}, {transaction.accession}
            <ExternalLink className="size-3" aria-hidden="true" />
            <span className="sr-only"> (opens in a new tab)</span>
          </a>
        )}
      </p>
    </div>
  );
}
