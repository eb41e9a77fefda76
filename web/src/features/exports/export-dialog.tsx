import { Download } from 'lucide-react';
import { useState } from 'react';
import type { ExportColumns, ExportFormat } from '../../../../src/features/exports/contract.ts';
import { count, number } from '../../lib/format.ts';
import { useStore } from '../../lib/store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { Switch } from '../../ui/switch.tsx';
import { DialogFoot } from '../enrichment-run/dialog-foot.tsx';
import { type Choice, choicesLike, choicesOf, keysOf, remember, remembered, toggled } from './columns-choice.ts';
import { ColumnsList } from './columns-list.tsx';
import { type ExportOrder, makeExport, startExport } from './export-run.ts';
import { type ExportTarget, exportTarget, listKeysOf, peopleOf, targetWords } from './export-target.ts';
import { FORMAT_WORDS } from './export-words.ts';
import { useExportColumns } from './use-exports.ts';

const FORMATS: readonly ExportFormat[] = ['csv', 'xlsx', 'jsonl'];
const close = () => exportTarget.set(null);

/** What is to be exported, and how: over every screen, for whatever one has asked it. */
export function ExportDialog() {
  const target = useStore(exportTarget);
  if (target === null) return null;
  return <Open target={target} />;
}

function Open({ target }: { target: ExportTarget }) {
  const { data, error, refetch } = useExportColumns();
  return (
    <Dialog title="Export people" open onClose={close} className="top-[6dvh]! max-h-[88dvh]! md:w-[560px]!">
      <p className="mb-4 text-ink-2 text-sm">{targetWords(target)}</p>
      {data !== undefined ? (
        <Form target={target} known={data} />
      ) : error !== null ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <div className="grid gap-3">
          <Loading label="Loading the columns" />
          <Skeleton className="h-14 w-full rounded-lg" />
          <Skeleton className="h-64 w-full rounded-lg" />
        </div>
      )}
    </Dialog>
  );
}

function Form({ target, known }: { target: ExportTarget; known: ExportColumns }) {
  const [last] = useState(remembered);
  const [format, setFormat] = useState<ExportFormat>(last?.format ?? 'csv');
  const [provenance, setProvenance] = useState(last?.provenance ?? false);
  // What somebody chose to look at is what they mean to have.
  const listed = listKeysOf(target);
  const like = listed === null ? null : choicesLike(known.columns, listed);
  const [choices, setChoices] = useState<Choice[]>(() => like ?? choicesOf(known.columns, last));
  const people = peopleOf(target);
  const long = people === null || people > known.direct;
  const columns = keysOf(choices);
  const all = columns.length === choices.length;
  const over = people !== null && people > known.limit;

  const go = (run: (order: ExportOrder) => Promise<void>) => {
    // A file like the list says nothing of what one chooses for others.
    const asListed = like !== null && keysOf(like).join() === columns.join();
    const kept = asListed ? (last?.columns ?? choicesOf(known.columns, null)) : choices;
    remember({ format, provenance, columns: kept.map(({ key, on }) => ({ key, on })) });
    close();
    void run({ target, format, columns, provenance });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        go(long ? makeExport : startExport);
      }}
    >
      <fieldset className="mb-4 grid gap-2 sm:grid-cols-3">
        <legend className="mb-1.5 font-medium text-sm">Format</legend>
        {FORMATS.map((one) => (
          <label
            key={one}
            className="flex cursor-pointer gap-2.5 rounded-lg border border-line p-3 hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2"
          >
            <input
              type="radio"
              name="format"
              value={one}
              checked={format === one}
              onChange={() => setFormat(one)}
              className="mt-0.5 size-3.5 shrink-0 accent-accent"
            />
            <span className="min-w-0">
              <span className="block font-medium text-sm">{FORMAT_WORDS[one].name}</span>
              <span className="block text-ink-3 text-xs">{FORMAT_WORDS[one].about}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <div className="mb-1.5 flex items-center justify-between gap-3">
        <p className="font-medium text-sm">
          Columns{' '}
          <span className="num font-normal text-ink-3">
            {number(columns.length)} of {number(choices.length)}
          </span>
        </p>
        {like !== null && keysOf(like).join() !== columns.join() && (
          <Button size="sm" kind="ghost" className="ml-auto" onClick={() => setChoices(like)}>
            As in the list
          </Button>
        )}
        <Button
          size="sm"
          kind="ghost"
          onClick={() => setChoices(choices.reduce((some, { key }) => toggled(some, key, !all), choices))}
        >
          {all ? 'None' : 'All'}
        </Button>
      </div>
      <ColumnsList choices={choices} onChange={setChoices} />
      <div className="mt-4 flex items-center justify-between gap-4">
        <div>
          <p className="font-medium text-sm">Where each value is from</p>
          <p className="text-ink-3 text-xs">Source, time and confidence in three columns beside each field</p>
        </div>
        <Switch label="Where each value is from" on={provenance} onChange={setProvenance} />
      </div>
      <DialogFoot>
        <p className="num mr-auto min-w-0 text-ink-3 text-xs max-sm:w-full">
          {over
            ? `Your plan covers files of ${count(known.limit, 'row')}: narrow it down.`
            : people === null
              ? 'Counted as it is made.'
              : count(people, 'row')}
          {long && !over && ' Made in the background, kept for a week.'}
        </p>
        {!over && (
          <Button onClick={() => go(long ? startExport : makeExport)} disabled={columns.length === 0}>
            {long ? 'Download here' : 'In the background'}
          </Button>
        )}
        <Button
          type="submit"
          kind="primary"
          icon={<Download aria-hidden="true" />}
          disabled={columns.length === 0 || over}
        >
          {long ? 'Make the file' : 'Download'}
        </Button>
      </DialogFoot>
    </form>
  );
}
