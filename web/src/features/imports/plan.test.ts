import { expect, test } from 'vitest';
import type { Plan } from '../../../../src/features/imports/contract.ts';
import { planKey, withTarget } from './plan.ts';

const PLAN: Plan = { mapping: { Mail: 'email', Tel: 'phone' }, rules: {}, overrides: [] };

test('whatever the order of the columns, plans that do the same have one key, and others another', () => {
  expect(planKey({ ...PLAN, mapping: { Tel: 'phone', Mail: 'email' } })).toBe(planKey(PLAN));
  expect(planKey(withTarget(PLAN, 'Mail', 'email'))).toBe(planKey(PLAN));
  expect(planKey(withTarget(PLAN, 'Mail', 'skip'))).not.toBe(planKey(PLAN));
});
