import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FixRule, Plan } from '../../../../src/features/imports/contract.ts';
import { hasRule, overrideAt, planKey, withCell, withRule, withTarget } from './plan.ts';

const PLAN: Plan = { mapping: { Mail: 'email', Tel: 'phone' }, rules: {}, overrides: [] };

test('a rule is switched on once, and off without a trace', () => {
  const on = withRule(withRule(PLAN, 'Tel', 'country_from_phone', true), 'Tel', 'country_from_phone', true);
  expect(on.rules).toEqual({ Tel: ['country_from_phone'] });
  expect(hasRule(on, 'Tel', 'country_from_phone')).toBe(true);
  expect(withRule(on, 'Tel', 'country_from_phone', false)).toEqual(PLAN);
});

test('dates are read with the day first or the month first, never both', () => {
  const plan = withRule(withRule(PLAN, 'Born', 'day_first', true), 'Born', 'month_first', true);
  expect(plan.rules).toEqual({ Born: ['month_first'] });
});

test('the last value of a cell holds; none gives it back to the file', () => {
  const plan = withCell(withCell(PLAN, 4, 'Mail', 'a@x.example'), 4, 'Mail', 'b@x.example');
  expect(plan.overrides).toEqual([{ row: 4, column: 'Mail', value: 'b@x.example' }]);
  expect(overrideAt(plan, 4, 'Mail')).toBe('b@x.example');
  expect(overrideAt(plan, 5, 'Mail')).toBeUndefined();
  expect(withCell(plan, 4, 'Mail', null)).toEqual(PLAN);
});

test('whatever the order of the steps, plans that do the same have one key, and others another', () => {
  const rule = fc.constantFrom<FixRule>('title_case', 'lower_case', 'collapse_spaces');
  const step = fc.oneof(
    fc.tuple(fc.constant('rule' as const), fc.constantFrom('Mail', 'Tel'), rule),
    fc.tuple(fc.constant('cell' as const), fc.integer({ min: 2, max: 30 }), fc.constantFrom('Mail', 'Tel')),
  );
  fc.assert(
    fc.property(fc.uniqueArray(step, { selector: String, maxLength: 8 }), (steps) => {
      const make = (order: typeof steps) =>
        order.reduce<Plan>(
          (plan, one) =>
            one[0] === 'rule' ? withRule(plan, one[1], one[2], true) : withCell(plan, one[1], one[2], `v${one[1]}`),
          PLAN,
        );
      expect(planKey(make(steps.toReversed()))).toBe(planKey(make(steps)));
      if (steps.length > 0) expect(planKey(make(steps))).not.toBe(planKey(make(steps.slice(1))));
    }),
  );
  expect(planKey(withTarget(PLAN, 'Mail', 'skip'))).not.toBe(planKey(PLAN));
});
