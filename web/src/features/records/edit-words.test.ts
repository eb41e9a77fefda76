import { expect, test } from 'vitest';
import { doneWords, undoneWords } from './use-bulk-edit.ts';

const people = { total: 3, queued: 0, changed: 0, same: 0, refused: 0, undone: 0, kept: 0 };

test('what became of many is said in a line', () => {
  expect(doneWords({ state: 'done', change: { kind: 'delete' }, people: { ...people, changed: 2 } })).toBe(
    '2 people deleted',
  );
  expect(doneWords({ state: 'done', change: { kind: 'restore' }, people: { ...people, changed: 1, refused: 1 } })).toBe(
    '1 person restored, 1 could not be: their e-mail address is somebody else’s by now',
  );
  const three = { ...people, changed: 3 };
  expect(doneWords({ state: 'done', change: { kind: 'suppress' }, people: three })).toBe('3 people suppressed');
  expect(doneWords({ state: 'cancelled', change: { kind: 'join_list', listId: '1' }, people: three })).toBe(
    '3 people added to the list until it was stopped',
  );
  expect(undoneWords({ people: { ...people, undone: 2, kept: 1 } })).toBe(
    '2 people as before; 1 changed since and left as they are',
  );
});
