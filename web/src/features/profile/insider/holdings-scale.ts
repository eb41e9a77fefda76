/** A holding as of a day, in shares; days as ISO dates (`2026-03-04`). */
export interface HoldingPoint {
  date: string;
  shares: number;
  /** The filing that says so, and its form. */
  url: string;
  form: string;
}

/** One line of the chart: a class of shares held in one way. */
export interface HoldingSeries {
  key: string;
  label: string;
  points: HoldingPoint[];
}

const DAY_MS = 24 * 60 * 60 * 1000;
const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS;

/** Lines across the chart at most: more are noise. */
const LINES_MAX = 4;

/** A round figure for the top of the chart and the step between its lines: 1, 2 or 5 times a power of ten. */
export function niceScale(max: number): { top: number; step: number } {
  if (max <= 0) return { top: 1, step: 1 };
  const rough = max / LINES_MAX;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5].find((times) => times * power >= rough) ?? 10) * power;
  // A share is never halved on the scale.
  const whole = Math.max(1, step);
  return { top: Math.ceil(max / whole) * whole, step: whole };
}

/** Days from the first point to the last; a single day has some room on both sides. */
export function dayRange(series: readonly HoldingSeries[]): { from: number; to: number } {
  const days = series.flatMap(({ points }) => points.map(({ date }) => dayOf(date)));
  const [from, to] = [Math.min(...days), Math.max(...days)];
  return from === to ? { from: from - 15, to: to + 15 } : { from, to };
}

/** Where a day and a figure lie, in the chart's own units. */
export interface Frame {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface Scale {
  x: (date: string) => number;
  y: (shares: number) => number;
  lines: number[];
  /** Years that begin within the range, or its two ends where none does. */
  days: { date: string; x: number }[];
}

export function scaleOf(series: readonly HoldingSeries[], { left, top, width, height }: Frame): Scale {
  const { from, to } = dayRange(series);
  const max = Math.max(...series.flatMap(({ points }) => points.map(({ shares }) => shares)), 0);
  const { top: most, step } = niceScale(max);
  const xOf = (day: number) => left + ((day - from) / (to - from)) * width;
  const iso = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10);
  const years: number[] = [];
  for (let year = new Date(from * DAY_MS).getUTCFullYear() + 1; dayOf(`${year}-01-01`) <= to; year++) years.push(year);
  // Not more than fit beside each other.
  const every = Math.max(1, Math.ceil(years.length / Math.max(1, Math.floor(width / 56))));
  const marks = years.filter((_, at) => at % every === 0).map((year) => dayOf(`${year}-01-01`));
  return {
    x: (date) => xOf(dayOf(date)),
    y: (shares) => top + height - (shares / most) * height,
    lines: Array.from({ length: Math.round(most / step) + 1 }, (_, at) => at * step),
    days: (marks.length > 0 ? marks : [from, to]).map((day) => ({ date: iso(day), x: xOf(day) })),
  };
}

/** A holding stays what it was until the next report: steps, no slopes. `until` is the end of the chart. */
export function stepPath(points: readonly HoldingPoint[], { x, y }: Pick<Scale, 'x' | 'y'>, until: number): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  const at = (value: number) => value.toFixed(1);
  const steps = rest.map((point) => `H${at(x(point.date))}V${at(y(point.shares))}`);
  return `M${at(x(first.date))} ${at(y(first.shares))}${steps.join('')}H${at(until)}`;
}

/** What a series holds on a day: its last report by then; undefined before the first. */
export const heldOn = ({ points }: Pick<HoldingSeries, 'points'>, date: string): HoldingPoint | undefined =>
  points.findLast((point) => point.date <= date);
