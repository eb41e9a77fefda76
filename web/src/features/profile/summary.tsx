import { Fragment } from 'react';
import type { EnrichmentState, FieldValue } from '../../../../src/features/prospects/contract.ts';
import { ago, exactTime } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { citedSentences } from './citations.ts';
import { Section } from './section.tsx';

interface SummaryProps {
  summary: NonNullable<EnrichmentState['summary']>;
  fields: readonly FieldValue[];
  onCite: (evidenceId: string) => void;
}

/** What is known in sentences, each with the values it rests on. */
export function Summary({ summary, fields, onCite }: SummaryProps) {
  const now = useNow();
  return (
    <Section
      title="Summary"
      about={
        <span title={exactTime(summary.generatedAt)}>
          {summary.model}, {ago(summary.generatedAt, now)}
        </span>
      }
    >
      <p className="max-w-[60ch] text-base text-ink leading-6">
        {citedSentences(summary, fields).map(({ text, citations }, index) => (
          <Fragment key={index}>
            {text}
            {citations.map(({ number, evidenceId }) => (
              <button
                key={evidenceId}
                type="button"
                onClick={() => onCite(evidenceId)}
                aria-label={`Show the evidence, note ${number}`}
                className="num mx-0.5 inline-flex h-4 min-w-4 items-center justify-center rounded-sm bg-accent-soft px-1 align-[2px] font-medium text-[10px] text-accent-ink hover:bg-accent hover:text-on-accent"
              >
                {number}
              </button>
            ))}{' '}
          </Fragment>
        ))}
      </p>
    </Section>
  );
}
