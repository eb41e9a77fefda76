import { ArrowRight } from 'lucide-react';
import type { ColumnTarget, ImportPreview, Mapping } from '../../../../src/features/imports/contract.ts';
import { bytes, count } from '../../lib/format.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/page.tsx';
import { fileWords } from './import-words.ts';
import { MapRow } from './map-row.tsx';
import { mappingProblems } from './mapping.ts';
import { RowsPreview } from './rows-preview.tsx';
import { StepFoot } from './step-foot.tsx';

interface MapStepProps {
  preview: ImportPreview;
  mapping: Mapping;
  onChoose: (column: string, target: ColumnTarget) => void;
  onNext: () => void;
}

/** What each column becomes. The proposal stands already; the rows below follow every change. */
export function MapStep({ preview, mapping, onChoose, onNext }: MapStepProps) {
  const { file, columns } = preview;
  const wrong = mappingProblems(mapping);
  const skipped = Object.values(mapping).filter((target) => target === 'skip').length;
  return (
    <>
      <div className="mb-4 flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="text-lg">What is in each column?</h2>
        <p className="num text-ink-3 text-sm">
          {bytes(file.bytes)}, about {count(preview.estimatedRows, 'row')}, {fileWords(file)}
        </p>
      </div>
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
      <Card>
        <ul className="divide-y divide-line">
          {columns.map((column) => (
            <MapRow
              key={column.name}
              column={column}
              target={mapping[column.name] ?? column.target}
              onChoose={onChoose}
            />
          ))}
        </ul>
      </Card>
      <RowsPreview preview={preview} mapping={mapping} />
      <StepFoot about={`${count(columns.length - skipped, 'column')} of ${columns.length} will be imported`}>
        <Button kind="primary" disabled={wrong.length > 0} onClick={onNext}>
          Check the rows
          <ArrowRight aria-hidden="true" />
        </Button>
      </StepFoot>
    </>
  );
}
