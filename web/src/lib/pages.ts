import type { InfiniteData } from '@tanstack/react-query';

/** One answer of a list, as every list of the API has it. */
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}
export type Pages<T> = InfiniteData<Page<T>, string | null>;

/**
 * All rows in order, each id once. A row that moved while one was paging (an update under "recently updated") may come
 * again on a later page: its first place counts.
 */
export function rowsOf<T extends { id: string }>(pages: ReadonlyArray<Page<T>> | undefined): T[] {
  const seen = new Set<string>();
  const rows: T[] = [];
  for (const page of pages ?? []) {
    for (const row of page.items) {
      if (seen.has(row.id)) continue;
      seen.add(row.id);
      rows.push(row);
    }
  }
  return rows;
}

/** The page parameter of the page after `last`; undefined ends the list. */
export const nextPage = (last: Page<unknown>): string | undefined => last.nextCursor ?? undefined;

/** `pages` with the row of that id replaced; the very same object where the row is not on any page. */
export function replaceRow<T extends { id: string }>(
  pages: Pages<T> | undefined,
  id: string,
  change: (row: T) => T,
): Pages<T> | undefined {
  if (!pages?.pages.some((page) => page.items.some((row) => row.id === id))) return pages;
  return {
    ...pages,
    pages: pages.pages.map((page) =>
      page.items.some((row) => row.id === id)
        ? { ...page, items: page.items.map((row) => (row.id === id ? change(row) : row)) }
        : page,
    ),
  };
}

/** `pages` with the row replaced where it stands, or put first where it is new. */
export function upsertRow<T extends { id: string }>(pages: Pages<T> | undefined, row: T): Pages<T> | undefined {
  if (pages === undefined) return pages;
  const replaced = replaceRow(pages, row.id, () => row);
  if (replaced !== pages) return replaced;
  const [first, ...rest] = pages.pages;
  return first === undefined ? pages : { ...pages, pages: [{ ...first, items: [row, ...first.items] }, ...rest] };
}
