import { CircleAlert, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { humanize, number } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Progress } from '../../ui/progress.tsx';
import { amountWords, standingOf, USAGE_WORDS, type UsageItem } from './usage-words.ts';

/** Consumers shown before one asks for all: what matters stands first. */
const FIRST = 3;

/** One limit: how much of it is used, and what used it. */
export function UsageLimit({ item }: { item: UsageItem }) {
  const { title, about, by } = USAGE_WORDS[item.key];
  const standing = standingOf(item);
  const [all, setAll] = useState(false);
  const consumers = all ? item.by : item.by.slice(0, FIRST);
  return (
    <li className="grid gap-x-10 gap-y-3 px-4 py-5 md:grid-cols-[220px_minmax(0,1fr)] md:px-5">
      <div>
        <h2 className="text-sm">{title}</h2>
        <p className="mt-0.5 text-ink-3 text-xs">{about}</p>
      </div>
      <div className="min-w-0">
        <p className="flex items-center justify-between gap-4">
          <span className="num font-medium text-sm">{amountWords(item)}</span>
          {standing !== null && (
            <Badge tone={standing.tone}>
              {standing.state === 'near' && <TriangleAlert aria-hidden="true" />}
              {standing.state === 'full' && <CircleAlert aria-hidden="true" />}
              <span className="num">{standing.word}</span>
            </Badge>
          )}
        </p>
        {standing !== null && item.used !== null && (
          <Progress
            label={title}
            done={item.used}
            total={Math.max(1, item.limit)}
            tone={standing.state === 'fine' ? 'accent' : standing.tone === 'warn' ? 'warn' : 'bad'}
            className="mt-2"
          />
        )}
        {consumers.length > 0 && (
          <dl className="mt-3 text-xs">
            <dt className="mb-1 text-ink-3">{by}</dt>
            {consumers.map(({ kind, label, value }) => (
              <dd key={`${kind}:${label}`} className="flex items-baseline justify-between gap-4 py-0.5">
                <span className="min-w-0 truncate text-ink-2" title={label}>
                  {kind === 'role' || kind === 'source' ? humanize(label) : label}
                </span>
                <span className="num shrink-0">{number(value)}</span>
              </dd>
            ))}
          </dl>
        )}
        {item.by.length > FIRST && (
          <button
            type="button"
            aria-expanded={all}
            onClick={() => setAll(!all)}
            className="mt-1 rounded-sm font-medium text-accent-ink text-xs hover:underline"
          >
            {all ? 'Show fewer' : `Show ${item.by.length - FIRST} more`}
          </button>
        )}
      </div>
    </li>
  );
}
