import { expect, it } from 'vitest';
import { fetchWorker } from '../support/worker.ts';

it('answers healthy', async () => {
  const r = await fetchWorker('localhost', '/healthz');
  expect(await r.text()).toBe('{"status":"ok"}');
  const me = await fetchWorker('acme.localhost', '/api/v1/me');
  expect(await me.text()).toBe('');
});
