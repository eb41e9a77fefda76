/** Small statistics, and how figures are written. */

/** The value below which this part of the sorted values lies (nearest rank). NaN of none. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN;
}

/** The middle value, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2;
}

/** Median with the least and the most of some rounds. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export const spread = (values: readonly number[]): Spread => ({
  median: median(values),
  min: Math.min(...values),
  max: Math.max(...values),
});

/** Three digits that count, thousands apart: 0.123, 12.3, 12 300. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const rounded = value === 0 ? 0 : Number(value.toPrecision(3));
  return Math.abs(rounded) >= 1_000
    ? Math.round(rounded).toLocaleString('en-US').replaceAll(',', ' ')
    : String(rounded);
}

/** `median (min–max)`; the median alone where all are equal. */
export function spreadText({ median: middle, min, max }: Spread): string {
  return min === max ? figure(middle) : `${figure(middle)} (${figure(min)}–${figure(max)})`;
}

export const megabytes = (bytes: number): number => bytes / 1024 / 1024;
