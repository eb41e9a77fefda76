import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { heldOn, niceScale, scaleOf, stepPath } from './holdings-scale.ts';

const FRAME = { left: 0, top: 0, width: 100, height: 50 };
const series = (...points: [string, number][]) => ({
  key: 'a',
  label: 'A',
  points: points.map(([date, shares]) => ({ date, shares, url: '', form: '4' })),
});

describe('niceScale', () => {
  it('is round, holds the figure, and has few lines', () => {
    expect(niceScale(184_200)).toEqual({ top: 200_000, step: 50_000 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000_000 }), (max) => {
        const { top, step } = niceScale(max);
        expect(top).toBeGreaterThanOrEqual(max);
        expect(top / step).toBeLessThanOrEqual(5);
        expect(Number(step.toExponential().charAt(0))).toBeOneOf([1, 2, 5]);
      }),
    );
  });
});

describe('scaleOf', () => {
  it('puts the first day left, the last right, nothing at the bottom', () => {
    const scale = scaleOf([series(['2024-06-01', 50], ['2026-06-01', 100])], FRAME);
    expect([scale.x('2024-06-01'), scale.x('2026-06-01'), scale.y(0), scale.y(100)]).toEqual([0, 100, 50, 0]);
    expect(scale.days.map(({ date }) => date)).toEqual(['2025-01-01']);
  });

  it('bears a single report and none of anything', () => {
    const scale = scaleOf([series(['2026-06-01', 0])], FRAME);
    expect(scale.x('2026-06-01')).toBe(50);
    expect(scale.y(0)).toBe(50);
  });
});

describe('stepPath', () => {
  it('holds a figure until the next report', () => {
    const { points } = series(['2024-06-01', 50], ['2026-06-01', 100]);
    const scale = scaleOf([{ key: 'a', label: 'A', points }], FRAME);
    expect(stepPath(points, scale, 100)).toBe('M0.0 25.0H100.0V0.0H100.0');
    expect(stepPath([], scale, 100)).toBe('');
  });
});

describe('heldOn', () => {
  const one = series(['2024-06-01', 50], ['2026-06-01', 100]);
  it('is the last report by that day', () => {
    expect(['2024-05-31', '2024-06-01', '2026-05-31', '2027-01-01'].map((day) => heldOn(one, day)?.shares)).toEqual([
      undefined,
      50,
      50,
      100,
    ]);
  });
});
