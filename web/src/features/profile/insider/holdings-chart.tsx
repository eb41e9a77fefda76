import { useMemo, useRef, useState } from 'react';
import { calendarDay, number } from '../../../lib/format.ts';
import { useWidth } from '../../../lib/use-width.ts';
import { type HoldingSeries, heldOn, scaleOf, stepPath } from './holdings-scale.ts';

const HEIGHT = 172;
/** Room for the figures at the left and the days below. */
const LEFT = 52;
const BOTTOM = 24;
const TOP = 8;
const RIGHT = 8;

/** Told apart by colour, and by their dashes where colours cannot be. */
const LINES = [
  { stroke: 'var(--accent)', dash: undefined },
  { stroke: 'var(--good)', dash: '6 3' },
  { stroke: 'var(--warn)', dash: '2 3' },
  { stroke: 'var(--bad)', dash: '8 3 2 3' },
  { stroke: 'var(--control)', dash: '1 4' },
];
const lineOf = (at: number) => LINES[at % LINES.length] ?? { stroke: 'var(--control)', dash: undefined };

const short = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });

interface HoldingsChartProps {
  /** What is charted, for those who hear it: `Common Stock`. */
  label: string;
  series: readonly HoldingSeries[];
}

/** Shares held over time, a step at each report. Pointer or arrow keys read off a day; the legend tells its figures. */
export function HoldingsChart({ label, series }: HoldingsChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const dates = useMemo(
    () => [...new Set(series.flatMap(({ points }) => points.map(({ date }) => date)))].sort(),
    [series],
  );
  const [at, setAt] = useState<number | null>(null);
  const last = dates.length - 1;
  const day = dates[Math.min(at ?? last, last)] ?? '';
  const end = width - RIGHT;
  const scale = useMemo(
    () =>
      scaleOf(series, {
        left: LEFT,
        top: TOP,
        width: Math.max(1, width - LEFT - RIGHT),
        height: HEIGHT - TOP - BOTTOM,
      }),
    [series, width],
  );
  const point = (clientX: number) => {
    const left = box.current?.getBoundingClientRect().left ?? 0;
    const x = clientX - left;
    let nearest = 0;
    for (const [index, date] of dates.entries()) {
      if (Math.abs(scale.x(date) - x) < Math.abs(scale.x(dates[nearest] ?? date) - x)) nearest = index;
    }
    setAt(nearest);
  };
  return (
    <figure>
      <div
        ref={box}
        role="slider"
        tabIndex={0}
        aria-label={`${label} held, by day of report`}
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={at ?? last}
        aria-valuetext={`${calendarDay(day)}: ${series.map((one) => `${one.label} ${number(heldOn(one, day)?.shares ?? 0)}`).join(', ')}`}
        className="touch-pan-y rounded-md"
        onPointerMove={(event) => point(event.clientX)}
        onPointerDown={(event) => point(event.clientX)}
        onPointerLeave={() => setAt(null)}
        onBlur={() => setAt(null)}
        onKeyDown={(event) => {
          const step = { ArrowLeft: -1, ArrowRight: 1, Home: -last, End: last }[event.key];
          if (step === undefined) return;
          event.preventDefault();
          setAt(Math.min(last, Math.max(0, (at ?? last) + step)));
        }}
      >
        <svg width={width} height={HEIGHT} className="num block" aria-hidden="true">
          {scale.lines.map((shares) => (
            <g key={shares}>
              <line x1={LEFT} x2={end} y1={scale.y(shares)} y2={scale.y(shares)} stroke="var(--line)" />
              <text x={LEFT - 8} y={scale.y(shares) + 4} textAnchor="end" fontSize="11" fill="var(--ink-3)">
                {short.format(shares)}
              </text>
            </g>
          ))}
          {scale.days.map(({ date, x }, index) => (
            <text
              key={date}
              x={x}
              y={HEIGHT - 6}
              textAnchor={x > end - 40 ? 'end' : index === 0 && x < LEFT + 40 ? 'start' : 'middle'}
              fontSize="11"
              fill="var(--ink-3)"
            >
              {date.endsWith('-01-01') ? date.slice(0, 4) : calendarDay(date)}
            </text>
          ))}
          {series.map((one, index) => (
            <path
              key={one.key}
              d={stepPath(one.points, scale, end)}
              fill="none"
              stroke={lineOf(index).stroke}
              strokeDasharray={lineOf(index).dash}
              strokeWidth="1.75"
              strokeLinejoin="round"
            />
          ))}
          {at !== null && (
            <>
              <line
                x1={scale.x(day)}
                x2={scale.x(day)}
                y1={TOP}
                y2={HEIGHT - BOTTOM}
                stroke="var(--ink-3)"
                strokeDasharray="2 2"
              />
              {series.map((one, index) => {
                const held = heldOn(one, day);
                return held === undefined ? null : (
                  <circle
                    key={one.key}
                    cx={scale.x(day)}
                    cy={scale.y(held.shares)}
                    r="3.5"
                    fill={lineOf(index).stroke}
                    stroke="var(--surface)"
                    strokeWidth="1.5"
                  />
                );
              })}
            </>
          )}
        </svg>
      </div>
      <figcaption className="num mt-2 flex flex-wrap gap-x-4 gap-y-1 text-xs">
        <span className="text-ink-3">{at === null ? 'Last reported' : calendarDay(day)}</span>
        {series.map((one, index) => {
          const held = heldOn(one, day);
          return (
            <span key={one.key} className="inline-flex min-w-0 items-center gap-1.5">
              <svg width="18" height="8" aria-hidden="true" className="shrink-0">
                <line
                  x1="0"
                  x2="18"
                  y1="4"
                  y2="4"
                  stroke={lineOf(index).stroke}
                  strokeDasharray={lineOf(index).dash}
                  strokeWidth="2"
                />
              </svg>
              <span className="text-ink-2">{one.label}</span>
              {held === undefined ? (
                '–'
              ) : (
                <a
                  href={held.url}
                  target="_blank"
                  rel="noopener noreferrer"
                  title={`Form ${held.form} of ${calendarDay(held.date)}`}
                  className="rounded-sm font-medium underline decoration-line-strong underline-offset-2 hover:decoration-current"
                >
                  {number(held.shares)}
                  <span className="sr-only">, the filing (opens in a new tab)</span>
                </a>
              )}
            </span>
          );
        })}
      </figcaption>
    </figure>
  );
}
