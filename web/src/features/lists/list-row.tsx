import { Link } from '@tanstack/react-router';
import { Lock, Rows3 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { List } from '../../../../src/features/lists/contract.ts';
import { ago, count, exactTime } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';

/** One list: what it is, how many are on it, whose it is. */
export function ListRow({ list, now, action }: { list: List; now: number; action?: ReactNode }) {
  return (
    <li className="relative flex items-center gap-4 px-4 py-3 hover:bg-hover">
      <Rows3 className="size-5 shrink-0 text-ink-3" aria-hidden="true" />
      <div className="min-w-0 flex-1">
        {list.deletedAt === null ? (
          <Link
            to="/lists/$listId"
            params={{ listId: list.id }}
            className="block truncate font-medium text-sm -outline-offset-2 after:absolute after:inset-0"
          >
            {list.name}
          </Link>
        ) : (
          <span className="block truncate font-medium text-ink-2 text-sm">{list.name}</span>
        )}
        <p className="truncate text-ink-3 text-xs">
          {list.description ?? list.createdByName ?? 'By a former member'} ·{' '}
          <time dateTime={list.updatedAt} title={exactTime(list.updatedAt)}>
            {ago(list.deletedAt ?? list.updatedAt, now)}
          </time>
        </p>
      </div>
      {!list.shared && (
        <Badge>
          <Lock aria-hidden="true" />
          Private
        </Badge>
      )}
      <span className="num shrink-0 text-ink-2 text-sm">{count(list.people, 'person', 'people')}</span>
      {action !== undefined && <span className="relative">{action}</span>}
    </li>
  );
}
