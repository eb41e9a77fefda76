import { Link } from '@tanstack/react-router';
import { Pause, Play, Users } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { ImportState } from '../../../../../src/features/imports/contract.ts';
import { bytes, duration, number, percent } from '../../../lib/format.ts';
import { liveStatus } from '../../../lib/live-status.ts';
import { useStore } from '../../../lib/store.ts';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { Card } from '../../../ui/page.tsx';
import { Progress } from '../../../ui/progress.tsx';
import { useWhyNot } from '../../billing/why-not.ts';
import { useMay } from '../../session/use-me.ts';
import { doneParts } from '../count-parts.ts';
import { Counts } from '../counts.tsx';
import { useChangeImport } from '../use-change-import.ts';
import { CancelImport } from './cancel-import.tsx';
import { ErrorFile } from './error-file.tsx';
import { addSample, paceOf, type Sample } from './pace.ts';

/** An import on its way: how far, how fast, what became of the rows so far. It goes on when one leaves. */
export function RunView({ state }: { state: ImportState }) {
  const [samples, setSamples] = useState<readonly Sample[]>([]);
  const live = useStore(liveStatus);
  const may = useMay('imports:write');
  const { bytesDone, bytesTotal } = state.progress;
  const { rows } = state;
  const running = state.status === 'running' && !state.pausing;
  useEffect(() => {
    setSamples((before) =>
      running && rows.read > 0 ? addSample(before, { at: Date.now(), rows: rows.read, bytes: bytesDone }) : [],
    );
  }, [running, rows.read, bytesDone]);
  const pace = paceOf(samples, bytesTotal);
  const waiting = state.status === 'queued';
  const paused = state.status === 'paused';
  return (
    <>
      <Card className="mb-4 p-5">
        <div className="mb-3 flex items-baseline justify-between gap-4">
          <p className="font-medium" role="status">
            {paused
              ? 'Paused'
              : state.pausing
                ? 'Pausing after the rows it is at'
                : waiting
                  ? rows.read > 0
                    ? 'Waiting to go on'
                    : 'Waiting to start'
                  : 'Importing'}
          </p>
          <p className="num font-medium">
            {waiting && rows.read === 0 ? '' : percent(bytesTotal > 0 ? bytesDone / bytesTotal : 0)}
          </p>
        </div>
        <Progress
          label="Import"
          done={bytesDone}
          total={waiting && rows.read === 0 ? null : bytesTotal}
          tone={paused ? 'neutral' : 'accent'}
          className="h-2!"
        />
        <p className="num mt-3 flex min-h-5 flex-wrap gap-x-4 gap-y-1 text-ink-3 text-sm">
          <span>
            {bytes(bytesDone)} of {bytes(bytesTotal)}
          </span>
          <span>{pace.rowsPerSecond === null ? '' : `${number(pace.rowsPerSecond)} rows/s`}</span>
          <span className="ml-auto">{pace.leftMs === null ? '' : `about ${duration(pace.leftMs)} left`}</span>
        </p>
      </Card>
      <Counts label={paused ? 'Rows read' : 'Rows read so far'} total={rows.read} parts={doneParts(rows)} />
      <div className="mt-4 flex flex-wrap items-center gap-2">
        {rows.created + rows.updated > 0 && (
          <Link to="/prospects" search={rows.created > 0 ? {} : { sort: 'updated' }} className={buttonClass()}>
            <Users aria-hidden="true" />
            See the people so far
          </Link>
        )}
        <ErrorFile state={state} />
        {may && <Controls state={state} />}
      </div>
      <p className="mt-6 text-ink-3 text-sm">
        {paused
          ? 'Nothing is read while it is paused. What is in stays in, and it goes on at the row where it stopped.'
          : 'You can leave this page: the import goes on, and survives a restart.'}
        {live === 'down' && !paused && ' Live updates are interrupted; checking every 2 seconds.'}
      </p>
    </>
  );
}

function Controls({ state }: { state: ImportState }) {
  const whyNot = useWhyNot('imports');
  const pause = useChangeImport(state.id, 'pause');
  const resume = useChangeImport(state.id, 'resume');
  const paused = state.status === 'paused';
  return (
    <span className="ml-auto flex gap-2">
      <CancelImport importId={state.id} />
      {paused || state.pausing ? (
        <Button
          kind={paused ? 'primary' : 'secondary'}
          icon={<Play aria-hidden="true" />}
          busy={resume.isPending}
          whyNot={whyNot}
          onClick={() => resume.mutate()}
        >
          Resume
        </Button>
      ) : (
        <Button icon={<Pause aria-hidden="true" />} busy={pause.isPending} onClick={() => pause.mutate()}>
          Pause
        </Button>
      )}
    </span>
  );
}
