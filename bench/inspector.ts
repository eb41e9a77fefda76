/** Speaks to the debugger of a Worker's isolate (https://chromedevtools.github.io/devtools-protocol/v8/). */
import WebSocket from 'ws';
import * as z from 'zod';

const Reply = z.object({ id: z.number(), result: z.unknown().optional(), error: z.object({ message: z.string() }).optional() });

export interface Inspector {
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
    send: (method, params = {}) =>
      new Promise((resolve, reject) => {
        last += 1;
        waiting.set(last, { resolve, reject });
        socket.send(JSON.stringify({ id: last, method, params }));
      }),
    close: () => socket.close(),
  };
}
