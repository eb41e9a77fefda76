import { describe, expect, it } from 'vitest';
import { fieldValue, profile, prospect } from '../test-support.ts';
import { choiceBefore, isChoosable, isTypable, withChoice } from './choose.ts';

const NOW = '2026-06-15T12:00:00Z';
const standings = (fields: ReturnType<typeof profile>['fields']) =>
  fields.map(({ source, value, chosen, standing }) => [source, value, chosen, standing]);

describe('withChoice', () => {
  it('shows what was chosen and keeps the others with their new standing', () => {
    const before = profile({
      fields: [
        fieldValue({ evidenceId: 'e1' }),
        fieldValue({ evidenceId: 'e2', source: 'exa', value: 'Countess', chosen: false, standing: 'outranked' }),
        fieldValue({ evidenceId: 'e3', source: 'edgar', value: 'Poet', chosen: false, standing: 'rejected' }),
        fieldValue({ field: 'phone', value: '1' }),
      ],
    });
    const after = withChoice(before, { field: 'title', value: 'Countess', evidenceId: 'e2' }, NOW);
    expect(after.prospect.title).toBe('Countess');
    expect(standings(after.fields)).toEqual([
      ['member', 'Countess', true, 'member'],
      ['apollo', 'Analyst', false, 'outranked'],
      ['exa', 'Countess', false, 'agrees'],
      ['edgar', 'Poet', false, 'rejected'],
      ['apollo', '1', true, 'best'],
    ]);
  });

  it('has one choice of a member for a field, the last', () => {
    const once = withChoice(profile(), { field: 'title', value: 'Countess' }, NOW);
    const twice = withChoice(once, { field: 'title', value: 'Poet' }, NOW);
    expect(standings(twice.fields)).toEqual([['member', 'Poet', true, 'member']]);
  });

  it('writes a figure as one, and leaves what is no field of the person', () => {
    const worth = withChoice(profile(), { field: 'netWorth', value: '1250000' }, NOW);
    expect(worth.prospect.netWorth).toBe(1_250_000);
    expect(withChoice(profile(), { field: 'netWorth', value: 'much' }, NOW).prospect.netWorth).toBeNull();
    expect(withChoice(profile(), { field: 'tags', value: 'x' }, NOW).prospect).toEqual(prospect());
    expect(withChoice(profile(), { field: 'insiderRole', value: 'CEO' }, NOW).prospect).toEqual(prospect());
  });
});

describe('choiceBefore', () => {
  it('is the member’s own choice, or none where the rules chose', () => {
    expect(choiceBefore([fieldValue()], 'title')).toBeNull();
    const own = fieldValue({ source: 'member', standing: 'member', value: 'Poet' });
    expect(choiceBefore([own, fieldValue({ field: 'phone' })], 'title')).toEqual({ field: 'title', value: 'Poet' });
    const stored = fieldValue({ chosen: false, value: 'Poet', evidenceId: 'e1' });
    expect(choiceBefore([own, stored], 'title')).toEqual({ field: 'title', value: 'Poet', evidenceId: 'e1' });
  });
});

describe('isTypable', () => {
  it('is a field of the person; what only sources tell is chosen among what they said', () => {
    expect(['title', 'insiderRole', 'name'].map((field) => [isChoosable(field), isTypable(field)])).toEqual([
      [true, true],
      [true, false],
      [false, false],
    ]);
  });
});
