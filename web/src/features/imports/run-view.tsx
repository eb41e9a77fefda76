import { useEffect, useState } from 'react';
import type { ImportState } from '../../../../src/features/imports/contract.ts';
import { bytes, duration, number, percent } from '../../lib/format.ts';
import { liveStatus } from '../../lib/live-status.ts';
import { useStore } from '../../lib/store.ts';
import { Card } from '../../ui/page.tsx';
import { Progress } from '../../ui/progress.tsx';
import { useMay } from '../session/use-me.ts';
import { CancelImport } from './cancel-import.tsx';
import { Counts } from './counts.tsx';
import { addSample, paceOf, type Sample } from './pace.ts';

/** An import on its way: how far, how fast, what became of the rows so far. It goes on when one leaves. */
export function RunView({ state }: { state: ImportState }) {
  const [samples, setSamples] = useState<readonly Sample[]>([]);
  const live = useStore(liveStatus);
  const mayStop = useMay('imports:write');
  const { bytesDone, bytesTotal } = state.progress;
  const read = state.rows.read;
  useEffect(() => {
    if (read > 0) setSamples((before) => addSample(before, { at: Date.now(), rows: read, bytes: bytesDone }));
  }, [read, bytesDone]);
  const pace = paceOf(samples, bytesTotal);
  const waiting = state.status === 'queued';
  return (
    <>
      <Card className="p-5">
        <div className="mb-3 flex items-baseline justify-between gap-4">
          <p className="font-medium" role="status">
            {waiting ? 'Waiting to start' : 'Importing'}
          </p>
          <p className="num font-medium">{waiting ? '' : percent(bytesTotal > 0 ? bytesDone / bytesTotal : 0)}</p>
        </div>
        <Progress label="Import" done={bytesDone} total={waiting ? null : bytesTotal} className="h-2!" />
        <p className="num mt-3 flex flex-wrap gap-x-4 gap-y-1 text-ink-3 text-sm">
          <span>
            {bytes(bytesDone)} of {bytes(bytesTotal)}
          </span>
          <span>{pace.rowsPerSecond === null ? '' : `${number(pace.rowsPerSecond)} rows/s`}</span>
          <span className="ml-auto">{pace.leftMs === null ? '' : `about ${duration(pace.leftMs)} left`}</span>
        </p>
      </Card>
      <Counts rows={state.rows} running />
      <div className="mt-6 flex items-start justify-between gap-4">
        <p className="text-ink-3 text-sm">
          You can leave this page: the import goes on, and survives a restart.
          {live === 'down' && ' Live updates are interrupted; checking every 2 seconds.'}
        </p>
        {mayStop && <CancelImport importId={state.id} />}
      </div>
    </>
  );
}
