import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openingProblems, openingsOf, type Sample, type SeenCall } from './openings.ts';

const T = 1_800_000_000_000;
const at = (s: number, state: string, since: number): Sample => ({
  at: T + s * 1_000,
  states: { claude: { state, since: T + since * 1_000 } },
});
/** Out from 10 to 40 s: open at 14, again at 20, closed at 45. */
const SAMPLES = [
  { at: T, states: { claude: { state: 'closed', since: null } } },
  at(15, 'open', 14),
  { at: T + 16_000, states: undefined },
  at(19, 'half_open', 19),
  at(21, 'open', 20),
  at(44, 'half_open', 44),
  at(46, 'closed', 45),
];
const call = (s: number, failed: boolean, took = 0.1): SeenCall => ({
  provider: 'anthropic',
  at: T + s * 1_000,
  ended: T + (s + took) * 1_000,
  failed,
});
const CALLS = [
  ...Array.from({ length: 30 }, (_, n) => call(n / 4, n % 5 === 0)),
  call(9.5, false),
  ...Array.from({ length: 9 }, (_, n) => call(10 + n / 3, true)),
  call(19, true),
  call(44, false),
];
const NAMES = { claude: 'anthropic' };
const OUTS = [{ provider: 'anthropic', from: T + 10_000, to: T + 40_000 }];

test('openings tell what failed before them, what was let through, and what came of it', () => {
  const found = openingsOf(SAMPLES, CALLS, [], NAMES);
  assert.deepEqual(
    found.map(({ at, first, failed, probes, next }) => [(at - T) / 1_000, first, failed, probes, next?.state]),
    [
      [14, true, 9, 1, 'open'],
      [20, false, 1, 1, 'closed'],
    ],
  );
  assert.deepEqual(openingProblems(found, OUTS, [], NAMES), []);
});

for (const [what, calls, problem] of [
  ['one that opens late', [...CALLS, call(13, true), call(13.1, true)], /after 11 failures/],
  ['calls that are let through while it is open', [...CALLS, call(30, true), call(31, true)], /3 calls reached claude/],
] as const) {
  test(`${what}: is a problem`, () => {
    const problems = openingProblems(openingsOf(SAMPLES, calls, [], NAMES), OUTS, [], NAMES);
    assert.match(problems.join('\n'), problem);
  });
}

test('a breaker that never opens, or never closes again, is a problem; a probe that a kill took is none', () => {
  assert.match(openingProblems([], OUTS, [], NAMES).join(), /did not open/);
  const open = openingsOf(SAMPLES.slice(0, -1), CALLS, [], NAMES);
  assert.match(openingProblems(open, OUTS, [], NAMES).join(), /did not close/);
  const killed = openingsOf(SAMPLES, [...CALLS, call(30, true)], [], NAMES);
  assert.equal(openingProblems(killed, OUTS, [], NAMES).length, 1);
  assert.deepEqual(openingProblems(killed, OUTS, [T + 31_000], NAMES), []);
});

test('what a kill cut off did not fail before an opening', () => {
  const cut = Array.from({ length: 5 }, () => call(10, true, 3));
  const before = (kills: number[]) => openingsOf(SAMPLES, [...CALLS, ...cut], kills, NAMES)[0]?.failed;
  assert.deepEqual([before([]), before([T + 13_300])], [14, 9]);
});
