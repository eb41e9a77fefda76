import { ExternalLink } from 'lucide-react';
import type { FieldValue } from '../../../../src/features/prospects/contract.ts';
import { ago, exactTime, percent } from '../../lib/format.ts';
import { safeUrl } from '../../lib/links.ts';
import { SOURCE_LABELS } from '../prospects/labels.ts';
import { confidenceWord } from './fields.ts';

/** Where a value is from, how old it is, and how sure the source is of it. */
export function ValueOrigin({ value, now }: { value: FieldValue; now: number }) {
  const url = value.sourceUrl === null ? null : safeUrl(value.sourceUrl);
  const label = SOURCE_LABELS[value.source];
  return (
    <span className="num inline-flex items-center gap-1.5 whitespace-nowrap text-ink-3 text-xs">
      {url === null ? (
        <span className="rounded-sm bg-pressed px-1.5 font-medium text-2xs text-ink-2">{label}</span>
      ) : (
        <a
          href={url}
          target="_blank"
          rel="noopener noreferrer"
          className="inline-flex items-center gap-1 rounded-sm bg-pressed px-1.5 font-medium text-2xs text-ink-2 hover:bg-accent-soft hover:text-accent-ink"
        >
          {label}
          <ExternalLink className="size-2.5" aria-hidden="true" />
          <span className="sr-only">, opens in a new tab</span>
        </a>
      )}
      <time dateTime={value.fetchedAt} title={exactTime(value.fetchedAt)}>
        {ago(value.fetchedAt, now)}
      </time>
      <span aria-hidden="true">·</span>
      <span title={`Confidence: ${confidenceWord(value.confidence)}`}>
        <span className="sr-only">Confidence </span>
        {percent(value.confidence)}
      </span>
    </span>
  );
}
