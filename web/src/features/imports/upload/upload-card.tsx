import { FileSpreadsheet, Pause, Play } from 'lucide-react';
import { useEffect, useState } from 'react';
import { bytes, duration, percent } from '../../../lib/format.ts';
import { useOnline } from '../../../lib/use-online.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/page.tsx';
import { Progress } from '../../../ui/progress.tsx';
import { addSample, paceOf, type Sample } from '../run/pace.ts';
import { dropUpload, pauseUpload, startUpload, type UploadRun } from './upload-run.ts';

/** A file on its way: how far, how fast, and why it waits. */
export function UploadCard({ run }: { run: UploadRun }) {
  const { file, phase, sent, waiting } = run;
  const [samples, setSamples] = useState<readonly Sample[]>([]);
  const online = useOnline();
  useEffect(() => {
    setSamples((before) => (phase === 'sending' ? addSample(before, { at: Date.now(), rows: 0, bytes: sent }) : []));
  }, [sent, phase]);
  const { bytesPerSecond, leftMs } = paceOf(samples, file.size);
  const reading = phase === 'reading' || phase === 'done';
  const paused = phase === 'paused';
  const words = reading
    ? 'Reading the file'
    : paused
      ? 'Paused. What is here stays here.'
      : waiting || !online
        ? 'The connection is interrupted. It goes on by itself.'
        : 'Uploading';
  return (
    <Card className="flex min-h-64 flex-col justify-center gap-4 p-6 sm:px-12">
      <div className="flex items-center gap-3">
        <FileSpreadsheet className="size-5 shrink-0 text-ink-3" aria-hidden="true" />
        <span className="min-w-0 flex-1 truncate font-medium">{file.name}</span>
        <span className="num text-ink-2 text-sm">{percent(Math.min(1, sent / Math.max(1, file.size)))}</span>
      </div>
      <Progress
        label="Upload"
        done={sent}
        total={reading ? null : file.size}
        tone={paused ? 'neutral' : waiting ? 'warn' : 'accent'}
      />
      <p className="num flex flex-wrap gap-x-4 text-ink-3 text-sm">
        <span role="status" className={waiting && !reading ? 'text-warn-ink' : undefined}>
          {words}
        </span>
        {!reading && (
          <span className="ml-auto">
            {bytes(sent)} of {bytes(file.size)}
            {phase === 'sending' && bytesPerSecond !== null && !waiting && (
              <>
                , {bytes(Math.round(bytesPerSecond))}/s
                {leftMs !== null && `, about ${duration(leftMs)} left`}
              </>
            )}
          </span>
        )}
      </p>
      <div className="flex min-h-8 justify-end gap-2 max-md:min-h-10">
        {phase !== 'done' && (
          <Button kind="ghost" onClick={dropUpload}>
            Cancel
          </Button>
        )}
        {phase === 'sending' && (
          <Button icon={<Pause aria-hidden="true" />} onClick={pauseUpload}>
            Pause
          </Button>
        )}
        {paused && (
          <Button kind="primary" icon={<Play aria-hidden="true" />} onClick={() => void startUpload(file)}>
            Go on
          </Button>
        )}
      </div>
    </Card>
  );
}
