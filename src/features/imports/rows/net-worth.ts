import { MAX_NET_WORTH } from './field-limits.ts';
import { saysNothing } from './text.ts';

export type ReadNetWorth = { ok: true; dollars: number | null } | { ok: false; reason: string };

/** No figure is longer; the patterns below are only meant for short texts. */
const MAX_FIGURE_CHARS = 64;

const UNITS: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ...['k', 'thousand'].map((word) => [word, 1e3] as const),
  ...['m', 'mm', 'mn', 'mio', 'mil', 'million', 'millions'].map((word) => [word, 1e6] as const),
  ...['b', 'bn', 'mrd', 'billion', 'billions'].map((word) => [word, 1e9] as const),
  ...['t', 'tn', 'trillion'].map((word) => [word, 1e12] as const),
]);

/** Signs and codes (ISO 4217) of other money than US dollars. */
const OTHER_MONEY =
  /[€£¥₹₽₩₪₺₴₫฿₱]|(?<![a-z])(?:A|C|S|R|NT|NZ|HK|SG|MX|AU|CA)\$|\b(?:eur|euros?|gbp|chf|jpy|cny|rmb|inr|rub|cad|aud|nzd|hkd|sgd|sek|nok|dkk|brl|mxn|krw|zar|aed|sar|try|pln|pounds?|yen|yuan|francs?|rupees?)\b/i;
const SHAPE =
  /^[~≈]?\s*(?:us\$|usd|\$)?\s*(\d[\d.,'’\s]*(?:e\+?\d{1,2})?)\s*([a-z]*)\.?\s*\+?\s*(?:us\$|usd|us dollars?|dollars?|\$)?$/i;

/**
 * A sum in whole US dollars: `$1.2B`, `1,200,000`, `1.2 million USD`, `1'200'000`, `1.5E+9`. Cents are rounded.
 * Refused: other currencies, ranges, and `1.200`, which is 1 200 to one reader and 1.2 to the next.
 */
export function readNetWorth(cell: string): ReadNetWorth {
  if (saysNothing(cell)) return { ok: true, dollars: null };
  if (cell.length <= MAX_FIGURE_CHARS && OTHER_MONEY.test(cell))
    return { ok: false, reason: 'Only US dollars are taken' };
  const parts = cell.length > MAX_FIGURE_CHARS ? null : SHAPE.exec(cell);
  const word = parts?.[2]?.toLowerCase() ?? '';
  const unit = UNITS.get(word);
  if (parts === null || unit === undefined) {
    return { ok: false, reason: 'This is not a sum of money: write it like 1200000 or $1.2M' };
  }
  const digits = (parts[1] ?? '').replace(/[\s'’]/g, '');
  if (word === '' && /^[1-9]\d{0,2}\.\d{3}$/.test(digits)) {
    return { ok: false, reason: 'This can be read in two ways: write it without a dot, or with its unit' };
  }
  const number = numberOf(digits);
  if (number === null) return { ok: false, reason: 'This is not a number: write it like 1200000 or 1,200,000' };
  const dollars = Math.round(number * unit);
  if (dollars > MAX_NET_WORTH) return { ok: false, reason: 'This is more than anyone owns: is the unit right?' };
  return { ok: true, dollars };
}

/** Digits grouped by commas, by dots, or not at all. The last separator is the decimal one where it can be. */
function numberOf(digits: string): number | null {
  if (/^\d+(?:\.\d+)?(?:e\+?\d+)?$/i.test(digits)) return Number(digits);
  // 1,200,000.50, and the Indian 1,20,00,000
  if (/^\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?$/.test(digits)) return Number(digits.replaceAll(',', ''));
  // 1.200.000,50
  if (/^\d{1,3}(?:\.\d{3})+,\d+$|^\d{1,3}(?:\.\d{3}){2,}$/.test(digits)) {
    return Number(digits.replaceAll('.', '').replace(',', '.'));
  }
  if (/^\d+,\d+$/.test(digits)) return Number(digits.replace(',', '.'));
  return null;
}
