import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LiveSocket, type LiveStatus, PING_EVERY_MS, PONG_WITHIN_MS, type Socket } from './live-socket.ts';

class FakeSocket extends EventTarget {
  sent: string[] = [];
  closed = false;
  send(data: string) {
    this.sent.push(data);
  }
  close() {
    this.closed = true;
  }
  say(data: string) {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
  drop() {
    this.dispatchEvent(new Event('close'));
  }
}

const setUp = () => {
  const sockets: FakeSocket[] = [];
  const messages: string[] = [];
  const statuses: LiveStatus[] = [];
  const onReturn = vi.fn();
  const live = new LiveSocket({
    connect: () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket as unknown as Socket;
    },
    onMessage: (data) => messages.push(data),
    onStatus: (status) => statuses.push(status),
    onReturn,
    random: () => 1,
  });
  const last = () => {
    const socket = sockets.at(-1);
    if (socket === undefined) throw new Error('no socket yet');
    return socket;
  };
  return { live, sockets, messages, statuses, onReturn, last };
};

describe('LiveSocket', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is open with the first message, not with the handshake', () => {
    const { live, last, statuses, messages } = setUp();
    live.start();
    last().dispatchEvent(new Event('open'));
    expect(statuses).toEqual(['connecting']);
    last().say('{"type":"hello"}');
    expect(statuses).toEqual(['connecting', 'open']);
    expect(messages).toEqual(['{"type":"hello"}']);
  });

  it('waits longer each time while nobody answers', () => {
    const { live, sockets, last } = setUp();
    live.start();
    for (const wait of [1_000, 2_000, 4_000]) {
      const tries = sockets.length;
      last().drop();
      vi.advanceTimersByTime(wait - 1);
      expect(sockets).toHaveLength(tries);
      vi.advanceTimersByTime(1);
      expect(sockets).toHaveLength(tries + 1);
    }
  });

  it('tells of a return once it is back, and starts its waits anew', () => {
    const { live, last, sockets, onReturn, statuses } = setUp();
    live.start();
    last().say('hello');
    expect(onReturn).not.toHaveBeenCalled();
    last().drop();
    vi.advanceTimersByTime(1_000);
    last().say('hello');
    expect(onReturn).toHaveBeenCalledTimes(1);
    expect(statuses).toEqual(['connecting', 'open', 'down', 'open']);
    last().drop();
    vi.advanceTimersByTime(1_000);
    expect(sockets).toHaveLength(3);
  });

  it('asks a silent server for a sign of life and leaves one that gives none', () => {
    const { live, last, statuses, sockets } = setUp();
    live.start();
    last().say('hello');
    const first = last();
    vi.advanceTimersByTime(PING_EVERY_MS);
    expect(first.sent).toEqual(['ping']);
    vi.advanceTimersByTime(PONG_WITHIN_MS);
    expect(first.closed).toBe(true);
    expect(statuses.at(-1)).toBe('down');
    vi.advanceTimersByTime(1_000);
    expect(sockets).toHaveLength(2);
  });

  it('stays with a server that answers, and keeps the answer to itself', () => {
    const { live, last, messages } = setUp();
    live.start();
    last().say('hello');
    vi.advanceTimersByTime(PING_EVERY_MS);
    last().say('pong');
    vi.advanceTimersByTime(PONG_WITHIN_MS);
    expect(last().closed).toBe(false);
    expect(messages).toEqual(['hello']);
  });

  it('tries at once when nudged, and only where nothing is open', () => {
    const { live, last, sockets } = setUp();
    live.start();
    live.nudge();
    expect(sockets).toHaveLength(1);
    last().drop();
    live.nudge();
    expect(sockets).toHaveLength(2);
    vi.advanceTimersByTime(60_000);
    expect(sockets).toHaveLength(2);
  });

  it('is quiet after stop, and deaf to the socket it left', () => {
    const { live, last, sockets, messages } = setUp();
    live.start();
    last().say('hello');
    live.stop();
    expect(last().closed).toBe(true);
    last().say('late');
    last().drop();
    vi.advanceTimersByTime(120_000);
    expect(sockets).toHaveLength(1);
    expect(messages).toEqual(['hello']);
  });
});
