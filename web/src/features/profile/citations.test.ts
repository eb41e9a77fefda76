import { describe, expect, it } from 'vitest';
import { citedIds, citedSummary } from './citations.ts';

const known = (evidenceId: string | null) => ({ evidenceId });
const claims = (...evidence: string[][]) => evidence.map((ids, index) => ({ text: `Claim ${index}.`, evidence: ids }));
const summary = (...evidence: string[][]) => ({
  sentences: claims(...evidence),
  wealthSignals: [] as ReturnType<typeof claims>,
  talkingPoints: [] as ReturnType<typeof claims>,
});

describe('citedSummary', () => {
  it('numbers evidence by its first use and keeps the number', () => {
    const sentences = citedSummary(summary(['b'], ['a', 'b']), [known('a'), known('b')], []).sentences;
    expect(sentences.map(({ citations }) => citations.map(({ number }) => number))).toEqual([[1], [2, 1]]);
  });

  it('gives no number to evidence that leads nowhere', () => {
    const sentences = citedSummary(summary(['gone', 'a']), [known('a'), known(null)], []).sentences;
    expect(sentences[0]?.citations).toEqual([{ number: 1, evidenceId: 'a' }]);
  });

  it('cites twice-named evidence once', () => {
    expect(citedSummary(summary(['a', 'a']), [known('a')], []).sentences[0]?.citations).toHaveLength(1);
  });

  it('counts on through all parts, and leads to signals as well', () => {
    const all = { ...summary(['a']), wealthSignals: claims(['s']), talkingPoints: claims(['a']) };
    const cited = citedSummary(all, [known('a')], [{ id: 's' }]);
    expect(cited.wealthSignals[0]?.citations).toEqual([{ number: 2, evidenceId: 's' }]);
    expect(cited.talkingPoints[0]?.citations).toEqual([{ number: 1, evidenceId: 'a' }]);
  });
});

describe('citedIds', () => {
  it('is all that a summary rests on, and nothing without one', () => {
    expect(citedIds(null).size).toBe(0);
  });
});
