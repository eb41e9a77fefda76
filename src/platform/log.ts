/** One line of JSON per event. Values that may be secret or personal are named by key and never written. */

const HIDDEN = /pass|secret|token|cookie|authorization|api.?key|email|phone/i;
/** Longest text kept of one value: a line is for reading, and a log sink cuts long ones anyway. */
const VALUE_MAX = 2000;

const clean = (key: string, value: unknown): unknown => {
  if (HIDDEN.test(key)) return value === undefined ? undefined : '[hidden]';
  if (value instanceof Error) return describeError(value);
  if (typeof value === 'string' && value.length > VALUE_MAX) return `${value.slice(0, VALUE_MAX)}…`;
  return value;
};

/** Frames of a stack that are kept. */
const FRAMES_MAX = 8;

/**
 * An error as plain data, with its causes. A failed query's own message holds the values it was given, which may be
 * people's: its text is left out, and its cause tells what was wrong.
 */
export const describeError = (error: unknown): unknown => {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, stack, cause } = error;
  const code = 'code' in error ? error.code : undefined;
  const message = 'params' in error ? 'Failed query' : error.message;
  const frames = stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, FRAMES_MAX);
  return { name, message, code, stack: frames, cause: cause && describeError(cause) };
};

export type Log = {
  /** Plain fields that we named ourselves, none of them secret: written as they are, at a fraction of the cost. */
  line(event: string, fields: Record<string, string | number | undefined>): void;
  info(event: string, fields?: Record<string, unknown>): void;
  warn(event: string, fields?: Record<string, unknown>): void;
  error(event: string, fields?: Record<string, unknown>): void;
};

/** A log whose every line carries `base`: the request's or the job's ids. */
export const makeLog = (base: Record<string, unknown>): Log => {
  const write =
    (level: 'info' | 'warn' | 'error') =>
    (event: string, fields: Record<string, unknown> = {}) => {
      const line = JSON.stringify({ level, event, ...base, ...fields }, clean);
      console[level](line);
    };
  return {
    line: (event, fields) => console.info(JSON.stringify({ level: 'info', event, ...base, ...fields })),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
  };
};
