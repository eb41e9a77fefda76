import assert from 'node:assert/strict';
import { test } from 'node:test';
import { diceOf } from '../providers/hash.ts';
import { ASKED, faultRules, killPoints, outages } from './plan.ts';

test('the rules hit the share of calls that was asked for, each kind an equal part', () => {
  for (const provider of ASKED) {
    const rules = faultRules('a', 0.2).filter((rule) => rule.provider === provider);
    const dice = diceOf(provider);
    const hits = new Map<string, number>();
    for (let call = 0; call < 40_000; call += 1) {
      const rule = rules.find(({ rate }) => dice.chance(rate ?? 1));
      if (rule) hits.set(rule.fault, (hits.get(rule.fault) ?? 0) + 1);
    }
    const all = [...hits.values()].reduce((sum, n) => sum + n, 0);
    assert.ok(Math.abs(all / 40_000 - 0.2) < 0.01, `${all}`);
    assert.equal(hits.size, 8);
    for (const n of hits.values()) assert.ok(Math.abs(n / 40_000 - 0.025) < 0.005, `${n}`);
  }
});

test('kills follow from the seed, in order, the last when all runs are under way', () => {
  const points = killPoints('s', 1_000, 5, 40);
  assert.deepEqual(killPoints('s', 1_000, 5, 40), points);
  assert.notDeepEqual(killPoints('t', 1_000, 5, 40), points);
  assert.deepEqual(
    points.toSorted((a, b) => a - b),
    points,
  );
  assert.ok((points.at(-1) ?? 0) >= 960 && (points.at(-1) ?? 0) < 1_000);
});

test('outages follow from the seed, of different providers, in order, and a short test has none', () => {
  const all = outages('s', 1_000);
  assert.deepEqual(outages('s', 1_000), all);
  assert.notDeepEqual(outages('t', 1_000), all);
  assert.equal(new Set(all.map(({ provider }) => provider)).size, all.length);
  for (const [n, { after, ms }] of all.entries()) {
    assert.ok(after > (all[n - 1]?.after ?? 0) && after < 800);
    assert.ok(ms >= 30_000 && ms <= 40_000);
  }
  assert.deepEqual(outages('s', 24), []);
});
