/** Keeps connections busy, as cheaply as Node can: what the generator takes is missing to what is measured. */
import { connect, type Socket } from 'node:net';

/** Longer than any request of a benchmark that is not stuck. */
const PATIENCE_MS = 60_000;
const HEAD_END = Buffer.from('\r\n\r\n');

export interface Request {
  readonly host: string;
  readonly path: string;
  readonly cookie?: string;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Load {
  readonly port: number;
  readonly connections: number;
  readonly seconds: number;
  /** The request of a connection; each keeps to its own. */
  readonly request: (connection: number) => Request;
  /** The status that every answer must have; any other ends the run with an error. */
  readonly status?: number;
}

export interface Loaded {
  readonly requests: number;
  readonly seconds: number;
  /** Milliseconds of each request. */
  readonly latencies: readonly number[];
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** One kept connection that sends one request after the other. Knows no more of HTTP than these answers need. */
export class Connection {
  readonly #socket: Socket;
  #received: Buffer = Buffer.alloc(0);
  #waiting: { resolve(answer: Answer): void; reject(error: Error): void } | undefined;

  constructor(port: number) {
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.#socket.setTimeout(PATIENCE_MS, () => this.#fail(new Error('A request was not answered in time.')));
    this.#socket.on('error', (error) => this.#fail(error));
    this.#socket.on('close', () => this.#fail(new Error('The connection was closed before the answer.')));
    this.#socket.on('data', (chunk: Buffer) => {
      this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
      this.#read();
    });
  }

  send(bytes: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(bytes);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(): void {
    const end = this.#received.indexOf(HEAD_END);
    if (end < 0) return;
    const head = this.#received.toString('latin1', 0, end);
    const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
    if (length === undefined) return this.#fail(new Error(`An answer has no content-length:\n${head}`));
    const from = end + HEAD_END.length;
    const to = from + Number(length);
    if (this.#received.length < to) return;
    const status = Number(head.slice(9, 12));
    const body = status < 300 ? '' : this.#received.toString('utf8', from, to);
    this.#received = this.#received.subarray(to);
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.resolve({ status, body });
  }

  #fail(error: Error): void {
    this.#waiting?.reject(error);
    this.#waiting = undefined;
    this.#socket.destroy();
  }
}

export function bytesOf({ host, path, cookie, method = 'GET', headers = {} }: Request): Buffer {
  const lines = [`${method} ${path} HTTP/1.1`, `host: ${host}`, 'accept: application/json'];
  if (cookie) lines.push(`cookie: ${cookie}`);
  for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`);
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`);
}

/** Sends for so many seconds, on each connection the next request as soon as the one before is answered. */
export async function load({ port, connections, seconds, request, status = 200 }: Load): Promise<Loaded> {
  const open = Array.from({ length: connections }, () => new Connection(port));
  const latencies: number[] = [];
  const begun = performance.now();
  const end = begun + seconds * 1_000;
  try {
    await Promise.all(
      open.map(async (connection, at) => {
        const asked = request(at);
        const bytes = bytesOf(asked);
        for (let now = performance.now(); now < end; ) {
          const answer = await connection.send(bytes);
          const later = performance.now();
          latencies.push(later - now);
          now = later;
          if (answer.status !== status)
            throw new Error(`${asked.host}${asked.path} answered ${answer.status}: ${answer.body}`);
        }
      }),
    );
    return { requests: latencies.length, seconds: (performance.now() - begun) / 1_000, latencies };
  } finally {
    for (const connection of open) connection.close();
  }
}
