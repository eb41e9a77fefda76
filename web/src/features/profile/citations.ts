import type { EnrichmentState, FieldValue } from '../../../../src/features/prospects/contract.ts';

type Summary = NonNullable<EnrichmentState['summary']>;

export interface Citation {
  number: number;
  evidenceId: string;
}
export interface CitedSentence {
  text: string;
  citations: Citation[];
}

/**
 * The sentences with footnote numbers, one number for one piece of evidence, in the order of their first use. Evidence
 * that is not among the values on the screen gets no number: a footnote must lead somewhere.
 */
export function citedSentences(summary: Summary, fields: readonly FieldValue[]): CitedSentence[] {
  const known = new Set(fields.map((field) => field.evidenceId).filter((id) => id !== null));
  const numbers = new Map<string, number>();
  return summary.sentences.map(({ text, evidence }) => ({
    text,
    citations: [...new Set(evidence)]
      .filter((id) => known.has(id))
      .map((evidenceId) => {
        const number = numbers.get(evidenceId) ?? numbers.size + 1;
        numbers.set(evidenceId, number);
        return { number, evidenceId };
      }),
  }));
}

/** A click on a footnote; its number tells a second click on the same one from the first. */
export interface Cited {
  evidenceId: string;
  click: number;
}
