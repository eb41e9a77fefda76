import { backoffMs } from './backoff.ts';

/** Idle time after which the client asks whether the other side still lives; networks drop silent sockets after 60 s. */
export const PING_EVERY_MS = 25_000;
/** How long an answer to `ping` may take before the socket counts as dead. */
export const PONG_WITHIN_MS = 10_000;

/** connecting: the first try · open · down: lost, and being tried again. */
export type LiveStatus = 'connecting' | 'open' | 'down';

/** The part of a WebSocket that is used. */
export interface Socket {
  addEventListener(type: 'open' | 'close', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  send: (data: string) => void;
  close: () => void;
}

export interface LiveSocketOptions {
  connect: () => Socket;
  /** Each message but `pong`, unparsed. */
  onMessage: (data: string) => void;
  onStatus: (status: LiveStatus) => void;
  /** The socket is back after a loss: what was missed must be read again. */
  onReturn: () => void;
  random?: () => number;
}

/**
 * A WebSocket that comes back: tries again with growing, scattered waits, and finds out by itself when the other side
 * has gone without a word. `nudge` tries at once (the network is back, the tab is looked at again).
 */
export class LiveSocket {
  readonly #options: LiveSocketOptions;
  #socket: Socket | null = null;
  #attempt = 0;
  #everOpen = false;
  #stopped = false;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #alive: ReturnType<typeof setTimeout> | undefined;

  constructor(options: LiveSocketOptions) {
    this.#options = options;
  }

  start(): void {
    this.#stopped = false;
    this.#options.onStatus('connecting');
    this.#open();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#retry);
    this.#drop();
  }

  nudge(): void {
    if (this.#stopped || this.#socket !== null) return;
    clearTimeout(this.#retry);
    this.#open();
  }

  #open(): void {
    const socket = this.#options.connect();
    this.#socket = socket;
    // A socket that was dropped may still have news under way: only the present one is heard.
    socket.addEventListener('open', () => socket === this.#socket && this.#watch());
    socket.addEventListener('message', ({ data }) => socket === this.#socket && this.#receive(data));
    socket.addEventListener('close', () => this.#lose(socket));
  }

  #receive(data: unknown): void {
    // The first message, not the handshake, proves a working server: one that accepts and drops must not be hammered.
    if (this.#attempt > 0 || !this.#everOpen) this.#settle();
    this.#watch();
    if (typeof data === 'string' && data !== 'pong') this.#options.onMessage(data);
  }

  #settle(): void {
    const returned = this.#everOpen;
    this.#attempt = 0;
    this.#everOpen = true;
    this.#options.onStatus('open');
    if (returned) this.#options.onReturn();
  }

  /** Any news proves life; silence is asked about, and then taken for death. */
  #watch(): void {
    clearTimeout(this.#alive);
    this.#alive = setTimeout(() => {
      this.#socket?.send('ping');
      this.#alive = setTimeout(() => {
        const socket = this.#socket;
        if (socket !== null) this.#lose(socket);
      }, PONG_WITHIN_MS);
    }, PING_EVERY_MS);
  }

  #drop(): void {
    clearTimeout(this.#alive);
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #lose(socket: Socket): void {
    if (socket !== this.#socket) return;
    this.#drop();
    if (this.#stopped) return;
    this.#options.onStatus('down');
    const wait = backoffMs(this.#attempt, (this.#options.random ?? Math.random)());
    this.#attempt++;
    this.#retry = setTimeout(() => this.#open(), wait);
  }
}
