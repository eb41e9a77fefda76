import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { Ctx } from '../../ctx.ts';
import type { Suppression } from '../suppression/check.ts';
import { CELL_END, HIDDEN, SHOWN } from './cells.ts';
import { planOf, rawOf } from './page.ts';
import { pagesAfter } from './walk.ts';

/** A database whose answers come when they are told to, in whichever order; `asked` are those that are waited for. */
const heldDatabase = () => {
  const asked: { answer(rows: object[]): void; fail(error: Error): void }[] = [];
  const execute = () =>
    new Promise((resolve, reject) => {
      asked.push({ answer: (rows) => resolve({ rows }), fail: reject });
    });
  // All of it that reading pages takes.
  return { asked, ctx: { db: { execute } } as unknown as Ctx };
};

// The statements are not run here.
const suppression = { has: () => sql`false` } as unknown as Suppression;
const plan = planOf(
  { filter: {}, sort: 'newest', columns: ['name'], provenance: false, ids: undefined },
  'csv',
  suppression,
);

const pieceOf = (bytes: number, ...names: (string | null)[]) => ({
  text: names.map((name) => (name === null ? HIDDEN : `${SHOWN}${name}${CELL_END}`)).join(''),
  people: names.length,
  nulls: 0,
  bytes,
  id: `id of ${names.at(-1)}`,
  key: `key of ${names.at(-1)}`,
  ids: null,
});
const placeOf = (name: string) => ({ key: name, id: name });
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A walk behind a first page that was full, its four ranges known. What it has written so far is in `lines`. */
const walking = async () => {
  const { ctx, asked } = heldDatabase();
  const first = { ...rawOf([pieceOf(9, 'first')], { ids: false, first: true }), more: true };
  const lines: string[] = [];
  const lefts: number[] = [];
  const done = (async () => {
    for await (const page of pagesAfter(ctx, plan, {
      after: undefined,
      asOf: '2026-01-01T00:00:00.000Z',
      ids: false,
      first,
    })) {
      lines.push(...new TextDecoder().decode(page.bytes).trimEnd().split('\r\n'));
      lefts.push(page.left);
    }
  })();
  done.catch(() => undefined);
  await settled();
  asked[0]?.answer(['a', 'b', 'c'].map(placeOf));
  await settled();
  return { asked, lines, lefts, done };
};

describe('the pages of a file', () => {
  it('stand in order whichever range is answered first, three of them asked for at once', async () => {
    const { asked, lines, done } = await walking();
    expect([asked.length, lines]).toEqual([1 + 3, ['first']]);
    asked[3]?.answer([pieceOf(1, 'range 3')]);
    asked[2]?.answer([pieceOf(1, 'range 2')]);
    await settled();
    expect(lines).toEqual(['first']);
    asked[1]?.answer([pieceOf(1, 'range 1')]);
    await settled();
    expect(lines).toEqual(['first', 'range 1', 'range 2', 'range 3']);
    expect(asked.length).toBe(1 + 4);
    asked[4]?.answer([pieceOf(1, 'range 4')]);
    await done;
    expect(lines.at(-1)).toBe('range 4');
  });

  it('are made of their pieces in order, however these come, without those who are left out', async () => {
    const { asked, lines, lefts, done } = await walking();
    asked[1]?.answer([pieceOf(30, 'e', null), pieceOf(10, 'a', null, 'b'), pieceOf(20, 'c', 'd')]);
    for (const range of asked.slice(2)) range.answer([]);
    await settled();
    asked[4]?.answer([]);
    await done;
    expect(lines.filter((line) => line)).toEqual(['first', 'a', 'b', 'c', 'd', 'e']);
    expect(lefts.slice(0, 2)).toEqual([0, 2]);
  });

  it('end with the error of a range that fails, behind those before it and without those after it', async () => {
    const { asked, lines, done } = await walking();
    asked[3]?.answer([pieceOf(1, 'range 3')]);
    asked[2]?.fail(new Error('The database is gone.'));
    asked[1]?.answer([pieceOf(1, 'range 1')]);
    await expect(done).rejects.toThrow('The database is gone.');
    expect(lines).toEqual(['first', 'range 1']);
  });

  it('end with an error where a page has fewer rows than it says', async () => {
    const { asked, done } = await walking();
    asked[1]?.answer([{ ...pieceOf(1, 'range 1'), people: 2 }]);
    await settled();
    // Asked for again in the careful form, which says it again.
    asked.at(-1)?.answer([{ ...pieceOf(1, 'range 1'), text: '[["range 1"]]', people: 2 }]);
    await expect(done).rejects.toThrow('Of 2 people 1 are in a page.');
  });
});
