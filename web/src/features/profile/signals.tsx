import { ExternalLink } from 'lucide-react';
import type { EnrichmentState } from '../../../../src/features/prospects/profile-contract.ts';
import { cx } from '../../lib/cx.ts';
import { calendarDay, count, humanize, usdShort } from '../../lib/format.ts';
import { safeUrl } from '../../lib/links.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { SOURCE_LABELS } from '../prospects/labels.ts';
import type { Cited } from './citations.ts';
import { Section } from './section.tsx';

const KINDS: Record<string, { word: string; tone: Tone }> = {
  insider_buy: { word: 'Insider buy', tone: 'good' },
  insider_sale: { word: 'Insider sale', tone: 'accent' },
  insider_holding: { word: 'Holding', tone: 'neutral' },
  news: { word: 'News', tone: 'neutral' },
};

/** Dated facts worth acting on, newest first. */
export function Signals({ signals, cited }: { signals: EnrichmentState['signals']; cited: Cited | null }) {
  const sorted = [...signals].sort((a, b) => (b.date ?? '').localeCompare(a.date ?? ''));
  return (
    <Section title="Signals" about={count(signals.length, 'signal')}>
      <ul className="-my-2.5 divide-y divide-line">
        {sorted.map((signal) => {
          const kind = KINDS[signal.kind] ?? { word: humanize(signal.kind), tone: 'neutral' as const };
          const url = signal.url === null ? null : safeUrl(signal.url);
          return (
            <li
              key={signal.id === cited?.evidenceId ? cited.click : signal.id}
              data-evidence={signal.id}
              tabIndex={-1}
              className={cx(
                '-mx-1.5 flex items-start gap-3 rounded-md px-1.5 py-2.5',
                signal.id === cited?.evidenceId && 'animate-flash',
              )}
            >
              <div className="min-w-0 flex-1">
                <p className="text-sm">
                  {url === null ? (
                    signal.title
                  ) : (
                    <a
                      href={url}
                      target="_blank"
                      rel="noopener noreferrer"
                      className="rounded-sm underline decoration-line-strong underline-offset-2 hover:decoration-current"
                    >
                      {signal.title}
                      <ExternalLink className="ml-1 inline size-3 align-[-1px] text-ink-3" aria-hidden="true" />
                      <span className="sr-only"> (opens in a new tab)</span>
                    </a>
                  )}
                </p>
                <p className="num mt-1 flex flex-wrap items-center gap-2 text-ink-3 text-xs">
                  <Badge tone={kind.tone}>{kind.word}</Badge>
                  {signal.date === null ? 'No date' : calendarDay(signal.date)}
                  <span>{SOURCE_LABELS[signal.source]}</span>
                </p>
              </div>
              {signal.amountUsd !== null && (
                <span className="num shrink-0 font-medium text-sm">{usdShort(signal.amountUsd)}</span>
              )}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
