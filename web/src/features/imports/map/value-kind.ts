/** What the values of a column look like, in words: a look at the samples, no verdict. The first that fits all of them holds. */
const KINDS: ReadonlyArray<{ word: string; fits: RegExp }> = [
  { word: 'E-mail addresses', fits: /^[^\s@]+@[^\s@]+\.[^\s@]+$/ },
  { word: 'LinkedIn pages', fits: /^(https?:\/\/)?([a-z]+\.)?linkedin\.com\//i },
  { word: 'Web addresses', fits: /^(https?:\/\/|www\.)\S+$|^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}$/i },
  { word: 'Dates', fits: /^(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})([ T]\d{1,2}:\d{2}.*)?$/ },
  {
    word: 'Amounts',
    fits: /^[-(]?\s*([$€£¥₹]|USD|EUR|GBP|CHF)\s*[\d.,'’ ]+\s*([kmb]|mn|bn)?\)?$|^[\d.,'’ ]+\s*([$€£¥₹]|USD|EUR|GBP|CHF)$/i,
  },
  {
    word: 'Phone numbers',
    fits: /^(\+|00)\d[\d ()./-]{5,}$|^\(\d{2,5}\)[\d ./-]{5,}$|^\d{3}[ .-]\d{3,4}[ .-]\d{3,4}$/,
  },
  { word: 'Yes or no', fits: /^(yes|no|true|false|y|n)$/i },
  { word: 'Numbers', fits: /^[-+]?\d[\d.,]*$/ },
];
/** Longer than this, on average, is prose. */
const PROSE_CHARS = 80;

/** Null where there is nothing to look at. */
export function valueKind(samples: readonly string[]): string | null {
  const values = samples.map((sample) => sample.trim()).filter((sample) => sample !== '');
  if (values.length === 0) return null;
  const found = KINDS.find(({ fits }) => values.every((value) => fits.test(value)));
  if (found !== undefined) return found.word;
  return values.reduce((sum, { length }) => sum + length, 0) / values.length > PROSE_CHARS ? 'Long text' : 'Text';
}
