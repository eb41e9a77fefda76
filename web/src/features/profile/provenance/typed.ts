/** `$1.2M` as people write it: figure and multiple. */
const AMOUNT = /^\$?\s*([\d,]+(?:\.\d+)?)\s*(k|m|b|thousand|million|billion)?$/i;
const TIMES: Record<string, number> = { k: 1e3, m: 1e6, b: 1e9, t: 1e3 };

/**
 * What was typed for a field, as the API takes it: money in whole dollars, other text trimmed. Null where it cannot be
 * taken.
 */
export function typedValue(field: string, text: string): string | null {
  const value = text.trim();
  if (value === '') return null;
  if (field !== 'netWorth') return value;
  const [, figure, unit] = AMOUNT.exec(value) ?? [];
  if (figure === undefined) return null;
  const times = unit === undefined ? 1 : (TIMES[unit.charAt(0).toLowerCase()] ?? 1);
  return String(Math.round(Number(figure.replaceAll(',', '')) * times));
}
