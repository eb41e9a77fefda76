import { expect, test } from 'vitest';
import type { Plan } from '../../../../src/features/imports/contract.ts';
import { mergedPlan } from './kept-plan.ts';

const PLAN: Plan = { mapping: { Mail: 'email', Tel: 'phone' }, rules: {}, overrides: [] };

test('kept choices go over those of the server, for columns that the file has', () => {
  const kept = { mapping: { Mail: 'skip', Gone: 'title' }, rules: { Tel: ['collapse_spaces'] }, overrides: [] };
  expect(mergedPlan(JSON.stringify(kept), PLAN)).toEqual({
    mapping: { Mail: 'skip', Tel: 'phone' },
    rules: { Tel: ['collapse_spaces'] },
    overrides: [],
  });
});

test('where nothing readable was kept, the server’s plan stands', () => {
  for (const text of [null, '', '{', '{}', '"x"']) expect(mergedPlan(text, PLAN)).toEqual(PLAN);
});
