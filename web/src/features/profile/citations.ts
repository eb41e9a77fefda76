import type { EnrichmentState, FieldValue, Summary } from '../../../../src/features/prospects/profile-contract.ts';

export interface Citation {
  number: number;
  evidenceId: string;
}
export interface CitedSentence {
  text: string;
  citations: Citation[];
}
/** The claims of a summary by their place, each with its footnotes. */
export interface CitedSummary {
  sentences: CitedSentence[];
  wealthSignals: CitedSentence[];
  talkingPoints: CitedSentence[];
}

type Claims = Summary['sentences'];

/**
 * The claims with footnote numbers, one number for one piece of evidence, in the order of their first use. Evidence
 * that is not among the values and signals on the screen gets no number: a footnote must lead somewhere.
 */
export function citedSummary(
  summary: Pick<Summary, 'sentences' | 'wealthSignals' | 'talkingPoints'>,
  fields: readonly Pick<FieldValue, 'evidenceId'>[],
  signals: readonly Pick<EnrichmentState['signals'][number], 'id'>[],
): CitedSummary {
  const known = new Set([...fields.map(({ evidenceId }) => evidenceId), ...signals.map(({ id }) => id)]);
  const numbers = new Map<string, number>();
  const cited = (claims: Claims): CitedSentence[] =>
    claims.map(({ text, evidence }) => ({
      text,
      citations: [...new Set(evidence)]
        .filter((id) => known.has(id))
        .map((evidenceId) => {
          const number = numbers.get(evidenceId) ?? numbers.size + 1;
          numbers.set(evidenceId, number);
          return { number, evidenceId };
        }),
    }));
  return {
    sentences: cited(summary.sentences),
    wealthSignals: cited(summary.wealthSignals),
    talkingPoints: cited(summary.talkingPoints),
  };
}

/** All evidence that a summary rests on. */
export const citedIds = (summary: Summary | null): ReadonlySet<string> =>
  new Set(
    summary === null
      ? []
      : [...summary.sentences, ...summary.wealthSignals, ...summary.talkingPoints].flatMap(({ evidence }) => evidence),
  );

/** A click on a footnote; its number tells a second click on the same one from the first. */
export interface Cited {
  evidenceId: string;
  click: number;
}
