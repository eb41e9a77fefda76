import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { del, get, patch, post } from './api.ts';
import { Failure } from './failure.ts';

const fetchMock = vi.fn<typeof fetch>();
const problem = (status: number, code: string) =>
  Response.json({ type: 'x', title: 'A title', status, code, requestId: 'r1', detail: 'Why.' }, { status });
const failureOf = (promise: Promise<unknown>): Promise<Failure> =>
  promise.then(
    () => {
      throw new Error('It should have failed');
    },
    (error: unknown) => {
      if (error instanceof Failure) return error;
      throw error;
    },
  );
const keyOf = (call: number) => new Headers(fetchMock.mock.calls[call]?.[1]?.headers).get('idempotency-key');

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('fetch', fetchMock);
  vi.stubGlobal('navigator', { onLine: true });
  fetchMock.mockReset();
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('get', () => {
  it('gives the body of a good answer', async () => {
    fetchMock.mockResolvedValue(Response.json({ items: [] }));
    expect(await get('/api/v1/jobs')).toEqual({ items: [] });
  });

  it('throws what a problem tells', async () => {
    fetchMock.mockResolvedValue(problem(404, 'not_found'));
    expect(await failureOf(get('/x'))).toMatchObject({
      code: 'not_found',
      status: 404,
      requestId: 'r1',
      detail: 'Why.',
    });
  });

  it('keeps the request id of an answer that is no problem of ours', async () => {
    fetchMock.mockResolvedValue(
      new Response('<h1>Bad gateway</h1>', { status: 502, headers: { 'x-request-id': 'r2' } }),
    );
    expect(await failureOf(get('/x'))).toMatchObject({ code: 'unreadable', status: 502, requestId: 'r2' });
  });

  it('tells a broken connection from a refusal', async () => {
    fetchMock.mockRejectedValue(new TypeError('Failed to fetch'));
    expect(await failureOf(get('/x'))).toMatchObject({ code: 'offline', requestId: null });
  });

  it('takes a page where JSON should be for an unreadable answer', async () => {
    fetchMock.mockResolvedValue(new Response('<!doctype html>'));
    expect(await failureOf(get('/x'))).toMatchObject({ code: 'unreadable' });
  });
});

describe('post', () => {
  it('gives each action a key of its own', async () => {
    fetchMock.mockImplementation(() => Promise.resolve(Response.json({})));
    await post('/x');
    await post('/x');
    expect(keyOf(0)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(keyOf(1)).not.toBe(keyOf(0));
  });

  it('repeats a lost call with the same key', async () => {
    fetchMock.mockRejectedValueOnce(new TypeError('reset')).mockResolvedValueOnce(Response.json({ jobId: 'j' }));
    const answer = post('/x', { a: 1 });
    await vi.runAllTimersAsync();
    expect(await answer).toEqual({ jobId: 'j' });
    expect(keyOf(1)).toBe(keyOf(0));
  });

  it('waits for its own first send that still runs', async () => {
    fetchMock
      .mockResolvedValueOnce(problem(409, 'idempotency_running'))
      .mockResolvedValueOnce(Response.json({ jobId: 'j' }));
    const answer = post('/x');
    await vi.runAllTimersAsync();
    expect(await answer).toEqual({ jobId: 'j' });
  });

  it('gives up in the end', async () => {
    fetchMock.mockRejectedValue(new TypeError('reset'));
    const failure = failureOf(post('/x'));
    await vi.runAllTimersAsync();
    expect((await failure).code).toBe('offline');
    expect(fetchMock).toHaveBeenCalledTimes(4);
  });

  it('never repeats a refusal', async () => {
    fetchMock.mockResolvedValue(problem(422, 'invalid'));
    expect((await failureOf(post('/x'))).code).toBe('invalid');
    expect(fetchMock).toHaveBeenCalledTimes(1);
  });
});

describe('patch and del', () => {
  it('send a body where there is one, and a key either way', async () => {
    fetchMock.mockImplementation(async () => Response.json({}));
    await patch('/x', { name: 'Acme' });
    await del('/x');
    expect(fetchMock.mock.calls.map(([, init]) => [init?.method, init?.body])).toEqual([
      ['PATCH', '{"name":"Acme"}'],
      ['DELETE', null],
    ]);
    expect(keyOf(0)).not.toBeNull();
    expect(keyOf(1)).not.toBeNull();
    expect(new Headers(fetchMock.mock.calls[1]?.[1]?.headers).get('content-type')).toBeNull();
  });

  it('repeat a lost call with the same key', async () => {
    fetchMock.mockRejectedValueOnce(new TypeError('lost')).mockResolvedValueOnce(Response.json({ done: true }));
    const answer = patch('/x', {});
    await vi.runAllTimersAsync();
    expect(await answer).toEqual({ done: true });
    expect(keyOf(0)).toBe(keyOf(1));
  });
});
