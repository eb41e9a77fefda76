import { describe, expect, it } from 'vitest';
import { FLAGS, type Flag } from '../../lib/flags.ts';
import { explain, seenBy } from './explain.ts';
import { providerState } from './health.ts';

const tenant = { id: '01900000-0000-7000-8000-000000000001', plan: 'pro' };
const flag = (parts: Partial<Flag>): Flag => ({ key: 'x', enabled: false, killed: false, rules: [], ...parts });
const why = (parts: Partial<Flag>) => {
  const { on, why: words } = explain('x', flag(parts), tenant);
  return [on, words];
};

const RULE = 'A rule decides for this workspace.';
const NONE = 'No rule decides: this is for everyone.';

describe('why a flag is what it is', () => {
  it('is the kill switch before all else', () => {
    expect(why({ killed: true, enabled: true, rules: [{ on: true }] })).toEqual([false, 'It is killed, for everyone.']);
  });

  it('is a rule where one decides, though it says the same as the rest', () => {
    expect(why({ enabled: true, rules: [{ plans: ['pro'], on: true }] })).toEqual([true, RULE]);
    expect(why({ enabled: true, rules: [{ tenants: [tenant.id], on: false }] })).toEqual([false, RULE]);
    expect(why({ enabled: false, rules: [{ percent: 100, on: true }] })).toEqual([true, RULE]);
  });

  it('is what holds for everyone where no rule is for the workspace', () => {
    expect(why({ enabled: true, rules: [{ plans: ['free'], on: false }] })).toEqual([true, NONE]);
    expect(why({ enabled: false, rules: [{ percent: 0, on: true }] })).toEqual([false, NONE]);
  });

  it('says so where members see different things, and only there', () => {
    const [, words] = why({ enabled: false, rules: [{ members: ['u'], on: true }] });
    expect(words).toMatch(/tell members apart/);
    expect(why({ enabled: true, rules: [{ members: ['u'], on: true }] })).toEqual([true, NONE]);
  });

  it('is the code’s own answer for a flag that is not on record', () => {
    for (const [key, { otherwise }] of Object.entries(FLAGS))
      expect(explain(key, undefined, tenant).on).toBe(otherwise);
    expect(explain('unheard-of', undefined, tenant).on).toBe(false);
  });
});

it('what the people of a workspace see', () => {
  expect(seenBy({ on: true })).toBe('on');
  expect(seenBy({ on: false })).toBe('off');
  expect(seenBy({ on: false, rules: [{ percent: 10, on: true }] })).toBe('some members');
  expect(seenBy({ on: true, rules: [{ percent: 10, on: true }] })).toBe('on');
});

it('how a provider fares, at the bounds', () => {
  expect([
    providerState(0, 0),
    providerState(100, 9),
    providerState(10, 1),
    providerState(100, 49),
    providerState(2, 1),
  ]).toEqual(['idle', 'well', 'struggling', 'struggling', 'failing']);
});
