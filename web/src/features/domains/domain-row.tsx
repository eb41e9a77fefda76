import { Link } from '@tanstack/react-router';
import { Globe } from 'lucide-react';
import type { Domain } from '../../../../src/features/domains/contract.ts';
import { ago, exactTime } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { STATE_WORDS, SURFACE_WORDS } from './domain-words.ts';
import { LightsInRow } from './three-lights.tsx';

/** One name in the list. */
export function DomainRow({ domain, now }: { domain: Domain; now: number }) {
  const { word, tone } = STATE_WORDS[domain.state];
  return (
    <li className="relative grid min-h-[68px] grid-cols-[20px_minmax(0,1fr)_auto] items-center gap-x-4 gap-y-2 px-4 py-3 hover:bg-hover md:grid-cols-[20px_minmax(0,1fr)_auto_112px]">
      <Globe className="size-5 text-ink-3" aria-hidden="true" />
      <div className="min-w-0">
        <Link
          to="/settings/domains/$domainId"
          params={{ domainId: domain.id }}
          className="block truncate font-medium text-sm -outline-offset-2 after:absolute after:inset-0"
          title={domain.host}
        >
          {domain.host}
        </Link>
        <p className="num truncate text-ink-3 text-xs">
          {SURFACE_WORDS[domain.surface].word},{' '}
          {domain.checkedAt === null ? (
            'not looked at yet'
          ) : (
            <time dateTime={domain.checkedAt} title={exactTime(domain.checkedAt)}>
              checked {ago(domain.checkedAt, now)}
            </time>
          )}
        </p>
      </div>
      <div className="max-md:order-last max-md:col-span-2 max-md:col-start-2">
        <LightsInRow lights={domain.lights} />
      </div>
      <span className="flex justify-end">
        <Badge tone={tone}>{word}</Badge>
      </span>
    </li>
  );
}
