import assert from 'node:assert/strict';
import { test } from 'node:test';
import { masked } from './keys.ts';
import { createRecorder } from './recorder.ts';
import { at, call, withProviders } from './support.ts';
import type { ProviderName, ProviderRequest } from './types.ts';

const KEY = 'a-key-of-this-test';
const printOf = (key: string): string => masked(key).replaceAll('*', '');
const noted = (calls: { provider: string; billed: { units: number } }[], provider: ProviderName): number =>
  calls.filter((one) => one.provider === provider).reduce((sum, one) => sum + one.billed.units, 0);

const day = (): string => `${new Date().toISOString().slice(0, 10)}T00:00:00Z`;
const NAMES = ['Robin Adler', 'Tomas Ostrander', 'Mila Brandt', 'Jonas Keller', 'Ada Winter', 'Nils Berger'];

test('each provider tells of a key what the list of calls says that it billed', () =>
  withProviders(async ({ url, calls }) => {
    const key = { 'x-api-key': KEY };
    for (const name of NAMES) {
      const query = new URLSearchParams({ name, organization_name: 'Acme' });
      await call(`${url}/apollo/people/match?${query}`, { headers: key, body: {} });
      await call(`${url}/exa/search`, { headers: key, body: { query: `${name} Acme`, contents: { text: true } } });
      await call(`${url}/contactout/v1/people/enrich`, {
        headers: { token: KEY },
        body: { full_name: name, company: ['Acme'], include: ['work_email', 'phone'] },
      });
    }
    // A bearer's token is the same key as one in a header of its own.
    await call(`${url}/anthropic/v1/messages`, {
      headers: { authorization: `Bearer ${KEY}`, 'anthropic-version': '2023-06-01' },
      body: { model: 'claude-haiku-4-5', max_tokens: 100, messages: [{ role: 'user', content: 'Hello' }] },
    });
    const billed = calls();

    const apollo = await call(`${url}/apollo/usage_stats/credit_usage_stats`, { headers: key, body: {} });
    assert.equal(at(apollo.body, 'credit_usage_stats.lead_credit.consumed'), noted(billed, 'apollo'));
    assert.ok(noted(billed, 'apollo') > 0);

    const exa = await call(`${url}/exa-admin/team-management/api-keys/${printOf(KEY)}/usage?start_date=${day()}`, {
      headers: { 'x-api-key': 'a-service-key' },
    });
    assert.ok(Math.abs(Number(at(exa.body, 'total_cost_usd')) - noted(billed, 'exa')) < 1e-6);
    assert.ok(noted(billed, 'exa') > 0);

    const period = new Date().toISOString().slice(0, 7);
    const contactout = await call(`${url}/contactout/v1/stats?period=${period}`, { headers: { token: KEY } });
    const parts = ['count', 'phone_count', 'search_count'].map((name) => Number(at(contactout.body, `usage.${name}`)));
    assert.equal(
      parts.reduce((sum, one) => sum + one, 0),
      noted(billed, 'contactout'),
    );
    const before = await call(`${url}/contactout/v1/stats?period=2020-01`, { headers: { token: KEY } });
    assert.equal(at(before.body, 'usage.search_count'), 0);

    const query = new URLSearchParams({
      starting_at: day(),
      bucket_width: '1h',
      limit: '168',
      'api_key_ids[]': printOf(KEY),
    });
    const report = await call(`${url}/anthropic/v1/organizations/usage_report/messages?${query}`, {
      headers: { 'x-api-key': 'an-admin-key', 'anthropic-version': '2023-06-01' },
    });
    const buckets = at(report.body, 'data') as {
      results: { uncached_input_tokens: number; output_tokens: number }[];
    }[];
    const tokens = buckets
      .flatMap(({ results }) => results)
      .reduce((sum, one) => sum + one.uncached_input_tokens + one.output_tokens, 0);
    assert.equal(tokens, noted(billed, 'anthropic'));
    assert.ok(tokens > 0);
  }));

test('usage is of the time that it is asked for', () => {
  const recorder = createRecorder();
  const request = (seq: number, moment: string): ProviderRequest => ({
    seq,
    at: Date.parse(moment),
    method: 'POST',
    prefix: 'apollo',
    path: '/people/match',
    query: new URLSearchParams(),
    headers: { 'x-api-key': KEY },
    body: '',
    json: undefined,
  });
  const answer = {
    status: 200,
    headers: {},
    body: '',
    billed: { units: 1, kind: 'credit' as const, detail: { person: 1 } },
    personKey: null,
  };
  recorder.add(request(1, '2026-01-31T23:59:59Z'), 'apollo', answer, null);
  recorder.add(request(2, '2026-02-01T00:00:00Z'), 'apollo', answer, null);
  const from = Date.parse('2026-02-01T00:00:00Z');
  assert.equal(recorder.usage('apollo', masked(KEY)).units, 2);
  assert.equal(recorder.usage('apollo', masked(KEY), { from }).units, 1);
  assert.equal(recorder.usage('apollo', masked(KEY), { to: from }).units, 1);
  assert.equal(recorder.usage('exa', masked(KEY)).units, 0);
});
