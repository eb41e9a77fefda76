import notoSans from '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf';
import { PDF, rgb } from '@libpdf/core';
import type { Block } from './content.ts';
import { boxer } from './glyphs.ts';
import { layOut, PAGE } from './layout.ts';

const FOOT_SIZE = 8;
const FOOT_SHADE = 0.42;
const BOXED =
  'Signs that the font of this file does not have stand as \uFFFD here. The profile in Edgewise shows them as they are.';

export type PdfAbout = { title: string; foot: string };

const shown = (block: Block, show: (text: string) => string): Block =>
  Object.fromEntries(Object.entries(block).map(([key, text]) => [key, key === 'kind' ? text : show(text)])) as Block;

/** A dossier as PDF, A4, with its own font in it: Latin, Greek and Cyrillic as they are, other scripts as boxes with a note. */
export const writePdf = async (blocks: readonly Block[], { title, foot }: PdfAbout): Promise<Uint8Array> => {
  const pdf = PDF.create();
  const font = pdf.embedFont(new Uint8Array(notoSans));
  const box = boxer((text) => font.canEncode(text));
  let boxed = false;
  const show = (text: string): string =>
    text
      .split('\n')
      .map((line) => {
        const one = box(line);
        boxed ||= one.boxed;
        return one.text;
      })
      .join('\n');
  const body = blocks.map((block) => shown(block, show));
  const footer = show(foot);
  const note: Block[] = boxed ? [{ kind: 'small', text: show(BOXED) }] : [];
  const pages = layOut([...body, ...note], (text, size) => font.getTextWidth(text, size));
  const grey = (shade: number) => rgb(shade, shade, shade);
  for (const [n, lines] of pages.entries()) {
    const page = pdf.addPage({ width: PAGE.width, height: PAGE.height });
    for (const { text, x, y, size, shade } of lines) page.drawText(text, { x, y, size, font, color: grey(shade) });
    const number = `${footer} · ${n + 1} / ${pages.length}`;
    page.drawText(number, {
      x: PAGE.margin,
      y: PAGE.margin - FOOT_SIZE,
      size: FOOT_SIZE,
      font,
      color: grey(FOOT_SHADE),
    });
  }
  pdf.setTitle(title);
  // The part of the font that the text needs, and no more.
  return pdf.save({ subsetFonts: true });
};
