import { describe, expect, it } from 'vitest';
import { nextPage, type Pages, replaceRow, rowsOf, upsertRow } from './pages.ts';

interface Row {
  id: string;
  n: number;
}
const page = (...ids: string[]) => ({ items: ids.map((id) => ({ id, n: 0 })), nextCursor: null });
const pages = (...list: ReturnType<typeof page>[]): Pages<Row> => ({ pages: list, pageParams: list.map(() => null) });

describe('pages', () => {
  it('joins pages in order', () => {
    expect(rowsOf([page('a', 'b'), page('c')]).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  it('shows a row that moved to a later page once, where it came first', () => {
    expect(rowsOf([page('a', 'b'), page('b', 'c')]).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  it('ends at a page without a cursor', () => {
    expect(nextPage({ items: [], nextCursor: null })).toBeUndefined();
    expect(nextPage({ items: [], nextCursor: 'x' })).toBe('x');
  });

  it('replaces a row where it stands and leaves other pages the very same', () => {
    const before = pages(page('a'), page('b', 'c'));
    const after = replaceRow(before, 'c', (row) => ({ ...row, n: 1 }));
    expect(after?.pages[1]?.items).toEqual([
      { id: 'b', n: 0 },
      { id: 'c', n: 1 },
    ]);
    expect(after?.pages[0]).toBe(before.pages[0]);
  });

  it('changes nothing for a row that is not there', () => {
    const before = pages(page('a'));
    expect(replaceRow(before, 'x', (row) => row)).toBe(before);
  });

  it('puts a new row first, and an old one where it was', () => {
    const before = pages(page('a'), page('b'));
    expect(rowsOf(upsertRow(before, { id: 'new', n: 1 })?.pages).map(({ id }) => id)).toEqual(['new', 'a', 'b']);
    expect(rowsOf(upsertRow(before, { id: 'b', n: 1 })?.pages)).toEqual([
      { id: 'a', n: 0 },
      { id: 'b', n: 1 },
    ]);
  });

  it('makes no list out of none', () => {
    expect(upsertRow(undefined, { id: 'a', n: 0 })).toBeUndefined();
  });
});
