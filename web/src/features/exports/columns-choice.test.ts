import { describe, expect, it } from 'vitest';
import { choicesLike, choicesOf, keysOf, readRemembered, toggled } from './columns-choice.ts';

const known = [
  { key: 'name', header: 'Name', kind: 'field' as const },
  { key: 'email', header: 'Email', kind: 'field' as const },
  { key: 'custom.Club', header: 'Custom: Club', kind: 'custom' as const },
  { key: 'createdAt', header: 'Edgewise: added', kind: 'record' as const },
];
const last = (columns: { key: string; on: boolean }[]) => ({ format: 'csv' as const, provenance: false, columns });

describe('the columns of an export', () => {
  it('are all fields and custom values at first', () => {
    expect(keysOf(choicesOf(known, null))).toEqual(['name', 'email', 'custom.Club']);
  });

  it('are the ones of the last time in their order, then what came since', () => {
    const choices = choicesOf(
      known,
      last([
        { key: 'email', on: true },
        { key: 'gone', on: true },
        { key: 'name', on: false },
      ]),
    );
    expect(choices.map(({ key, on }) => [key, on])).toEqual([
      ['email', true],
      ['name', false],
      ['custom.Club', true],
      ['createdAt', false],
    ]);
  });

  it('are those of the list in its order, and all others behind them, left out', () => {
    expect(
      choicesLike(known, ['createdAt', 'gone', 'custom.Club', 'createdAt']).map(({ key, on }) => [key, on]),
    ).toEqual([
      ['createdAt', true],
      ['custom.Club', true],
      ['name', false],
      ['email', false],
    ]);
  });

  it('are switched one by one', () => {
    expect(keysOf(toggled(choicesOf(known, null), 'email', false))).toEqual(['name', 'custom.Club']);
  });
});

describe('what the browser remembers', () => {
  it('is read back', () => {
    const value = { format: 'xlsx', provenance: true, columns: [{ key: 'name', on: true }] };
    expect(readRemembered(JSON.stringify(value))).toEqual(value);
  });

  it.each([null, '', '{', '{}', '{"format":"pdf","columns":[]}', '{"format":"csv","columns":3}', '[]', '"x"'])(
    'is nothing where it is %s',
    (text) => {
      expect(readRemembered(text)).toBeNull();
    },
  );
});
