import { Link } from '@tanstack/react-router';
import { CircleAlert, CircleCheck, Download, X } from 'lucide-react';
import type { Failure } from '../../lib/failure.ts';
import { bytes, count, number } from '../../lib/format.ts';
import { refusalOf } from '../../lib/refusal.ts';
import { useStore } from '../../lib/store.ts';
import { Button, buttonClass, IconButton } from '../../ui/button.tsx';
import { Progress } from '../../ui/progress.tsx';
import { RequestId } from '../../ui/request-id.tsx';
import { dismissExport, type ExportRun, exportRun, fetchExport } from './export-run.ts';
import { differenceWords, isMaking, rowsWords, STATUS_WORDS } from './export-words.ts';
import { useCancelExport, useExport } from './use-exports.ts';

const TITLES: Record<ExportRun['state'], string> = {
  running: 'Exporting people',
  making: 'Export in the background',
  done: 'Export saved',
  failed: 'Export failed',
};
const ICONS = {
  running: <Download className="text-ink-3" aria-hidden="true" />,
  making: <Download className="text-ink-3" aria-hidden="true" />,
  done: <CircleCheck className="text-good" aria-hidden="true" />,
  failed: <CircleAlert className="text-bad" aria-hidden="true" />,
};

const receivedWords = ({ expected, received: { rows, bytes: size } }: ExportRun): string => {
  if (rows === null) return bytes(size);
  return `${expected === null ? count(rows, 'row') : `${number(rows)} of ${count(expected, 'row')}`}, ${bytes(size)}`;
};

/** What went wrong; of a file that is not there any more, what is to be done about it alone. */
const failedWords = ({ code, message, detail }: Failure): string =>
  detail === null ? `${message}.` : code === 'conflict' ? detail : `${message}. ${detail}`;

/** The export of this tab, on every screen until it is put away. */
export function ExportDock() {
  const run = useStore(exportRun);
  const { data: made } = useExport(run?.state === 'making' ? run.exportId : null);
  if (run === null) return null;
  const { state, received, error, trailer } = run;
  const ready = state === 'making' && made?.status === 'done';
  const refusal = error === null ? null : refusalOf(error);
  const differs = trailer === null ? null : differenceWords(run.expected, trailer);
  return (
    <section
      aria-label="Export"
      className="fixed right-4 bottom-4 z-20 w-[min(calc(100vw-32px),360px)] animate-pop-in rounded-lg border border-line bg-raised p-3 pl-4 shadow-pop max-md:bottom-[calc(72px+env(safe-area-inset-bottom))]"
    >
      <div className="flex items-center gap-2.5 [&>svg]:size-4 [&>svg]:shrink-0">
        {ICONS[ready ? 'done' : state]}
        <p className="flex-1 font-medium text-sm" role={state === 'failed' ? 'alert' : 'status'}>
          {refusal?.title ?? (ready ? 'Export ready' : TITLES[state])}
        </p>
        <IconButton size="sm" label={state === 'running' ? 'Cancel the export' : 'Dismiss'} onClick={dismissExport}>
          <X aria-hidden="true" />
        </IconButton>
      </div>
      {state === 'running' && (
        <>
          <Progress
            label="Export"
            done={received.rows ?? 0}
            total={received.rows === null ? null : run.expected}
            className="mt-2 mr-2"
          />
          <p className="num mt-2 text-ink-3 text-xs">{receivedWords(run)}</p>
        </>
      )}
      {state === 'making' && run.exportId !== null && <Making id={run.exportId} />}
      {state === 'done' && (
        <div className="pl-6.5 text-xs">
          <p className="num truncate text-ink-3">
            {run.fileName}, {count(trailer?.rows ?? 0, 'row')}, {bytes(received.bytes)}
          </p>
          {differs !== null && <p className="mt-1 text-ink-2">{differs}</p>}
        </div>
      )}
      {state === 'failed' && error !== null && (
        <div className="pl-6.5 text-ink-2 text-sm">
          <p>{refusal?.text ?? failedWords(error)}</p>
          <div className="mt-2 flex flex-wrap items-center gap-2">
            {refusal?.go != null && (
              <a href={refusal.go.href} className={buttonClass('secondary', 'sm')}>
                {refusal.go.label}
              </a>
            )}
            {refusal === null && run.again !== null && (
              <Button size="sm" onClick={() => void run.again?.()}>
                Try again
              </Button>
            )}
            {refusal === null && error.requestId !== null && <RequestId id={error.requestId} />}
          </div>
        </div>
      )}
    </section>
  );
}

/** A file that a job makes: how far it is, and the file once it is ready. */
function Making({ id }: { id: string }) {
  const { data: file } = useExport(id);
  const cancel = useCancelExport();
  const making = file === undefined || isMaking(file);
  return (
    <div className="pl-6.5">
      {making && (
        <Progress
          label="Export"
          done={file === undefined ? 0 : file.rows.done + file.leftOut}
          total={file?.rows.total ?? null}
          className="mt-2 mr-2"
        />
      )}
      <p className="num mt-2 text-ink-3 text-xs" role="status">
        {file === undefined ? 'Queued' : `${STATUS_WORDS[file.status].word}, ${rowsWords(file)}`}
        {file?.error != null && `: ${file.error.message}`}
      </p>
      <div className="mt-2 flex flex-wrap gap-2">
        {file?.status === 'done' && (
          <Button size="sm" kind="primary" onClick={() => void fetchExport(file)}>
            Download
          </Button>
        )}
        {making && (
          <Button size="sm" busy={cancel.isPending} onClick={() => cancel.mutate(id)}>
            Cancel
          </Button>
        )}
        <Link to="/exports" className={buttonClass('ghost', 'sm')}>
          All exports
        </Link>
      </div>
    </div>
  );
}
