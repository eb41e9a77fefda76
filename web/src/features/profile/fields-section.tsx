import { useEffect, useMemo, useRef, useState } from 'react';
import type { EnrichmentState, FieldValue, Prospect } from '../../../../src/features/prospects/contract.ts';
import { useNow } from '../../lib/use-now.ts';
import type { Cited } from './citations.ts';
import { FieldRow } from './field-row.tsx';
import { profileFields } from './fields.ts';
import { Section } from './section.tsx';

interface FieldsSectionProps {
  prospect: Prospect;
  values: readonly FieldValue[];
  summary: EnrichmentState['summary'];
  cited: Cited | null;
}

/** The field ledger: each value with its source, age and confidence. A footnote leads here. */
export function FieldsSection({ prospect, values, summary, cited }: FieldsSectionProps) {
  const now = useNow();
  const list = useRef<HTMLDListElement>(null);
  // Values that are read again are no new click on a footnote.
  const latest = useRef(values);
  latest.current = values;
  const fields = useMemo(() => {
    const evidence = new Set(summary?.sentences.flatMap((sentence) => sentence.evidence));
    return profileFields(prospect, values, evidence);
  }, [prospect, values, summary]);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());

  useEffect(() => {
    if (cited === null) return;
    const carriers = latest.current.filter((value) => value.evidenceId === cited.evidenceId);
    const [loser] = carriers;
    if (loser !== undefined && !carriers.some((value) => value.chosen)) {
      setOpen((before) => new Set(before).add(loser.field));
    }
    // After the row has opened.
    const frame = requestAnimationFrame(() => {
      // One piece of evidence may carry several values: the first one is gone to, all of them light up.
      const element = list.current?.querySelector<HTMLElement>(`[data-evidence="${CSS.escape(cited.evidenceId)}"]`);
      const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
      element?.scrollIntoView({ block: 'center', behavior: calm ? 'auto' : 'smooth' });
      element?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [cited]);

  const toggle = (field: string) =>
    setOpen((before) => {
      const after = new Set(before);
      if (!after.delete(field)) after.add(field);
      return after;
    });

  return (
    <Section title="Fields" about={`${fields.length} known`}>
      <dl ref={list}>
        {fields.map((field) => (
          <FieldRow
            key={field.field}
            field={field}
            now={now}
            cited={cited}
            open={open.has(field.field)}
            onToggle={() => toggle(field.field)}
          />
        ))}
      </dl>
    </Section>
  );
}
