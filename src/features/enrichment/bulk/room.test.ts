import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CapState } from '../../credits/caps.ts';
import { OPEN_MAX, roomOf } from './room.ts';

const cap = (name: CapState['cap'], limit: number, used: number): CapState => ({
  cap: name,
  limit,
  used,
  left: Math.max(0, limit - used),
});
const none = { worst: 6, least: 1, aside: 0, running: 0 };

test('as many are begun as the credits suffice for, and no more than may be open', () => {
  expect(roomOf([cap('balance', 1_000, 0)], none)).toBe(OPEN_MAX);
  expect(roomOf([cap('balance', 1_000, 0), cap('batch', 20, 0)], none)).toBe(3);
  expect(roomOf([cap('balance', 1_000, 0)], { ...none, running: 40 })).toBe(10);
});

test('what open runs have put aside is theirs, and counted once', () => {
  // Two are open: one has put aside all it may need, the other nothing yet. Of 20 credits 8 are left for one more.
  expect(roomOf([cap('batch', 20, 6)], { ...none, aside: 6, running: 2 })).toBe(1);
});

test('the last is begun with what is left; then nobody, once those who are open have ended', () => {
  expect(roomOf([cap('batch', 20, 18)], none)).toBe(1);
  expect(roomOf([cap('batch', 20, 18)], { ...none, running: 1, aside: 2 })).toBe(0);
  expect(roomOf([cap('batch', 20, 20)], { ...none, running: 1, aside: 4 })).toBe(0);
  expect(roomOf([cap('balance', 99, 0), cap('batch', 20, 20)], none)).toEqual({ stop: 'batch' });
  expect(roomOf([cap('day', 5, 5)], none)).toEqual({ stop: 'day' });
});

test('what is free is stopped by nothing, nor a bulk that may spend nothing', () => {
  expect(roomOf([cap('balance', 0, 0)], { ...none, worst: 0, least: 0 })).toBe(OPEN_MAX);
  expect(roomOf([cap('balance', 99, 0), cap('batch', 0, 0)], none)).toBe(16);
  expect(roomOf([cap('run', 0, 0), cap('balance', 99, 0)], none)).toBe(16);
});

test('never are more open than may be, nor begun than are paid for, the last excepted', () => {
  const figure = fc.nat({ max: 400 });
  fc.assert(
    fc.property(figure, figure, fc.nat({ max: 60 }), fc.integer({ min: 1, max: 9 }), (limit, used, running, worst) => {
      const room = roomOf([cap('batch', limit, used)], { worst, least: 1, aside: 0, running });
      if (typeof room !== 'number') return running === 0 && used >= limit && limit > 0;
      const paid = limit === 0 || room * worst <= Math.max(0, limit - used) || (running === 0 && room === 1);
      return room + running <= Math.max(OPEN_MAX, running) && paid && (running > 0 || room > 0);
    }),
  );
});
