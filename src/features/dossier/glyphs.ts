/**
 * What the font of the file can show. Scripts whose letters change with their neighbours, or run from right to left, would
 * come out wrong even where the font has their signs, so that they count as signs it does not have.
 */
const READABLE = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}]+$/u;
/** What Unicode has for a sign that cannot be shown. */
const BOX = '\uFFFD';
/** Of a font without even that. */
const FALLBACK = '?';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** A text as the file shows it; `boxed` says that something of it could not be shown and stands as a box. */
export type Shown = { text: string; boxed: boolean };

/** Makes the function that replaces what a font cannot show, sign by sign as people count them. */
export const boxer = (canShow: (text: string) => boolean): ((text: string) => Shown) => {
  const box = canShow(BOX) ? BOX : FALLBACK;
  return (text) => {
    const plain = text.normalize('NFC').replace(/[\p{Cc}\p{Cf}]+/gu, (signs) => (/[\n\t]/.test(signs) ? ' ' : ''));
    if (READABLE.test(plain) && canShow(plain)) return { text: plain, boxed: false };
    let boxed = false;
    const shown = Array.from(graphemes.segment(plain), ({ segment }) => {
      if (READABLE.test(segment) && canShow(segment)) return segment;
      boxed = true;
      return box;
    });
    return { text: shown.join(''), boxed };
  };
};
