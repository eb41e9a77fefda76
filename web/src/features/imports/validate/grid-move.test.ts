import fc from 'fast-check';
import { expect, test } from 'vitest';
import { beginsValue, moved } from './grid-move.ts';

const SIZE = { rows: 10, columns: 4, page: 5 };
const press = (key: string, ctrlKey = false) => ({ key, ctrlKey, metaKey: false, altKey: false });

test('keys lead where a spreadsheet leads', () => {
  const at = { row: 4, column: 1 };
  expect(moved(at, press('ArrowDown'), SIZE)).toEqual({ row: 5, column: 1 });
  expect(moved(at, press('ArrowRight'), SIZE)).toEqual({ row: 4, column: 2 });
  expect(moved(at, press('Home'), SIZE)).toEqual({ row: 4, column: 0 });
  expect(moved(at, press('End'), SIZE)).toEqual({ row: 4, column: 3 });
  expect(moved(at, press('End', true), SIZE)).toEqual({ row: 9, column: 3 });
  expect(moved(at, press('Home', true), SIZE)).toEqual({ row: 0, column: 0 });
  expect(moved(at, press('PageDown'), SIZE)).toEqual({ row: 9, column: 1 });
  expect(moved(at, press('ArrowUp', true), SIZE)).toEqual({ row: 0, column: 1 });
  expect(moved(at, press('a'), SIZE)).toBeNull();
});

test('no key leads over an edge', () => {
  const keys = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp', 'PageDown'];
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 9 }),
      fc.array(fc.tuple(fc.constantFrom(...keys), fc.boolean()), { maxLength: 40 }),
      (rows, columns, presses) => {
        let at = { row: 0, column: 0 };
        for (const [key, ctrl] of presses) {
          at = moved(at, press(key, ctrl), { rows, columns, page: 7 }) ?? at;
          expect(at.row >= 0 && at.row < rows && at.column >= 0 && at.column < columns).toBe(true);
        }
      },
    ),
  );
});

test('a character begins a value; a command, an arrow and a shortcut do not', () => {
  expect(beginsValue(press('x'))).toBe(true);
  expect(beginsValue(press('é'))).toBe(true);
  expect(beginsValue(press('𝒳'))).toBe(true);
  expect(beginsValue(press('Enter'))).toBe(false);
  expect(beginsValue(press('c', true))).toBe(false);
});
