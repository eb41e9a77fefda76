import { describe, expect, it } from 'vitest';
import type { FieldValue } from '../../../../src/features/prospects/contract.ts';
import { citedSentences } from './citations.ts';

const known = (evidenceId: string | null): FieldValue => ({
  field: 'title',
  value: 'x',
  raw: null,
  source: 'exa',
  sourceUrl: null,
  accession: null,
  evidenceId,
  fetchedAt: '2026-01-01T00:00:00Z',
  expiresAt: null,
  confidence: 1,
  verified: true,
  cost: 0,
  licence: null,
  matchId: null,
  chosen: true,
  conflict: false,
  standing: 'checked',
});
const summary = (...evidence: string[][]) => ({
  generatedAt: '2026-01-01T00:00:00Z',
  model: 'm',
  talkingPoints: [],
  wealthSignals: [],
  unknowns: [],
  evidenceHash: 'h',
  tokens: { input: 1, output: 1 },
  costUsd: 0,
  dropped: 0,
  sentences: evidence.map((ids, index) => ({ text: `Sentence ${index}.`, evidence: ids })),
});

describe('citedSentences', () => {
  it('numbers evidence by its first use and keeps the number', () => {
    const sentences = citedSentences(summary(['b'], ['a', 'b']), [known('a'), known('b')]);
    expect(sentences.map(({ citations }) => citations.map(({ number }) => number))).toEqual([[1], [2, 1]]);
  });

  it('gives no number to evidence that leads nowhere', () => {
    const sentences = citedSentences(summary(['gone', 'a']), [known('a'), known(null)]);
    expect(sentences[0]?.citations).toEqual([{ number: 1, evidenceId: 'a' }]);
  });

  it('cites twice-named evidence once', () => {
    expect(citedSentences(summary(['a', 'a']), [known('a')])[0]?.citations).toHaveLength(1);
  });
});
