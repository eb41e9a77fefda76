import { ArrowRight, History, Search } from 'lucide-react';
import { useState } from 'react';
import type { ColumnTarget, ImportPreview, Plan } from '../../../../../src/features/imports/contract.ts';
import type { MappingProposal } from '../../../../../src/features/mappings/contract.ts';
import { ago, bytes, count } from '../../../lib/format.ts';
import { useHotkeys } from '../../../lib/use-hotkeys.ts';
import { useNow } from '../../../lib/use-now.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { inputClass } from '../../../ui/field.tsx';
import { Card } from '../../../ui/page.tsx';
import { ChipChoice } from '../chip-choice.tsx';
import { fileWords } from '../import-words.ts';
import { StepFoot } from '../step-foot.tsx';
import { AskClaude } from './ask-claude.tsx';
import { type ColumnView, findColumns } from './find-columns.ts';
import { MapRow } from './map-row.tsx';
import { mappingProblems } from './mapping.ts';
import { type Proposals, proposalOf, toAsk } from './proposals.ts';
import { RowsPreview } from './rows-preview.tsx';

interface MapStepProps {
  preview: ImportPreview;
  plan: Plan;
  proposals: Proposals;
  onProposals: (said: MappingProposal['columns']) => void;
  onChoose: (column: string, target: ColumnTarget) => void;
  onNext: () => void;
}

/** With fewer columns than this, looking is quicker than searching. */
const SEARCH_FROM = 12;

/** What each column becomes. The proposal stands already; the rows below follow every change. */
export function MapStep({ preview, plan, proposals, onProposals, onChoose, onNext }: MapStepProps) {
  const { mapping } = plan;
  const { file, columns } = preview;
  const [view, setView] = useState<ColumnView>('all');
  const [words, setWords] = useState('');
  const wrong = mappingProblems(mapping);
  const skipped = Object.values(mapping).filter((target) => target === 'skip').length;
  const shown = findColumns(columns, mapping, view, words);
  const next = () => wrong.length === 0 && onNext();
  useHotkeys({ 'mod+Enter': next });
  return (
    <>
      <div className="mb-4 flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="text-lg">What is in each column?</h2>
        <p className="num text-ink-3 text-sm">
          {bytes(file.bytes)}, about {count(preview.estimatedRows, 'row')}, {fileWords(file)}
        </p>
      </div>
      {preview.remembered !== null && <Remembered remembered={preview.remembered} />}
      {preview.problems.map((problem) => (
        <Banner key={problem.kind + problem.message} tone="warn" className="mb-3">
          {problem.message}
        </Banner>
      ))}
      {wrong.map((problem) => (
        <Banner key={problem} tone="bad" className="mb-3">
          {problem}
        </Banner>
      ))}
      <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        <ChipChoice
          label="Columns shown"
          value={view}
          onChange={setView}
          options={[
            { value: 'all', label: 'All columns', count: columns.length },
            { value: 'unsure', label: 'Want a look', count: findColumns(columns, mapping, 'unsure', '').length },
            { value: 'skipped', label: 'Left out', count: skipped },
          ]}
        />
        {columns.length >= SEARCH_FROM && (
          <label className="relative ml-auto flex w-60 max-md:w-full">
            <Search
              className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-3"
              aria-hidden="true"
            />
            <input
              type="search"
              aria-label="Find a column"
              placeholder="Find a column"
              value={words}
              onChange={(event) => setWords(event.target.value)}
              className={inputClass('h-8! pl-8! max-md:h-10!')}
            />
          </label>
        )}
      </div>
      <AskClaude
        importId={preview.id}
        mapping={mapping}
        columns={toAsk(columns, plan, proposals)}
        onAnswer={onProposals}
      />
      <Card>
        {shown.length === 0 ? (
          <p className="px-4 py-10 text-center text-ink-2 text-sm">
            {words.trim() === '' ? 'No column here.' : `No column with “${words.trim()}”.`}
          </p>
        ) : (
          <ul aria-label="Columns" className="divide-y divide-line">
            {shown.map((column) => {
              const target = mapping[column.name] ?? column.target;
              const proposal = proposalOf(proposals, column.name);
              return (
                <MapRow
                  key={column.name}
                  column={column}
                  target={target}
                  because={proposal?.target === target ? proposal.because : undefined}
                  onChoose={onChoose}
                />
              );
            })}
          </ul>
        )}
      </Card>
      <RowsPreview preview={preview} mapping={mapping} />
      <StepFoot about={`${count(columns.length - skipped, 'column')} of ${columns.length} will be imported`}>
        <Button kind="primary" disabled={wrong.length > 0} onClick={next} aria-keyshortcuts="Control+Enter Meta+Enter">
          Check the rows
          <ArrowRight aria-hidden="true" />
        </Button>
      </StepFoot>
    </>
  );
}

/** That the mapping is one of an earlier file, so that nobody takes it for a guess. */
function Remembered({ remembered }: { remembered: NonNullable<ImportPreview['remembered']> }) {
  const now = useNow();
  const when = ago(remembered.usedAt, now);
  return (
    <p role="status" className="mb-3 flex gap-2.5 rounded-lg bg-accent-soft px-3 py-2.5 text-accent-ink text-sm">
      <History className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
      {remembered.exact
        ? `Remembered: a file with these columns was imported ${when}, and its mapping and rules stand here again.`
        : `Remembered: a file with nearly these columns was imported ${when}. Its mapping and rules stand here where the columns agree; look at the others.`}
    </p>
  );
}
