import { backoffMs } from '../../../lib/backoff.ts';
import { toFailure } from '../../../lib/failure.ts';
import { bytesOf, type Part, partBytesOf } from './parts.ts';

/** Parts on their way at once: enough to fill a line whose answers are slow, few enough to leave room for the rest of the page. */
export const LANES = 3;
/** Tries of one part. With the waits between them, a line that is gone for two minutes loses nothing. */
export const TRIES = 8;

/** Answers of the server that another try may change; every other refusal is final. */
const PASSING = new Set([0, 408, 425, 429, 500, 502, 503, 504]);

export interface SendParts {
  parts: readonly Part[];
  /** Numbers of the parts that the server has. */
  have: ReadonlySet<number>;
  /** Sends one part; `onSent` tells how many of its bytes are out. Rejects with `Failure`, or an AbortError. */
  send: (part: Part, onSent: (bytes: number) => void, signal: AbortSignal) => Promise<void>;
  onProgress: (bytes: number) => void;
  /** A part failed and waits (true); one came through again (false). */
  onWaiting?: (waiting: boolean) => void;
  /** Waits, or less where there is a reason to try at once (the line is back). */
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
  signal: AbortSignal;
}

const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';

/** Sends what the server does not have yet, a few parts side by side, each until it is through. Rejects with the first final failure. */
export async function sendParts({ parts, have, send, onProgress, onWaiting, wait, signal }: SendParts): Promise<void> {
  const queue = parts.filter(({ number }) => !have.has(number));
  const stop = new AbortController();
  const any = AbortSignal.any([signal, stop.signal]);
  const out = new Map<number, number>();
  const waiting = new Set<number>();
  let done = bytesOf(parts, have);
  const tell = () => onProgress(done + [...out.values()].reduce((sum, bytes) => sum + bytes, 0));

  const through = async (part: Part): Promise<void> => {
    for (let attempt = 0; ; attempt++) {
      any.throwIfAborted();
      try {
        await send(
          part,
          (bytes) => {
            out.set(part.number, Math.min(bytes, partBytesOf(part)));
            tell();
          },
          any,
        );
        out.delete(part.number);
        done += partBytesOf(part);
        if (waiting.delete(part.number) && waiting.size === 0) onWaiting?.(false);
        tell();
        return;
      } catch (error) {
        // What was out of a part that failed is not there: the bar goes back rather than lie.
        out.delete(part.number);
        tell();
        if (isAbort(error) || !PASSING.has(toFailure(error).status) || attempt + 1 >= TRIES) throw error;
        waiting.add(part.number);
        onWaiting?.(true);
        await wait(backoffMs(attempt, Math.random()), any);
      }
    }
  };
  const lane = async (): Promise<void> => {
    for (let part = queue.shift(); part !== undefined; part = queue.shift()) await through(part);
  };
  tell();
  try {
    await Promise.all(Array.from({ length: LANES }, lane));
  } catch (error) {
    stop.abort();
    throw error;
  }
}
