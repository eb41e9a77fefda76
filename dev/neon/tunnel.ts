/** The WebSocket end of Neon: PostgreSQL's own protocol in binary frames, carried to the server as it is. */
import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';

/** What may wait for a slow reader before the server is asked to pause. */
const HIGH_WATER = 1024 * 1024;

export interface Tunnels {
  /** Takes over an upgrade request. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Cuts all tunnels. */
  stop(): void;
}

/**
 * @param latency milliseconds by which each answer is held back, asked anew for each
 * @param onOpen called for each tunnel
 */
export function makeTunnels(host: string, port: number, latency: () => number, onOpen: () => void): Tunnels {
  const server = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  return {
    accept(request, socket, head) {
      server.handleUpgrade(request, socket, head, (ws) => {
        onOpen();
        carry(ws, host, port, latency);
      });
    },
    stop() {
      for (const ws of server.clients) ws.terminate();
      server.close();
    },
  };
}

function carry(ws: WebSocket, host: string, port: number, latency: () => number): void {
  const tcp = connect({ host, port, noDelay: true });
  const later = inOrder(latency);

  ws.on('message', (data: RawData) => {
    const free = Array.isArray(data) ? tcp.write(Buffer.concat(data)) : tcp.write(new Uint8Array(data));
    if (!free) ws.pause();
  });
  tcp.on('drain', () => ws.resume());
  ws.on('close', () => tcp.end()).on('error', () => tcp.destroy());

  let waiting = 0;
  tcp.on('data', (chunk: Buffer) => {
    waiting += chunk.length;
    if (waiting > HIGH_WATER) tcp.pause();
    later(() =>
      ws.send(chunk, () => {
        waiting -= chunk.length;
        if (waiting <= HIGH_WATER) tcp.resume();
      }),
    );
  });
  tcp.on('close', () => later(() => ws.close(1000)));
  tcp.on('error', () => ws.close(1011, 'the database is not reachable'));
}

/** Runs actions after the latency of the moment, but never before one that came earlier. */
function inOrder(latency: () => number): (action: () => void) => void {
  let last = 0;
  return (action) => {
    const now = performance.now();
    last = Math.max(last, now + latency());
    if (last <= now) action();
    else setTimeout(action, last - now);
  };
}
