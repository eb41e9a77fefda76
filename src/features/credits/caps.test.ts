import { describe, expect, it } from 'vitest';
import { bindingOf, type CapState, capsOf, type Standing } from './caps.ts';

const standing = (more: Partial<Standing> = {}): Standing => ({
  granted: 100,
  reserved: 10,
  spent: 20,
  refunded: 0,
  training: false,
  play_granted: 1_000,
  play_reserved: 0,
  play_spent: 5,
  plan: 200,
  month_from: '',
  month_to: '',
  day_used: 7,
  month_used: 30,
  member_used: 3,
  team_used: 0,
  run_budget: null,
  member_budget: null,
  team_budget: null,
  day_budget: null,
  month_budget: null,
  ...more,
});

describe('caps', () => {
  it('are the balance and the plan where nobody set others', () => {
    expect(capsOf(standing())).toEqual([
      { cap: 'balance', limit: 100, used: 30, left: 70 },
      { cap: 'plan', limit: 200, used: 30, left: 170 },
    ]);
  });
  it('are never below nothing left', () => {
    const caps = capsOf(standing({ day_budget: 5, member_budget: 4, month_budget: 30, run_budget: 6 }));
    expect(caps.map(({ cap, left }) => [cap, left])).toEqual([
      ['balance', 70],
      ['run', 6],
      ['member', 1],
      ['day', 0],
      ['month', 0],
      ['plan', 170],
    ]);
  });
  it('of training are those of its own credits', () =>
    expect(capsOf(standing({ training: true, day_budget: 0 }))).toEqual([
      { cap: 'balance', limit: 1_000, used: 5, left: 995 },
    ]));
});

describe('what binds', () => {
  const cap = (name: CapState['cap'], left: number): CapState => ({ cap: name, limit: left, used: 0, left });
  const cost = { median: 50, worst: 100, medianPerRun: 3, worstPerRun: 6 };
  it.each<[string, CapState[], ReturnType<typeof bindingOf>]>([
    ['nothing', [cap('balance', 100)], null],
    ['the worst case', [cap('balance', 99), cap('plan', 60)], { cap: 'plan', at: 'worst', left: 60 }],
    ['the median', [cap('balance', 99), cap('day', 49)], { cap: 'day', at: 'median', left: 49 }],
    ['one run', [cap('run', 5), cap('balance', 100)], { cap: 'run', at: 'worst', left: 5 }],
    ['one run in the median', [cap('run', 2)], { cap: 'run', at: 'median', left: 2 }],
  ])('is %s', (_, caps, bound) => expect(bindingOf(caps, cost)).toEqual(bound));
});
