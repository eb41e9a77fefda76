import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type FaultRule, wrongTypes } from './faults.ts';
import type { Answer } from './types.ts';

const DELAY_MS = 1_000;
const DRIP_MS = 5_000;
/** A drip is sent in this many steps: enough to outlive a per-read timeout, few enough to keep timers cheap. */
const DRIP_STEPS = 20;

/** The body as the fault distorts it; the same body for faults that only touch the transport. */
function distorted(answer: Answer, rule: FaultRule | null): { status: number; type: string; body: string } {
  const type = answer.headers['content-type'] ?? 'application/octet-stream';
  const { status, body } = answer;
  if (rule?.fault === 'malformed') {
    const cut = body.slice(0, Math.floor(body.length / 2));
    return { status, type, body: `${cut}<<` };
  }
  if (rule?.fault === 'body') return { status: rule.status ?? 200, type, body: rule.body ?? '' };
  if (rule?.fault !== 'wrong-type') return { status, type, body };
  if (!type.startsWith('application/json')) return { status, type: 'application/json', body: '{"unexpected":7}' };
  return { status, type, body: JSON.stringify(wrongTypes(JSON.parse(body))) };
}

/** Writes the body bit by bit with equal pauses. */
async function drip(
  response: ServerResponse,
  body: Buffer,
  { ms = DRIP_MS, bytesPerSecond }: FaultRule,
  signal: AbortSignal,
): Promise<void> {
  const size = bytesPerSecond ?? Math.max(1, Math.ceil(body.length / DRIP_STEPS));
  const pause = bytesPerSecond === undefined ? ms / DRIP_STEPS : 1_000;
  for (let at = 0; at < body.length; at += size) {
    response.write(body.subarray(at, at + size));
    await sleep(pause, undefined, { signal });
  }
  response.end();
}

/**
 * Sends `answer`, or what the fault leaves of it.
 * Resolves to true when the whole answer was written; false when it was cut, never sent, or the client went away.
 */
export async function deliver(response: ServerResponse, answer: Answer, rule: FaultRule | null): Promise<boolean> {
  if (response.destroyed) return false;
  const gone = new AbortController();
  const closed = new Promise<void>((resolve) => {
    response.once('close', () => {
      gone.abort();
      resolve();
    });
  });
  const { status, type, body } = distorted(answer, rule);
  const bytes = Buffer.from(body, 'utf8');
  try {
    if (rule?.fault === 'reset') {
      response.socket?.resetAndDestroy();
      return false;
    }
    if (rule?.fault === 'hang') {
      await closed;
      return false;
    }
    if (rule?.fault === 'delay') await sleep(rule.ms ?? DELAY_MS, undefined, { signal: gone.signal });
    const streamed = answer.chunks !== undefined && rule === null;
    const length: Record<string, string> = streamed ? {} : { 'content-length': String(bytes.length) };
    response.writeHead(status, { ...answer.headers, 'content-type': type, ...length });
    if (rule?.fault === 'truncated') {
      const half = bytes.subarray(0, Math.floor(bytes.length / 2));
      await new Promise<void>((resolve) => response.write(half, () => resolve()));
      response.destroy();
      return false;
    }
    if (rule?.fault === 'drip') await drip(response, bytes, rule, gone.signal);
    else if (streamed) {
      for (const chunk of answer.chunks ?? []) response.write(chunk);
      response.end();
    } else response.end(bytes);
    await closed;
    return response.writableFinished;
  } catch (error) {
    if (gone.signal.aborted) return false;
    throw error;
  }
}
