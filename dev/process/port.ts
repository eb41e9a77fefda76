/** Ports of this machine's loopback. */
import { connect, createServer } from 'node:net';
import { waitUntil } from './wait.ts';

/** A loopback connection answers within microseconds; a second is for a machine that is busy. */
const PROBE_MS = 1_000;

/** How far to look for a free port to propose. */
const PROPOSALS = 100;

/** A port that is free now. Another process may take it before the caller does: be ready to ask again. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('The system gave no port');
  return address.port;
}

/**
 * Whether a port of this machine can be used under both names of `localhost`. Somebody who listens on only one of
 * 127.0.0.1 and ::1 counts as well: a browser would take him for us. Both asking and trying are needed, as macOS lets
 * one listen on an address while another has the wildcard.
 */
export async function isPortFree(port: number): Promise<boolean> {
  const answers = await Promise.all([answersAt('127.0.0.1', port), answersAt('::1', port)]);
  return !answers.includes(true) && (await canListen(port));
}

/**
 * Fails when the port is in use, naming it and how to choose another.
 * @param waitMs how long to wait for it to become free: for a runtime that is just ending.
 */
export async function assertPortFree(port: number, waitMs = 0): Promise<void> {
  if (await waitUntil(() => isPortFree(port), waitMs)) return;
  const other = await nextFree(port);
  throw new Error(`Port ${port} is in use. Stop what uses it or start with PORT=${other} npm start.`);
}

async function nextFree(port: number): Promise<number> {
  for (let other = port + 1; other <= Math.min(port + PROPOSALS, 65_535); other += 1) {
    if (await isPortFree(other)) return other;
  }
  return await freePort();
}

function answersAt(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(PROBE_MS, () => end(false));
    socket.once('connect', () => end(true)).once('error', () => end(false));
  });
}

async function canListen(port: number): Promise<boolean> {
  const server = createServer();
  return await new Promise((resolve) => {
    server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
