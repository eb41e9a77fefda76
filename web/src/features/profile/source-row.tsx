import { Ban, Check, Clock, Hourglass, Minus, RotateCw, SkipForward, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Source } from '../../../../src/features/prospects/contract.ts';
import type { SourceStatus } from '../../../../src/features/prospects/profile-contract.ts';
import { cx } from '../../lib/cx.ts';
import { count, credits, duration } from '../../lib/format.ts';
import { IconButton } from '../../ui/button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import { SOURCE_LABELS } from '../prospects/labels.ts';
import { isFinished, SOURCE_WORDS, type SourceState } from './run-words.ts';

const ICONS: Record<SourceState, ReactNode> = {
  queued: <Clock aria-hidden="true" />,
  running: <Spinner className="size-3.5" />,
  waiting: <Hourglass aria-hidden="true" />,
  found: <Check aria-hidden="true" />,
  empty: <Minus aria-hidden="true" />,
  failed: <X aria-hidden="true" />,
  skipped: <SkipForward aria-hidden="true" />,
  cancelled: <Ban aria-hidden="true" />,
};
const NOT_ASKED = { word: 'Not asked', tone: 'neutral' as const };
const CIRCLE = {
  neutral: 'bg-pressed text-ink-2',
  accent: 'bg-accent-soft text-accent-ink',
  good: 'bg-good-soft text-good-ink',
  warn: 'bg-warn-soft text-warn-ink',
  bad: 'bg-bad-soft text-bad-ink',
};
const WORD = {
  neutral: 'text-ink-2',
  accent: 'text-accent-ink',
  good: 'text-good-ink',
  warn: 'text-warn-ink',
  bad: 'text-bad-ink',
};

/** A source's state as its sign alone, where there is place for no more. */
export function SourceTick({ source, state }: { source: Source; state: SourceStatus | undefined }) {
  const look = state === undefined ? NOT_ASKED : SOURCE_WORDS[state.status];
  const words = `${SOURCE_LABELS[source]}: ${look.word}`;
  return (
    <span
      title={words}
      className={cx('inline-flex size-5 items-center justify-center rounded-full [&_svg]:size-3', CIRCLE[look.tone])}
    >
      {state === undefined ? <Minus aria-hidden="true" /> : ICONS[state.status]}
      <span className="sr-only">{words}. </span>
    </span>
  );
}

const taken = ({ startedAt, finishedAt }: SourceStatus, now: number): string | null =>
  startedAt === null ? null : duration((finishedAt === null ? now : Date.parse(finishedAt)) - Date.parse(startedAt));

/** When a waiting source goes on, or a failed one may be asked again; null where that is now. */
const againWords = ({ status, nextTryAt }: SourceStatus, now: number): string | null => {
  const wait = nextTryAt === null ? 0 : Date.parse(nextTryAt) - now;
  if (wait <= 0) return null;
  return status === 'waiting' ? `Asked again in ${duration(wait)}.` : `Not before ${duration(wait)} from now.`;
};

interface SourceRowProps {
  source: Source;
  /** Undefined where the source took no part in the run. */
  state: SourceStatus | undefined;
  now: number;
  /** Asks this source alone again; null where that may not be done now. */
  onRetry: (() => void) | null;
}

/** One source of a run: how it fared, why, how long it took, what it cost. */
export function SourceRow({ source, state, now, onRetry }: SourceRowProps) {
  const look = state === undefined ? NOT_ASKED : SOURCE_WORDS[state.status];
  const again = state === undefined ? null : againWords(state, now);
  return (
    <li className="flex gap-3 px-3 py-2.5">
      <span
        className={cx(
          'mt-px inline-flex size-5 shrink-0 items-center justify-center rounded-full [&_svg]:size-3',
          CIRCLE[look.tone],
        )}
      >
        {state === undefined ? <Minus aria-hidden="true" /> : ICONS[state.status]}
      </span>
      <div className="min-w-0 flex-1">
        <div className="flex items-baseline gap-2">
          <span className="whitespace-nowrap font-medium text-sm">{SOURCE_LABELS[source]}</span>
          <span className={cx('text-xs', WORD[look.tone])}>
            {look.word}
            {state?.status === 'found' && state.found > 0 && ` ${count(state.found, 'value')}`}
            {state?.cached && ', from a stored answer'}
          </span>
          {state !== undefined && (
            <span className="num ml-auto flex shrink-0 gap-3 text-ink-3 text-xs">
              <span className="max-sm:hidden">{taken(state, now)}</span>
              <span className="min-w-19 text-right">{isFinished(state) ? credits(state.cost) : ''}</span>
            </span>
          )}
        </div>
        {state?.reason != null && (
          <p className="text-ink-2 text-xs">
            {state.reason}
            {again !== null && <span className="num text-ink-3"> {again}</span>}
          </p>
        )}
      </div>
      {onRetry === null ? (
        // The figures keep their column.
        <span className="-mr-1.5 w-7 shrink-0" />
      ) : (
        <Tooltip tip={`Ask ${SOURCE_LABELS[source]} again`}>
          <IconButton
            label={`Ask ${SOURCE_LABELS[source]} again`}
            size="sm"
            className="-my-1 -mr-1.5 [&_svg]:size-3.5!"
            onClick={onRetry}
          >
            <RotateCw aria-hidden="true" />
          </IconButton>
        </Tooltip>
      )}
    </li>
  );
}
