import { describe, expect, it } from 'vitest';
import type { Source } from '../../../../src/features/prospects/contract.ts';
import type { EnrichmentState, FieldStatus, FieldValue } from '../../../../src/features/prospects/profile-contract.ts';
import { missingFields, missingWords, profileFields, readable, remarks, unprovenFields } from './fields.ts';
import { fieldValue, prospect as person } from './test-support.ts';

const prospect = person({
  country: 'United Kingdom',
  location: 'London',
  netWorth: 0,
  tags: ['vip'],
  notes: 'A note',
});
const value = (field: string, text: string, more: Partial<FieldValue> = {}): FieldValue =>
  fieldValue({ field, value: text, verified: true, standing: 'checked', ...more });
const names = (values: FieldValue[], cited: string[] = []) =>
  profileFields(prospect, values, new Set(cited)).map(({ field }) => field);

describe('profileFields', () => {
  it('shows known values in reading order, and a zero is one', () => {
    expect(names([])).toEqual(['name', 'email', 'title', 'company', 'country', 'location', 'netWorth']);
  });

  it('leaves out what only repeats a part, unless it is cited or disputed', () => {
    expect(names([])).not.toContain('firstName');
    expect(names([value('firstName', 'Ada', { evidenceId: 'e1' })], ['e1'])).toContain('firstName');
    expect(names([value('city', 'London'), value('city', 'Londres', { chosen: false })])).toContain('city');
  });

  it('puts the chosen value first and the losers after it, the newest first', () => {
    const values = [
      value('title', 'Advisor', { chosen: false, fetchedAt: '2025-01-01T00:00:00Z' }),
      value('title', 'Countess', { chosen: false, fetchedAt: '2025-06-01T00:00:00Z' }),
      value('title', 'Analyst'),
    ];
    const title = profileFields(prospect, values, new Set()).find(({ field }) => field === 'title');
    expect(title?.value).toBe('Analyst');
    expect(title?.others.map((other) => other.value)).toEqual(['Countess', 'Advisor']);
  });

  it('keeps the own value beside losers where none is chosen', () => {
    const [email] = profileFields(prospect, [value('email', 'x@y.z', { chosen: false })], new Set()).filter(
      ({ field }) => field === 'email',
    );
    expect(email).toMatchObject({ value: 'ada@example.com', origin: null });
    expect(email?.others).toHaveLength(1);
  });

  it('shows a field that is not one of ours at the end, in words', () => {
    expect(profileFields(prospect, [value('sharesHeld', '184,200')], new Set()).at(-1)?.label).toBe('Shares held');
  });
});

describe('remarks', () => {
  it('tells agreement from another value, and both from what may not count', () => {
    const same = value('title', ' analyst', { chosen: false, source: 'exa', standing: 'agrees' });
    const other = value('title', 'Countess', { chosen: false, standing: 'outranked' });
    const wrong = value('title', 'Poet', { chosen: false, standing: 'rejected' });
    const say = (...others: FieldValue[]) => Object.values(remarks({ others }));
    expect(say()).toEqual([null, null, null]);
    expect(say(same)).toEqual(['1 more source agrees', null, null]);
    expect(say(other, other, wrong)).toEqual([null, 'Apollo says otherwise', '1 not used']);
    expect(say(other, { ...other, source: 'exa' })[1]).toBe('Apollo and Exa say otherwise');
  });
});

describe('unprovenFields', () => {
  it('holds what is not shown because its record is not proven', () => {
    const waiting = value('insiderRole', 'Director', { chosen: false, standing: 'unproven' });
    const values = [waiting, value('title', 'Poet', { chosen: false, standing: 'unproven' }), value('phone', '1')];
    expect(unprovenFields(values, profileFields(prospect, values, new Set()))).toEqual([[waiting]]);
  });
});

describe('missingWords', () => {
  const say = (status: EnrichmentState['status'], fared?: FieldStatus['status'], asking: Source[] = []) =>
    missingWords('phone', { status, fields: fared ? [{ field: 'phone', status: fared, from: [], asking }] : [] });
  it('says why, and what may help', () => {
    expect(missingFields(profileFields(prospect, [], new Set())).map(({ label }) => label)).toEqual([
      'Phone',
      'LinkedIn',
    ]);
    expect(say('never')).toBe('Not looked for yet');
    expect(say('running')).toBe('Being looked for');
    expect(say('running', 'asking', ['apollo', 'exa'])).toBe('Asking Apollo and Exa');
    expect(say('running', 'not_found')).toBe('Being looked for');
    expect(say('done', 'not_found')).toBe('No source knows it');
    expect(say('partial', 'failed')).toMatch(/failed$/);
    expect(say('done', 'skipped')).toMatch(/no source for it was asked$/);
  });
});

describe('readable', () => {
  it('shows dollars as dollars and leaves text that is none', () => {
    expect(readable('netWorth', '1250000')).toBe('$1,250,000');
    expect(readable('netWorth', 'over 1M')).toBe('over 1M');
    expect(readable('title', '1250000')).toBe('1250000');
  });
});
