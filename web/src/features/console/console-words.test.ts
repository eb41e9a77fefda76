import { describe, expect, it } from 'vitest';
import { detailWords, failureWords, flagStanding, limitWords, ruleWords } from './console-words.ts';

describe('flagStanding', () => {
  it('puts the kill switch above all, then rules, then the rest', () => {
    const rules = [{ on: true }];
    expect(flagStanding({ killed: true, enabled: true, rules }).word).toBe('Killed');
    expect(flagStanding({ killed: false, enabled: false, rules }).word).toBe('By rule');
    expect(flagStanding({ killed: false, enabled: true, rules: [] }).word).toBe('On');
    expect(flagStanding({ killed: false, enabled: false, rules: [] }).word).toBe('Off');
  });
});

describe('ruleWords', () => {
  it('names everyone where nothing narrows it', () => {
    expect(ruleWords({ on: false })).toBe('Off for everyone');
  });

  it('names each part, and whom the share is of', () => {
    expect(ruleWords({ on: true, plans: ['pro', 'enterprise'], percent: 20 })).toBe(
      'On for plan Pro or Enterprise, 20% of workspaces',
    );
    expect(ruleWords({ on: true, tenants: ['a'], percent: 5, by: 'member' })).toBe('On for 1 workspace, 5% of members');
    expect(ruleWords({ on: true, plans: [] })).toBe('On for no plan');
  });
});

describe('detailWords', () => {
  it('begins with the reason', () => {
    expect(detailWords({ amount: 5000, reason: 'Pilot' })).toBe('“Pilot”, Amount: 5,000');
    expect(detailWords({})).toBe('');
  });
});

describe('limitWords', () => {
  it('gives a time as a time, and shows what it does not know', () => {
    expect(limitWords('statementTimeoutMs', 10_000)).toEqual({ title: 'Time of one query', figure: '10 s' });
    expect(limitWords('newLimit', 1200)).toEqual({ title: 'New limit', figure: '1,200' });
  });
});

describe('failureWords', () => {
  it('never says none where there was one', () => {
    expect(failureWords(1203, 3)).toBe('3 failed (under 1%)');
    expect(failureWords(40, 8)).toBe('8 failed (20%)');
    expect(failureWords(9, 0)).toBe('none failed');
  });
});
