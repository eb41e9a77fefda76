import { expect, test } from 'vitest';
import { rulesFor } from './rule-words.ts';

test('each kind of column is offered what can mend it', () => {
  expect(rulesFor('phone')).toEqual(['drop_placeholders', 'collapse_spaces', 'country_from_phone', 'drop_unreadable']);
  expect(rulesFor('name')).toContain('split_name');
  expect(rulesFor('custom')).toEqual(expect.arrayContaining(['day_first', 'month_first']));
  expect(rulesFor('email')).not.toContain('title_case');
  expect(rulesFor('skip')).toEqual([]);
});
