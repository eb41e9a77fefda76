import { describe, expect, it } from 'vitest';
import { addSample, paceOf, type Sample } from './pace.ts';

const at = (seconds: number, rows: number, bytes: number): Sample => ({ at: seconds * 1000, rows, bytes });
const all = (...samples: Sample[]) => samples.reduce<Sample[]>((list, next) => addSample(list, next), []);

describe('pace', () => {
  it('says nothing before it is steady', () => {
    expect(paceOf([], 100)).toEqual({ rowsPerSecond: null, bytesPerSecond: null, leftMs: null });
    expect(paceOf(all(at(0, 0, 0), at(1, 100, 10)), 100).rowsPerSecond).toBeNull();
  });

  it('takes rows a second and the time left from what was seen', () => {
    expect(paceOf(all(at(0, 0, 0), at(2, 200, 20), at(4, 400, 40)), 100)).toEqual({
      rowsPerSecond: 100,
      bytesPerSecond: 10,
      leftMs: 6_000,
    });
  });

  it('follows a change of pace: what is long past no longer counts', () => {
    const slowThenFast = all(at(0, 0, 0), at(30, 30, 3), at(35, 530, 53), at(41, 1130, 113));
    expect(paceOf(slowThenFast, 213).rowsPerSecond).toBe(100);
  });

  it('starts anew where a run was taken up again further back', () => {
    expect(all(at(0, 0, 0), at(5, 500, 50), at(6, 400, 40))).toHaveLength(1);
  });

  it('promises no end while nothing moves', () => {
    expect(paceOf(all(at(0, 10, 10), at(5, 10, 10)), 100).leftMs).toBeNull();
  });
});
