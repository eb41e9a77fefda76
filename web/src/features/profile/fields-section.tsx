import { useEffect, useMemo, useState } from 'react';
import type { EnrichmentState, FieldValue, Prospect } from '../../../../src/features/prospects/contract.ts';
import { useNow } from '../../lib/use-now.ts';
import { evidenceElementId } from './citations.ts';
import { FieldRow } from './field-row.tsx';
import { profileFields } from './fields.ts';
import { Section } from './section.tsx';

export interface Cited {
  evidenceId: string;
  /** Tells a second click on the same footnote from the first. */
  click: number;
}

interface FieldsSectionProps {
  prospect: Prospect;
  values: readonly FieldValue[];
  summary: EnrichmentState['summary'];
  cited: Cited | null;
}

/** The field ledger: each value with its source, age and confidence. A footnote leads here. */
export function FieldsSection({ prospect, values, summary, cited }: FieldsSectionProps) {
  const now = useNow();
  const fields = useMemo(() => {
    const evidence = new Set(summary?.sentences.flatMap((sentence) => sentence.evidence));
    return profileFields(prospect, values, evidence);
  }, [prospect, values, summary]);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());

  useEffect(() => {
    if (cited === null) return;
    const loser = values.find((value) => value.evidenceId === cited.evidenceId && !value.chosen);
    if (loser !== undefined) setOpen((before) => new Set(before).add(loser.field));
    // After the row has opened.
    const frame = requestAnimationFrame(() => {
      const element = document.getElementById(evidenceElementId(cited.evidenceId));
      element?.scrollIntoView({ block: 'center', behavior: 'smooth' });
      element?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [cited, values]);

  const toggle = (field: string) =>
    setOpen((before) => {
      const after = new Set(before);
      if (!after.delete(field)) after.add(field);
      return after;
    });

  return (
    <Section title="Fields" about={`${fields.length} known`}>
      <dl>
        {fields.map((field) => (
          <FieldRow
            key={field.field}
            field={field}
            now={now}
            cited={cited?.evidenceId ?? null}
            open={open.has(field.field)}
            onToggle={() => toggle(field.field)}
          />
        ))}
      </dl>
    </Section>
  );
}
