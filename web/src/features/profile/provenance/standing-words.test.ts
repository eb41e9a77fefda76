import { describe, expect, it } from 'vitest';
import { fieldValue } from '../test-support.ts';
import { expiryWords, groupOf, standingWords } from './standing-words.ts';

const who = (memberId: string) => (memberId === 'u1' ? 'You' : 'Ada');

describe('standingWords', () => {
  it('says who chose a value, where that is known', () => {
    const chose = (setBy: string | null) => standingWords(fieldValue({ standing: 'member', setBy }), undefined, who);
    expect([chose('u1'), chose('u2'), chose(null)].map((text) => text.split(' chose')[0])).toEqual([
      'You',
      'Ada',
      'A member',
    ]);
  });

  it('says why another value goes first', () => {
    const loser = fieldValue({ chosen: false, standing: 'outranked' });
    expect(standingWords(loser, fieldValue({ standing: 'member' }), who)).toBe(
      'Says something else; what a member chose goes first.',
    );
    expect(standingWords(loser, fieldValue({ standing: 'checked' }), who)).toMatch(/has checked goes first/);
    expect(standingWords(loser, undefined, who)).toBe('Says something else.');
  });

  it('names the source that the workspace prefers, or never takes', () => {
    expect(standingWords(fieldValue({ standing: 'preferred', source: 'exa' }), undefined, who)).toMatch(/prefers Exa/);
    expect(standingWords(fieldValue({ standing: 'barred', source: 'exa' }), undefined, who)).toMatch(/never uses Exa/);
  });
});

describe('groupOf', () => {
  it('keeps what may not count apart from what merely lost', () => {
    expect(groupOf({ chosen: true, standing: 'best' })).toBe('shown');
    expect(groupOf({ chosen: false, standing: 'agrees' })).toBe('agrees');
    expect(groupOf({ chosen: false, standing: 'outranked' })).toBe('differs');
    for (const standing of ['unproven', 'rejected', 'barred', 'unlikely', 'elsewhere'] as const) {
      expect(groupOf({ chosen: false, standing })).toBe('unused');
    }
  });
});

describe('expiryWords', () => {
  const now = Date.parse('2026-06-15T12:00:00Z');
  it('tells the past from the future, and nothing of what does not grow old', () => {
    expect(expiryWords({ expiresAt: '2026-06-20T12:00:00Z' }, now)).toBe('Good until Jun 20');
    expect(expiryWords({ expiresAt: '2026-06-01T12:00:00Z' }, now)).toBe('Counts as old since Jun 1');
    expect(expiryWords({ expiresAt: null }, now)).toBeNull();
  });
});
