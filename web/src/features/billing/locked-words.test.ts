import { describe, expect, it } from 'vitest';
import { LOCKED_WORDS, lockedFor } from './locked-words.ts';

describe('lockedFor', () => {
  it('tells each state of the bill from the others', () => {
    expect(lockedFor({ billing: 'unpaid', gate: 'locked' })).toBe('unpaid');
    expect(lockedFor({ billing: 'canceled', gate: 'locked' })).toBe('canceled');
    expect(lockedFor({ billing: 'suspended', gate: 'closed' })).toBe('suspended');
    expect(lockedFor({ billing: 'trialing', gate: 'limited' })).toBe('trial_ended');
    expect(lockedFor({ billing: 'past_due', gate: 'limited' })).toBe('grace_ended');
    expect(lockedFor({ billing: 'past_due', gate: 'full' })).toBe('past_due');
    expect(lockedFor({ billing: 'active', gate: 'full' })).toBe('open');
  });

  it('offers no download to who is suspended', () => {
    expect(LOCKED_WORDS.suspended.data).toBe(false);
    expect(LOCKED_WORDS.unpaid.data).toBe(true);
  });
});
