import { CircleAlert, CircleCheck, Download, X } from 'lucide-react';
import { bytes, count, number } from '../../lib/format.ts';
import { refusalOf } from '../../lib/refusal.ts';
import { useStore } from '../../lib/store.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Progress } from '../../ui/progress.tsx';
import { RequestId } from '../../ui/request-id.tsx';
import { dismissExport, type ExportRun, exportRun, startExport } from './export-run.ts';

const TITLES: Record<ExportRun['state'], string> = {
  running: 'Exporting people',
  done: 'Export saved',
  failed: 'Export failed',
};
const ICONS = {
  running: <Download className="text-ink-3" aria-hidden="true" />,
  done: <CircleCheck className="text-good" aria-hidden="true" />,
  failed: <CircleAlert className="text-bad" aria-hidden="true" />,
};

const rowsWords = ({ expected, received }: ExportRun): string =>
  expected === null ? count(received.rows, 'row') : `${number(received.rows)} of ${count(expected, 'row')}`;

/** The export of this tab, on every screen until it is put away. */
export function ExportDock() {
  const run = useStore(exportRun);
  if (run === null) return null;
  const { state, received, error } = run;
  const refusal = error === null ? null : refusalOf(error);
  return (
    <section
      aria-label="Export"
      className="fixed right-4 bottom-4 z-20 w-[min(calc(100vw-32px),360px)] animate-pop-in rounded-lg border border-line bg-raised p-3 pl-4 shadow-pop max-md:bottom-[calc(72px+env(safe-area-inset-bottom))]"
    >
      <div className="flex items-center gap-2.5 [&>svg]:size-4 [&>svg]:shrink-0">
        {ICONS[state]}
        <p className="flex-1 font-medium text-sm" role={state === 'failed' ? 'alert' : 'status'}>
          {TITLES[state]}
        </p>
        <IconButton size="sm" label={state === 'running' ? 'Cancel the export' : 'Dismiss'} onClick={dismissExport}>
          <X aria-hidden="true" />
        </IconButton>
      </div>
      {state === 'running' && (
        <>
          <Progress label="Export" done={received.rows} total={run.expected} className="mt-2 mr-2" />
          <p className="num mt-2 text-ink-3 text-xs">
            {rowsWords(run)}, {bytes(received.bytes)}
          </p>
        </>
      )}
      {state === 'done' && (
        <p className="num truncate pl-6.5 text-ink-3 text-xs">
          {run.fileName}, {count(received.rows, 'row')}, {bytes(received.bytes)}
        </p>
      )}
      {state === 'failed' && error !== null && (
        <div className="pl-6.5 text-ink-2 text-sm">
          <p>{refusal === null ? `${error.message}. ${error.detail ?? ''}` : `${refusal.title}. ${refusal.text}`}</p>
          <div className="mt-2 flex flex-wrap items-center gap-2">
            <Button size="sm" onClick={() => void startExport(run.filters, run.expected)}>
              Try again
            </Button>
            {error.requestId !== null && <RequestId id={error.requestId} />}
          </div>
        </div>
      )}
    </section>
  );
}
