import { ArrowRight } from 'lucide-react';
import type { ImportPreview, Mapping } from '../../../../src/features/imports/contract.ts';
import { bytes, count } from '../../lib/format.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/page.tsx';
import { fileWords } from './import-words.ts';
import { MapRow } from './map-row.tsx';
import { mappingWarnings } from './mapping.ts';
import { RowsPreview } from './rows-preview.tsx';
import { StepFoot } from './step-foot.tsx';

interface MapStepProps {
  preview: ImportPreview;
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
  onNext: () => void;
}

/** What each column becomes. The proposal stands already; the rows below follow every change. */
export function MapStep({ preview, mapping, onChange, onNext }: MapStepProps) {
  const { file, columns } = preview;
  const warnings = mappingWarnings(mapping);
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
      {warnings.map((warning) => (
        <Banner key={warning} tone="warn" className="mb-3">
          {warning}
        </Banner>
      ))}
      <Card>
        <ul className="divide-y divide-line">
          {columns.map((column) => (
            <MapRow
              key={column.name}
              column={column}
              target={mapping[column.name] ?? column.target}
              onChange={(target) => onChange({ ...mapping, [column.name]: target })}
            />
          ))}
        </ul>
      </Card>
      <RowsPreview preview={preview} mapping={mapping} />
      <StepFoot about={`${count(columns.length - skipped, 'column')} of ${columns.length} will be imported`}>
        <Button kind="primary" onClick={onNext}>
          Check the rows
          <ArrowRight aria-hidden="true" />
        </Button>
      </StepFoot>
    </>
  );
}
