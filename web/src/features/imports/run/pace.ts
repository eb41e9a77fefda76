/** The stretch that a rate is taken from: short enough to follow a change, long enough to be calm. */
const WINDOW_MS = 10_000;
/** Below this the figures would jump about; say nothing yet. */
const SETTLED_MS = 1_500;

export interface Sample {
  at: number;
  rows: number;
  bytes: number;
}

export interface Pace {
  /** Null until it is steady. */
  rowsPerSecond: number | null;
  bytesPerSecond: number | null;
  leftMs: number | null;
}

/** Adds what was just seen and forgets what is older than the window (but for the last one, which is its edge). */
export function addSample(samples: readonly Sample[], next: Sample): Sample[] {
  const last = samples.at(-1);
  if (last !== undefined && (next.at <= last.at || next.bytes < last.bytes)) return [next];
  const recent = samples.filter((_, index) => {
    const after = samples[index + 1] ?? next;
    return next.at - after.at < WINDOW_MS;
  });
  return [...recent, next];
}

/** Rows a second, and the time left at this pace. */
export function paceOf(samples: readonly Sample[], bytesTotal: number): Pace {
  const first = samples[0];
  const last = samples.at(-1);
  if (first === undefined || last === undefined || last.at - first.at < SETTLED_MS) {
    return { rowsPerSecond: null, bytesPerSecond: null, leftMs: null };
  }
  const seconds = (last.at - first.at) / 1000;
  const bytesPerSecond = (last.bytes - first.bytes) / seconds;
  return {
    rowsPerSecond: (last.rows - first.rows) / seconds,
    bytesPerSecond,
    leftMs: bytesPerSecond > 0 ? (Math.max(0, bytesTotal - last.bytes) / bytesPerSecond) * 1000 : null,
  };
}
