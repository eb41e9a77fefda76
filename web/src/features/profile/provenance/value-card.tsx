import { BadgeCheck, ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';
import type { FieldValue } from '../../../../../src/features/prospects/profile-contract.ts';
import { cx } from '../../../lib/cx.ts';
import { credits, exactTime } from '../../../lib/format.ts';
import { safeUrl, shortUrl } from '../../../lib/links.ts';
import { Badge } from '../../../ui/badge.tsx';
import { useMemberWord } from '../../members/use-members.ts';
import { FieldText } from '../field-value.tsx';
import { isOwn, OriginText } from '../value-origin.tsx';
import { expiryWords, STANDING_LABELS, standingWords } from './standing-words.ts';

interface ValueCardProps {
  value: FieldValue;
  chosen: FieldValue | undefined;
  now: number;
  lit: boolean;
  /** What can be done with it. */
  action: ReactNode;
  /** Where its record can be looked at; null where it stands in none. */
  onRecord: (() => void) | null;
}

const LINK = 'rounded-sm text-accent-ink underline decoration-accent-line underline-offset-2 hover:decoration-current';

const Detail = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="flex min-w-0 gap-2">
    <dt className="w-20 shrink-0 text-ink-3">{name}</dt>
    <dd className="num min-w-0 break-words text-ink-2">{children}</dd>
  </div>
);

/** One value of a field with all that is known of it: who says it, why it counts or does not, and on what terms. */
export function ValueCard({ value, chosen, now, lit, action, onRecord }: ValueCardProps) {
  const who = useMemberWord();
  const url = value.sourceUrl === null ? null : safeUrl(value.sourceUrl);
  const look = STANDING_LABELS[value.standing];
  const expiry = expiryWords(value, now);
  return (
    <li
      className={cx(
        'rounded-lg border px-3 py-2.5',
        value.chosen ? 'border-accent-line' : 'border-line',
        (value.standing === 'unproven' || value.standing === 'rejected') && 'border-dashed bg-sunken',
        lit && 'animate-flash',
      )}
    >
      <div className="flex items-start gap-3">
        <p
          className={cx(
            'min-w-0 flex-1 font-medium text-base',
            value.standing === 'rejected' && 'text-ink-3 line-through decoration-line-strong',
          )}
        >
          <FieldText field={value.field} value={value.value} />
        </p>
        {action}
      </div>
      <div className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1">
        <OriginText value={value} now={now} />
        <Badge tone={look.tone}>
          {value.standing === 'checked' && <BadgeCheck aria-hidden="true" />}
          {look.word}
        </Badge>
      </div>
      <p className="mt-1.5 text-ink-2 text-sm">
        {standingWords(value, chosen, who)}
        {onRecord !== null && (value.standing === 'unproven' || value.standing === 'rejected') && (
          <>
            {' '}
            <button type="button" onClick={onRecord} className={LINK}>
              See the record
            </button>
          </>
        )}
      </p>
      <dl className="mt-2 grid gap-1 text-xs">
        {value.raw !== null && value.raw !== value.value && <Detail name="As written">{value.raw}</Detail>}
        {url !== null && (
          <Detail name={value.accession === null ? 'Page' : 'Filing'}>
            <a href={url} target="_blank" rel="noopener noreferrer" className={LINK}>
              <span className="break-all">{value.accession ?? shortUrl(url)}</span>
              <ExternalLink className="ml-1 inline size-3 align-[-1px]" aria-hidden="true" />
              <span className="sr-only"> (opens in a new tab)</span>
            </a>
          </Detail>
        )}
        {url === null && value.accession !== null && <Detail name="Filing">{value.accession}</Detail>}
        <Detail name={isOwn(value) ? 'Set' : 'Received'}>{exactTime(value.fetchedAt)}</Detail>
        {expiry !== null && <Detail name="Freshness">{expiry}</Detail>}
        {!isOwn(value) && <Detail name="Cost">{value.cost === 0 ? 'Free' : credits(value.cost)}</Detail>}
        {value.licence !== null && <Detail name="Licence">{value.licence}</Detail>}
      </dl>
    </li>
  );
}
