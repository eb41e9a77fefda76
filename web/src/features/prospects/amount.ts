const FACTORS: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, b: 1e9 };
/** What the API takes: fifteen digits. */
const DOLLARS_MAX = 999_999_999_999_999;

/** Whole dollars of an amount as people type it: `250k`, `1.5m`, `$2,000,000`. Empty of nothing, undefined of no amount. */
export function readAmount(text: string): string | undefined {
  const bare = text.replace(/[\s$,]/g, '').toLowerCase();
  if (bare === '') return '';
  const [, figure, unit = ''] = /^(-?\d+(?:\.\d+)?)([kmb]?)$/.exec(bare) ?? [];
  if (figure === undefined) return undefined;
  const dollars = Math.round(Number(figure) * (FACTORS[unit] ?? 1));
  return Math.abs(dollars) > DOLLARS_MAX ? undefined : String(dollars);
}
