/** Most of an answer that is kept, in characters of JSON: the record of a call, not an archive of it. */
const KEPT_MAX = 32_000;

/** Text that the database takes: no NUL, no half of a character. */
const clean = (text: string): string => text.toWellFormed().replaceAll('\0', '');

const cleaned = (value: unknown): unknown => {
  if (typeof value === 'string') return clean(value);
  if (Array.isArray(value)) return value.map(cleaned);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [clean(key), cleaned(inner)]));
};

/** An answer as it is stored: as it came, or where it is long, its beginning as text. */
export const storable = (answer: unknown): unknown => {
  if (answer === null || answer === undefined) return null;
  const whole = cleaned(answer);
  const text = JSON.stringify(whole);
  return text.length <= KEPT_MAX ? whole : { cut: true, text: clean(text.slice(0, KEPT_MAX)) };
};
