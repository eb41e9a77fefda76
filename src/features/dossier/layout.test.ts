import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block } from './content.ts';
import { boxer } from './glyphs.ts';
import { layOut, PAGE, wrap } from './layout.ts';

/** A font all of whose signs are as wide as half their size. */
const measure = (text: string, size: number) => [...text].length * size * 0.5;

describe('a text that is broken into lines', () => {
  it('fits, and loses nothing but spaces', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.integer({ min: 5, max: 300 }), (text, width) => {
        const lines = wrap(text, width, 10, measure);
        expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        for (const line of lines) expect([...line].length === 1 || measure(line, 10) <= width).toBe(true);
      }),
    );
  });
});

const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant('heading' as const), text: fc.lorem({ maxCount: 4 }) }),
  fc.record({ kind: fc.constant('text' as const), text: fc.lorem({ maxCount: 400 }) }),
  fc.record({ kind: fc.constant('item' as const), text: fc.lorem({ maxCount: 40 }), note: fc.lorem({ maxCount: 20 }) }),
  fc.record({
    kind: fc.constant('fact' as const),
    label: fc.lorem({ maxCount: 12 }),
    value: fc.lorem({ maxCount: 200 }),
    note: fc.lorem({ maxCount: 20 }),
  }),
);
const wordsOf = (blocks: readonly Block[]) =>
  blocks.flatMap((b) => Object.entries(b).flatMap(([key, text]) => (key === 'kind' ? [] : text.split(/\s+/)))).sort();

describe('blocks on pages', () => {
  it('stand within the margins, say all that they say, and no two lines overlap', () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 40 }), (blocks) => {
        const pages = layOut(blocks, measure);
        for (const line of pages.flat()) {
          expect(line.y).toBeGreaterThanOrEqual(PAGE.margin);
          expect(line.y + line.size).toBeLessThanOrEqual(PAGE.height - PAGE.margin + line.size);
          expect(line.x + measure(line.text, line.size)).toBeLessThanOrEqual(PAGE.width - PAGE.margin + 0.01);
        }
        for (const page of pages) {
          const columns = Map.groupBy(page, ({ x }) => x);
          for (const lines of columns.values()) {
            lines.forEach((line, i) => {
              const above = lines[i - 1];
              if (above) expect(above.y - line.y).toBeGreaterThanOrEqual(line.size);
            });
          }
        }
        expect(
          pages
            .flat()
            .flatMap(({ text }) => text.split(' '))
            .sort(),
        ).toEqual(wordsOf(blocks));
      }),
      { numRuns: 50 },
    );
  });

  it('never leave a heading alone at the foot of a page', () => {
    for (let n = 0; n < 80; n += 1) {
      const filler = Array.from({ length: n }, (): Block => ({ kind: 'small', text: 'x' }));
      const pages = layOut([...filler, { kind: 'heading', text: 'Head' }, { kind: 'text', text: 'Body' }], measure);
      expect(pages.some((page) => page.at(-1)?.text === 'Head')).toBe(false);
    }
  });
});

describe('what a font cannot show', () => {
  const show = boxer((text) => !/[\u3000-\u9fff\u0590-\u06ff]/.test(text) && !/\p{Extended_Pictographic}/u.test(text));

  it('is as it is in Latin, Greek and Cyrillic', () => {
    for (const text of ['Łukasz Żółć', 'Ζωή Παπαδοπούλου', 'Анна Ёлкина', 'Nguyễn Thị Hồng', '€ 5 × “x” – …']) {
      expect(show(text)).toEqual({ text, boxed: false });
    }
    expect(show('Zoe\u0308')).toEqual({ text: 'Zo\u00eb', boxed: false });
  });

  it('is a box for each sign as people count them, and said', () => {
    expect(show('Aki 株式会社 Ltd')).toEqual({ text: 'Aki \ufffd\ufffd\ufffd\ufffd Ltd', boxed: true });
    expect(show('שלום')).toEqual({ text: '\ufffd\ufffd\ufffd\ufffd', boxed: true });
    expect(show('owl 🦉🏽')).toEqual({ text: 'owl \ufffd', boxed: true });
  });

  it('never stands in the way: signs of direction and control are taken away', () => {
    expect(show('a\u202eb\u0007c\td')).toEqual({ text: 'abc d', boxed: false });
  });
});
