import { Link } from '@tanstack/react-router';
import type { TenantRow } from '../../../../src/features/console/contract.ts';
import { date, exactTime, humanize, number } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { BILLING_WORDS, GATE_WORDS } from './console-words.ts';

const COLUMNS = 'md:grid-cols-[minmax(0,1fr)_84px_72px_84px_72px_64px_80px_92px]';
const FIGURES = [
  ['members', 'Members'],
  ['prospects', 'People'],
  ['domains', 'Domains'],
  ['openJobs', 'Jobs'],
] as const;

/** The names of the columns. */
export const TenantHead = () => (
  <div
    className={`hidden gap-x-3 border-b bg-sunken px-4 py-2 text-ink-3 text-xs md:grid ${COLUMNS}`}
    aria-hidden="true"
  >
    <span>Workspace</span>
    <span>Plan</span>
    {FIGURES.map(([key, label]) => (
      <span key={key} className="text-right">
        {label}
      </span>
    ))}
    <span className="text-right">Since</span>
    <span className="text-right">State</span>
  </div>
);

/** One workspace in the list. */
export function TenantLine({ row, now }: { row: TenantRow; now: number }) {
  const { word, tone } = BILLING_WORDS[row.billing];
  return (
    <li
      className={`relative grid min-h-[60px] grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 px-4 py-2.5 text-sm hover:bg-hover ${COLUMNS}`}
    >
      <div className="min-w-0">
        <Link
          to="/console/tenants/$tenantId"
          params={{ tenantId: row.id }}
          className="block truncate font-medium -outline-offset-2 after:absolute after:inset-0"
        >
          {row.name}
        </Link>
        <p className="truncate text-ink-3 text-xs">
          {row.slug}
          <span className="num md:hidden">
            , {humanize(row.plan)}, {number(row.prospects)} people
          </span>
        </p>
      </div>
      <span className="text-ink-2 max-md:hidden">{humanize(row.plan)}</span>
      {FIGURES.map(([key, label]) => (
        <span key={key} className={`num text-right max-md:hidden ${row[key] === 0 ? 'text-ink-3' : ''}`}>
          {number(row[key])}
          <span className="sr-only"> {label}</span>
        </span>
      ))}
      <time
        dateTime={row.createdAt}
        title={exactTime(row.createdAt)}
        className="num text-right text-ink-3 text-xs max-md:hidden"
      >
        {date(row.createdAt, now)}
      </time>
      <span className="flex justify-end" title={GATE_WORDS[row.gate]}>
        <Badge tone={tone}>{word}</Badge>
      </span>
    </li>
  );
}
