/** Speaks to the debugger of a Worker's isolate (https://chromedevtools.github.io/devtools-protocol/v8/). */
import { setTimeout as delay } from 'node:timers/promises';
import WebSocket from 'ws';
import * as z from 'zod';
import { within } from '../dev/process/wait.ts';

const Reply = z.object({
  id: z.number(),
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
});

/** Much longer than a collection of a full heap takes; an isolate that is killed or stuck never answers. */
const ANSWER_MS = 60_000;

export interface Inspector {
  /** Fails where it is refused, and where there is no answer in time. */
  send(method: string, params?: object): Promise<unknown>;
  close(): void;
}

export async function openInspector(url: string): Promise<Inspector> {
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let last = 0;
  socket.on('message', (data) => {
    const reply = Reply.safeParse(JSON.parse(String(data)));
    if (!reply.success) return; // an event
    const { id, result, error } = reply.data;
    if (error) waiting.get(id)?.reject(new Error(error.message));
    else waiting.get(id)?.resolve(result);
    waiting.delete(id);
  });
  return {
    send: async (method, params = {}) => {
      last += 1;
      const id = last;
      const answer = new Promise<unknown>((resolve, reject) => waiting.set(id, { resolve, reject }));
      socket.send(JSON.stringify({ id, method, params }));
      const late = Symbol('late');
      const result = await within(answer, ANSWER_MS, late);
      if (result === late) throw new Error(`The debugger did not answer ${method} within ${ANSWER_MS / 1_000} s.`);
      return result;
    },
    close: () => socket.close(),
  };
}

const Targets = z.array(z.object({ id: z.string(), webSocketDebuggerUrl: z.string() }));
const Usage = z.object({ usedSize: z.number(), backingStorageSize: z.number().default(0) });
/** Often enough to meet the peaks between two collections of garbage. */
const HEAP_LOOK_MS = 50;

/** The debugger of the product's isolate, among those of the runtime's own. */
export async function productInspector(url: string): Promise<Inspector> {
  const targets = Targets.parse(await (await fetch(new URL('/json', url.replace(/^ws/, 'http')))).json());
  const target = targets.find(({ id }) => id.endsWith('user:product'));
  if (!target) throw new Error(`The product's isolate is not among ${targets.map(({ id }) => id).join(', ')}.`);
  return openInspector(target.webSocketDebuggerUrl);
}

/** Watches the heap of the product's isolate. @returns what ends it, and gives the most bytes that were seen */
export async function heapWatch(url: string): Promise<{ stop(): Promise<number> }> {
  const inspector = await productInspector(url);
  let most = 0;
  let looking = false;
  const look = async () => {
    if (looking) return;
    looking = true;
    const { usedSize, backingStorageSize } = Usage.parse(await inspector.send('Runtime.getHeapUsage'));
    most = Math.max(most, usedSize + backingStorageSize);
    looking = false;
  };
  // One that fails is the last but that of the end, which says so.
  const timer = setInterval(() => look().catch(() => undefined), HEAP_LOOK_MS);
  return {
    async stop() {
      clearInterval(timer);
      looking = false;
      await look();
      inspector.close();
      return most;
    },
  };
}

/** Bytes that the product's isolate held at each look, its garbage collected first: the least and the most. */
export interface HeapKept {
  readonly least: number;
  readonly most: number;
}
/** Each look stops the isolate for some milliseconds. */
const KEPT_LOOK_MS = 1_000;

/** A Worker whose isolate can be looked into. */
export interface Inspected {
  readonly port: number;
  readonly inspectorUrl?: string | undefined;
}

/** Watches what the product's isolate keeps. @returns what ends it, and gives what was seen */
export async function keptHeapWatch(
  { port, inspectorUrl = '' }: Inspected,
  everyMs = KEPT_LOOK_MS,
): Promise<{ stop(): Promise<HeapKept> }> {
  const inspector = await productInspector(inspectorUrl);
  // An isolate that nothing is asked of hears its debugger only with the next request: one of nobody's host costs next to nothing.
  const heard = async (method: string): Promise<unknown> => {
    const answer = inspector.send(method);
    const [result] = await Promise.all([
      answer,
      fetch(`http://127.0.0.1:${port}/`).then((response) => response.text()),
    ]);
    return result;
  };
  let seen: HeapKept = { least: Number.POSITIVE_INFINITY, most: 0 };
  const look = async () => {
    await heard('HeapProfiler.collectGarbage');
    const { usedSize, backingStorageSize } = Usage.parse(await heard('Runtime.getHeapUsage'));
    const kept = usedSize + backingStorageSize;
    seen = { least: Math.min(seen.least, kept), most: Math.max(seen.most, kept) };
  };
  let isOver = false;
  // A look that fails is the last.
  const looks = (async () => {
    while (!isOver) {
      await look();
      await delay(everyMs);
    }
  })();
  looks.catch(() => undefined); // until it is stopped, which fails too
  return {
    async stop() {
      isOver = true;
      await looks;
      inspector.close();
      return seen;
    },
  };
}
