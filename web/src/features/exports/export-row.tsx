import { FileJson, FileSpreadsheet } from 'lucide-react';
import type { ExportFile } from '../../../../src/features/exports/contract.ts';
import { ago, bytes, exactTime } from '../../lib/format.ts';
import { useStore } from '../../lib/store.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Progress } from '../../ui/progress.tsx';
import { useWhyNot } from '../billing/why-not.ts';
import { readFilters } from '../prospects/filters.ts';
import { SORT_LABELS } from '../prospects/labels.ts';
import { useNames } from '../prospects/use-names.ts';
import { exportRun, fetchExport } from './export-run.ts';
import { isMaking, rowsWords, STATUS_WORDS, shapeWords, whomWords } from './export-words.ts';
import { useCancelExport } from './use-exports.ts';

/** One file: what it holds, how far it is, until when it can be fetched, or why there is none. */
export function ExportRow({ file, now }: { file: ExportFile; now: number }) {
  const { word, tone } = STATUS_WORDS[file.status];
  const cancel = useCancelExport();
  const whyNot = useWhyNot('exports');
  const whom = whomWords(file, useNames(readFilters(file.filter ?? {})));
  const busy = useStore(exportRun)?.state === 'running';
  const Icon = file.format === 'jsonl' ? FileJson : FileSpreadsheet;
  return (
    <li className="flex min-h-[68px] flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 hover:bg-hover">
      <Icon className="size-5 shrink-0 text-ink-3" aria-hidden="true" />
      <div className="min-w-0 flex-1">
        <p className="line-clamp-2 break-words font-medium text-sm" title={whom}>
          {whom}
        </p>
        <p className="num text-ink-3 text-xs">
          <time dateTime={file.createdAt} title={exactTime(file.createdAt)}>
            {ago(file.createdAt, now)}
          </time>
          , {shapeWords(file)}, {SORT_LABELS[file.sort]}
        </p>
        {file.error !== null && <p className="text-bad-ink text-xs">{file.error.message}</p>}
      </div>
      <div className="num w-44 text-right text-ink-2 text-xs max-md:order-1 max-md:w-full max-md:pl-9 max-md:text-left">
        {isMaking(file) && (
          <Progress
            label={`Export, ${shapeWords(file)}`}
            done={file.rows.done + file.leftOut}
            total={file.rows.total}
            className="mb-1.5"
          />
        )}
        <p>
          {rowsWords(file)}
          {file.status === 'done' && `, ${bytes(file.bytes)}`}
        </p>
        {file.expiresAt !== null && (
          <p className="text-ink-3">
            Until{' '}
            <time dateTime={file.expiresAt} title={exactTime(file.expiresAt)}>
              {exactTime(file.expiresAt)}
            </time>
          </p>
        )}
      </div>
      <span className="flex w-20 justify-end max-md:w-auto">
        <Badge tone={tone}>{word}</Badge>
      </span>
      <span className="flex w-24 justify-end empty:hidden max-md:order-2 max-md:ml-auto md:empty:flex">
        {file.status === 'done' && (
          <Button size="sm" whyNot={whyNot} disabled={busy} onClick={() => void fetchExport(file)}>
            Download
          </Button>
        )}
        {isMaking(file) && (
          <Button size="sm" busy={cancel.isPending} onClick={() => cancel.mutate(file.id)}>
            Cancel
          </Button>
        )}
      </span>
    </li>
  );
}
