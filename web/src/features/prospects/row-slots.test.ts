import { expect, test } from 'vitest';
import { nextSlots, type Slot } from './row-slots.ts';

const written = (slots: readonly Slot[]) => slots.map(({ slot, index }) => `${slot}:${index}`).join(' ');
const first = nextSlots([], [0, 1, 2, 3], true);

test('each row of a new list has an element of its own', () => {
  expect(written(first)).toBe('0:0 1:1 2:2 3:3');
});

test('a row that comes takes the element of one that went, and no element moves', () => {
  expect(written(nextSlots(first, [2, 3, 4, 5], false))).toBe('0:4 1:5 2:2 3:3');
  expect(written(nextSlots(first, [40, 41, 42, 43], false))).toBe('0:40 1:41 2:42 3:43');
});

test('at rest the elements stand in the order of the rows, each for the row it stood for', () => {
  expect(written(nextSlots(nextSlots(first, [2, 3, 4, 5], false), [2, 3, 4, 5], true))).toBe('2:2 3:3 0:4 1:5');
});

test('where fewer are drawn an element goes, and where more are, new ones come', () => {
  const fewer = nextSlots(first, [3], false);
  expect(written(fewer)).toBe('3:3');
  expect(written(nextSlots(fewer, [2, 3, 4], true))).toBe('4:2 3:3 5:4');
});
