import type { Block } from './content.ts';

/** A4 in points, and what stays free at its edges. */
export const PAGE = { width: 595.28, height: 841.89, margin: 56 };
/** Room at the foot of each page for its number. */
const FOOT = 28;
const LABEL_WIDTH = 120;
const INDENT = 12;

/** One line of text at its place: `y` from the foot of the page, as PDF counts. `shade` from 0, black, to 1. */
export type Line = { text: string; x: number; y: number; size: number; shade: number };
export type Measure = (text: string, size: number) => number;

/** Breaks a text into lines that fit. A word that is longer than a line is broken where it must be. */
export const wrap = (text: string, width: number, size: number, measure: Measure): string[] => {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (measure(joined, size) <= width) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    while (measure(line, size) > width) {
      const cut = cutAt(line, width, size, measure);
      lines.push(line.slice(0, cut));
      line = line.slice(cut);
    }
  }
  if (line !== '') lines.push(line);
  return lines;
};

/** How many UTF-16 units of a word fit, at least one sign and never half of one. */
const cutAt = (word: string, width: number, size: number, measure: Measure): number => {
  let cut = 0;
  for (const sign of word) {
    if (cut > 0 && measure(word.slice(0, cut + sign.length), size) > width) break;
    cut += sign.length;
  }
  return cut;
};

const SIZES = { title: 20, about: 11, heading: 12, text: 10, note: 8 };
const LEADING = 1.4;
const SHADES = { ink: 0.1, note: 0.42 };

/** Lays blocks out on pages. A heading never stands alone at the foot of one. */
export const layOut = (blocks: readonly Block[], measure: Measure): Line[][] => {
  const pages: Line[][] = [[]];
  const top = PAGE.height - PAGE.margin;
  const bottom = PAGE.margin + FOOT;
  const width = PAGE.width - 2 * PAGE.margin;
  let y = top;
  const breakPage = () => {
    pages.push([]);
    y = top;
  };
  const need = (height: number) => {
    if (y - height < bottom && y < top) breakPage();
  };
  const put = (lines: readonly string[], x: number, size: number, shade: number) => {
    for (const text of lines) {
      need(size * LEADING);
      y -= size * LEADING;
      pages.at(-1)?.push({ text, x, y, size, shade });
    }
  };
  const flow = (text: string, size: number, shade: number, indent = 0) =>
    put(wrap(text, width - indent, size, measure), PAGE.margin + indent, size, shade);
  for (const block of blocks) {
    switch (block.kind) {
      case 'title':
        flow(block.text, SIZES.title, SHADES.ink);
        flow(block.about, SIZES.about, SHADES.note);
        break;
      case 'heading':
        need(SIZES.heading * 4);
        y -= SIZES.heading;
        flow(block.text, SIZES.heading, SHADES.ink);
        y -= 3;
        break;
      case 'fact': {
        const label = wrap(block.label, LABEL_WIDTH - INDENT, SIZES.text, measure);
        const value = wrap(block.value, width - LABEL_WIDTH, SIZES.text, measure);
        // A label stands beside the first lines of its value, on the same page.
        need(Math.max(label.length, Math.min(value.length, 2)) * SIZES.text * LEADING);
        const from = y;
        put(label, PAGE.margin, SIZES.text, SHADES.note);
        const under = y;
        y = from;
        const page = pages.length;
        put(value, PAGE.margin + LABEL_WIDTH, SIZES.text, SHADES.ink);
        put(
          wrap(block.note, width - LABEL_WIDTH, SIZES.note, measure),
          PAGE.margin + LABEL_WIDTH,
          SIZES.note,
          SHADES.note,
        );
        y = (pages.length === page ? Math.min(y, under) : y) - 4;
        break;
      }
      case 'item':
        flow(block.text, SIZES.text, SHADES.ink, INDENT);
        if (block.note !== undefined) flow(block.note, SIZES.note, SHADES.note, INDENT);
        y -= 3;
        break;
      case 'small':
        flow(block.text, SIZES.note, SHADES.note);
        y -= 2;
        break;
      default:
        for (const paragraph of block.text.split(/\n+/)) flow(paragraph, SIZES.text, SHADES.ink);
    }
  }
  return pages;
};
