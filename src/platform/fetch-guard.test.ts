import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { callProvider, guardedFetch, jsonOf, nextTryInMs, retryAfterMs, type Tried } from './fetch-guard.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});
const serve = async (listener: RequestListener): Promise<string> => {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

describe('a guarded call', () => {
  it('gives status, headers and the whole body', async () => {
    const url = await serve((_, r) => r.writeHead(404, { 'x-a': 'b' }).end('{"a":1}'));
    const called = await guardedFetch(url);
    expect(called).toMatchObject({ kind: 'answer', answer: { status: 404, text: '{"a":1}' } });
    if (called.kind === 'answer') {
      expect(called.answer.headers.get('x-a')).toBe('b');
      expect(jsonOf(called.answer)).toEqual({ a: 1 });
    }
  });

  it('follows no redirect', async () => {
    let followed = false;
    const target = await serve((_, r) => {
      followed = true;
      r.end();
    });
    const url = await serve((_, r) => r.writeHead(302, { location: target }).end());
    expect(await guardedFetch(url)).toMatchObject({ kind: 'answer', answer: { status: 302 } });
    expect(followed).toBe(false);
  });

  it('ends a body that drips past the deadline', async () => {
    let gone: () => void = () => {};
    const closed = new Promise<void>((done) => {
      gone = done;
    });
    const url = await serve((request, r) => {
      r.writeHead(200).write('a');
      request.socket.once('close', gone);
    });
    expect(await guardedFetch(url, {}, { timeoutMs: 50 })).toEqual({ kind: 'fault', fault: 'timeout' });
    await closed;
  });

  it('stops reading a body that is too large, whatever length was announced', async () => {
    const url = await serve((_, r) => {
      r.writeHead(200);
      r.write('x'.repeat(600));
      r.write('x'.repeat(600));
    });
    expect(await guardedFetch(url, {}, { maxBytes: 1000 })).toEqual({ kind: 'fault', fault: 'too_large' });
  });

  it('tells a reset connection from a late answer', async () => {
    const url = await serve((request) => request.socket.resetAndDestroy());
    expect(await guardedFetch(url)).toEqual({ kind: 'fault', fault: 'network' });
  });

  it('gives nothing for a body that is no JSON', () => {
    expect(jsonOf({ status: 200, headers: new Headers(), text: '{"a":' })).toBeUndefined();
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  it.each([
    ['3', 3000],
    [' 0 ', 0],
    ['Thu, 01 Jan 2026 00:00:09 GMT', 9000],
    ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
    ['soon', undefined],
    ['', undefined],
    [null, undefined],
  ])('%j means %j', (header, ms) => expect(retryAfterMs(header, now)).toBe(ms));
});

describe('whether to try again', () => {
  const base: Tried = {
    called: { kind: 'answer', status: 429, retryAfterMs: undefined },
    tries: 1,
    remainingMs: 30_000,
    paid: true,
    random: 0.5,
  };
  const answer = (status: number, asked?: number): Tried['called'] => ({ kind: 'answer', status, retryAfterMs: asked });

  it('tries again what was turned away unbilled, paid or free', () => {
    for (const status of [429, 503, 529]) {
      for (const paid of [true, false]) expect(nextTryInMs({ ...base, paid, called: answer(status) })).toBe(500);
    }
  });
  it('never repeats a paid call whose outcome is unknown', () => {
    for (const called of [{ kind: 'fault' } as const, answer(500), answer(502), answer(504)]) {
      expect(nextTryInMs({ ...base, called })).toBeNull();
      expect(nextTryInMs({ ...base, called, paid: false })).toBe(500);
    }
  });
  it('keeps what is an answer', () => {
    for (const status of [200, 302, 400, 401, 402, 403, 404, 422]) {
      expect(nextTryInMs({ ...base, paid: false, called: answer(status) })).toBeNull();
    }
  });
  it('stops after three tries', () => {
    expect(nextTryInMs({ ...base, tries: 2 })).not.toBeNull();
    expect(nextTryInMs({ ...base, tries: 3 })).toBeNull();
  });
  it('waits at least as long as asked, and not at all where the time does not allow it', () => {
    expect(nextTryInMs({ ...base, called: answer(429, 5000) })).toBe(5250);
    expect(nextTryInMs({ ...base, called: answer(429, 60_000) })).toBeNull();
    expect(nextTryInMs({ ...base, remainingMs: 10_400 })).toBeNull();
  });
  it('spreads its waits over the whole span', () => {
    expect(nextTryInMs({ ...base, tries: 2, random: 0 })).toBe(0);
    expect(nextTryInMs({ ...base, tries: 2, random: 0.999 })).toBe(1998);
  });
});

describe('calling a provider', () => {
  const until = () => Date.now() + 30_000;
  it('comes back when it is allowed to, and keeps the answer', async () => {
    let calls = 0;
    const url = await serve((_, r) => {
      calls += 1;
      if (calls < 3) r.writeHead(429, { 'retry-after': '0' }).end();
      else r.end('at last');
    });
    expect(await callProvider(url, {}, { paid: true, until: until() })).toMatchObject({
      kind: 'answer',
      answer: { text: 'at last' },
    });
    expect(calls).toBe(3);
  });
  it('asks a paid provider once where the connection broke', async () => {
    let calls = 0;
    const url = await serve((request) => {
      calls += 1;
      request.socket.resetAndDestroy();
    });
    expect(await callProvider(url, {}, { paid: true, until: until() })).toEqual({ kind: 'fault', fault: 'network' });
    expect(calls).toBe(1);
  });
});
