import { Link } from '@tanstack/react-router';
import { CircleCheck, Upload, Users } from 'lucide-react';
import type { ImportState } from '../../../../../src/features/imports/contract.ts';
import { duration } from '../../../lib/format.ts';
import { Banner } from '../../../ui/banner.tsx';
import { buttonClass } from '../../../ui/button.tsx';
import { AsideNotes } from '../aside-notes.tsx';
import { doneParts } from '../count-parts.ts';
import { Counts } from '../counts.tsx';
import { addsUp, isUndoing } from '../import-words.ts';
import { UndoButton } from '../undo/undo-button.tsx';
import { UndoState } from '../undo/undo-state.tsx';
import { ErrorFile } from './error-file.tsx';
import { Refusals } from './refusals.tsx';

/** What became of an import: the sum, what was refused and why, and where to go now. */
export function ResultView({ state }: { state: ImportState }) {
  const { rows, startedAt, finishedAt } = state;
  const took =
    startedAt === null || finishedAt === null ? null : duration(Date.parse(finishedAt) - Date.parse(startedAt));
  const undone = state.undo.status === 'done' || isUndoing(state);
  return (
    <>
      <UndoState state={state} />
      {state.status === 'done' && addsUp(rows) && (
        <p role="status" className="mb-4 flex items-center gap-2 font-medium text-md">
          <CircleCheck className="size-5 text-good" aria-hidden="true" />
          {undone ? 'It was imported' : 'Imported'}
          {took !== null && <span className="num font-normal text-ink-3 text-sm">in {took}. The counts add up.</span>}
        </p>
      )}
      {state.status === 'done' && !addsUp(rows) && (
        <Banner tone="bad" className="mb-4">
          The counts do not add up. Please tell support, with the address of this page.
        </Banner>
      )}
      {state.status === 'failed' && (
        <Banner tone="bad" className="mb-4">
          <p className="font-medium">The import stopped</p>
          <p>{state.error?.message ?? 'No reason was given.'}</p>
          {rows.read > 0 && (
            <p>The rows below came in before it stopped. Importing the file again repeats none of them.</p>
          )}
        </Banner>
      )}
      {state.status === 'cancelled' && (
        <Banner tone="warn" className="mb-4">
          The import was cancelled. The rows below came in before.
        </Banner>
      )}
      <Counts label="Rows read" total={rows.read} parts={doneParts(rows)} />
      <AsideNotes asides={state} />
      <div className="mt-4 flex flex-wrap gap-2">
        {rows.created + rows.updated > 0 && !undone && (
          <Link
            to="/prospects"
            search={rows.created > 0 ? {} : { sort: 'updated' }}
            className={buttonClass(state.status === 'done' ? 'primary' : 'secondary')}
          >
            <Users aria-hidden="true" />
            See the people
          </Link>
        )}
        <ErrorFile state={state} />
        <Link to="/imports/new" className={buttonClass(state.status === 'done' ? 'secondary' : 'primary')}>
          <Upload aria-hidden="true" />
          Import another
        </Link>
        <UndoButton state={state} always className="sm:ml-auto" />
      </div>
      {rows.refused > 0 && <Refusals importId={state.id} />}
    </>
  );
}
