import * as z from 'zod';
import { guardedFetch, jsonOf } from './fetch-guard.ts';

/** Longest wait for the page: a visitor would have left by then. */
const PROBE_MAX_MS = 5_000;
/** The answer is a line; more is somebody else's page. */
const BODY_MAX_BYTES = 64 * 1024;

/** `PROBE_URL` is where a stack without the internet looks instead: it is asked `/probe?url=…` and answers for the name. */
export type ProbeSettings = { PROBE_URL?: string };

/** `other` means that somebody answers who is not us; `failed` that nobody does, with the reason where it is known. */
export type Probe =
  | { kind: 'ours' }
  | { kind: 'other'; status: number }
  | { kind: 'failed'; error: 'dns' | 'tls' | 'refused' | 'timeout' | 'network' };

const noAnswer = z.object({ error: z.enum(['dns', 'tls', 'refused', 'timeout']) });

/** Fetches a page as a visitor would and compares what it says. Never throws. */
export const probePage = async (settings: ProbeSettings, url: string, expected: string): Promise<Probe> => {
  const address = settings.PROBE_URL ? `${settings.PROBE_URL}/probe?${new URLSearchParams({ url })}` : url;
  const called = await guardedFetch(address, {}, { timeoutMs: PROBE_MAX_MS, maxBytes: BODY_MAX_BYTES });
  if (called.kind === 'fault') return { kind: 'failed', error: called.fault === 'timeout' ? 'timeout' : 'network' };
  const { answer } = called;
  if (settings.PROBE_URL) {
    const none = noAnswer.safeParse(jsonOf(answer));
    if (none.success) return { kind: 'failed', error: none.data.error };
  }
  if (answer.status === 200 && answer.text.trim() === expected) return { kind: 'ours' };
  return { kind: 'other', status: answer.status };
};
