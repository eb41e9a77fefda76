import { Link } from '@tanstack/react-router';
import { FileSpreadsheet } from 'lucide-react';
import type { ImportState } from '../../../../src/features/imports/contract.ts';
import { ago, bytes, count, exactTime, number } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Progress } from '../../ui/progress.tsx';
import { isActive, statusWords } from './import-words.ts';
import { UndoButton } from './undo/undo-button.tsx';

const FIGURES = [
  ['created', 'created'],
  ['updated', 'updated'],
  ['unchanged', 'unchanged'],
  ['refused', 'refused'],
] as const;

/** One import in the history. */
export function ImportRow({ state, now }: { state: ImportState; now: number }) {
  const { word, tone } = statusWords(state);
  const { rows, file, progress } = state;
  return (
    <li className="relative flex min-h-[68px] items-center gap-4 px-4 py-3 hover:bg-hover">
      <FileSpreadsheet className="size-5 shrink-0 text-ink-3" aria-hidden="true" />
      <div className="min-w-0 flex-1">
        <Link
          to="/imports/$importId"
          params={{ importId: state.id }}
          className="block truncate font-medium text-sm -outline-offset-2 after:absolute after:inset-0"
        >
          {file.name}
        </Link>
        <p className="num truncate text-ink-3 text-xs">
          <time dateTime={state.createdAt} title={exactTime(state.createdAt)}>
            {ago(state.createdAt, now)}
          </time>
          , {bytes(file.bytes)}
          <span className="md:hidden">{rows.read > 0 && `, ${count(rows.read, 'row')}`}</span>
        </p>
      </div>
      {isActive(state) || state.status === 'paused' ? (
        <Progress
          label={`Import of ${file.name}`}
          done={progress.bytesDone}
          total={state.status === 'queued' && rows.read === 0 ? null : progress.bytesTotal}
          tone={state.status === 'paused' ? 'neutral' : 'accent'}
          className="w-48 max-md:w-16"
        />
      ) : (
        rows.read > 0 && (
          <dl className="num flex gap-5 text-sm max-md:hidden">
            {FIGURES.map(([key, label]) => (
              <div key={key} className="min-w-14 text-right">
                <dd className={rows[key] === 0 ? 'text-ink-3' : key === 'refused' ? 'text-bad-ink' : undefined}>
                  {number(rows[key])}
                </dd>
                <dt className="text-2xs text-ink-3">{label}</dt>
              </div>
            ))}
          </dl>
        )
      )}
      {/* As wide with the button as without, so that the figures of all rows stand below each other. */}
      <span className="flex w-20 justify-end max-md:hidden">
        <UndoButton state={state} size="sm" className="relative z-10" />
      </span>
      <span className="flex w-20 justify-end">
        <Badge tone={tone}>{word}</Badge>
      </span>
    </li>
  );
}
