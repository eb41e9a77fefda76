import { describe, expect, it } from 'vitest';
import { draftOf, emptyDraft, problemOf, ruleOf } from './rule-draft.ts';

const ID = '0190b6a4-7c1e-7000-8000-000000000001';

describe('ruleOf', () => {
  it('leaves out what is empty: it narrows nothing', () => {
    expect(ruleOf(emptyDraft(0))).toEqual({ on: true });
  });

  it('takes names however they are separated, each once', () => {
    expect(ruleOf({ ...emptyDraft(0), members: 'ada, bob\nada;  eve' }).members).toEqual(['ada', 'bob', 'eve']);
  });

  it('gives back the rule that it was made of', () => {
    const rule = { on: false, plans: ['pro' as const], tenants: [ID], percent: 12.5, by: 'member' as const };
    expect(ruleOf(draftOf(rule, 1))).toEqual(rule);
  });

  it('keeps a share of nothing apart from no share', () => {
    expect(ruleOf({ ...emptyDraft(0), percent: '0' })).toEqual({ on: true, percent: 0, by: 'tenant' });
  });
});

describe('problemOf', () => {
  it('refuses what is no id of a workspace, and a share out of bounds', () => {
    expect(problemOf({ ...emptyDraft(0), tenants: `${ID} acme` })).toContain('acme');
    expect(problemOf({ ...emptyDraft(0), percent: '101' })).not.toBeNull();
    expect(problemOf({ ...emptyDraft(0), percent: 'x' })).not.toBeNull();
    expect(problemOf({ ...emptyDraft(0), tenants: ID, percent: '100' })).toBeNull();
  });
});
