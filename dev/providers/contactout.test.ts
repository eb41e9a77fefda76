import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, call, firstPerson, KEYS, listAt, type Reply, textAt, withProviders } from './support.ts';

const get = (url: string, path: string, headers: Record<string, string> = KEYS.contactout): Promise<Reply> =>
  call(`${url}/contactout${path}`, { headers });
const post = (url: string, path: string, body: unknown): Promise<Reply> =>
  call(`${url}/contactout${path}`, { headers: KEYS.contactout, body });
const profileOf = (name: string): string =>
  encodeURIComponent(`https://www.linkedin.com/in/${name.toLowerCase().replace(' ', '-')}-of-acme-com`);
const enrich = (url: string, name: string, include = ['work_email', 'personal_email', 'phone']): Promise<Reply> =>
  post(url, '/v1/people/enrich', { full_name: name, company: ['Acme'], company_domain: ['acme.com'], include });
const found = async (url: string, name: string): Promise<boolean> => (await enrich(url, name)).status === 200;

test('400 means credentials and 401 means input, both with the status in the body', () =>
  withProviders(async ({ url }) => {
    const wrong: Record<string, string>[] = [{}, { token: 'invalid-token' }];
    for (const headers of wrong) {
      const reply = await get(url, '/v1/stats', headers);
      assert.equal(reply.status, 400);
      assert.equal(at(reply.body, 'status_code'), 400);
    }
    for (const path of [
      '/v1/linkedin/enrich',
      '/v1/linkedin/enrich?profile=https%3A%2F%2Fwww.linkedin.com%2Fsales%2Flead%2F1',
      '/v1/email/enrich?email=nobody',
      '/v1/stats?period=2026',
    ]) {
      const reply = await get(url, path);
      assert.equal(reply.status, 401, path);
      assert.equal(at(reply.body, 'status_code'), 401);
    }
    assert.equal((await post(url, '/v1/people/enrich', { full_name: 'Robin Adler' })).status, 401);
  }));

test('403 for no credits and for no access, told apart by the message', () =>
  withProviders(async ({ url }) => {
    const path = `/v1/linkedin/enrich?profile=${profileOf('Robin Adler')}`;
    const empty = await get(url, path, { token: 'exhausted-token' });
    const closed = await get(url, path, { token: 'noscope-token' });
    assert.deepEqual([empty.status, closed.status], [403, 403]);
    assert.match(textAt(empty.body, 'message'), /credits/);
    assert.match(textAt(closed.body, 'message'), /access/);
  }));

test('a blocked key gets the same sample whoever is asked for', () =>
  withProviders(async (providers) => {
    const blocked = { token: 'blocked-token' };
    const stats = await get(providers.url, '/v1/stats', blocked);
    assert.deepEqual(at(stats.body, 'period'), { start: '2023-04-01', end: '2023-04-31' });
    const profile = await get(providers.url, `/v1/linkedin/enrich?profile=${profileOf('Robin Adler')}`, blocked);
    assert.equal(textAt(profile.body, 'profile.full_name'), 'Example Person');
    assert.equal(providers.counters().contactout.billedUnits, 0);
  }));

test('nothing found: 200 with an empty list on linkedin/enrich, 404 elsewhere, nothing billed', () =>
  withProviders(async (providers) => {
    const { url } = providers;
    const name = await firstPerson(async (candidate) => !(await found(url, candidate)));
    providers.clearCalls();
    const linkedin = await get(url, `/v1/linkedin/enrich?profile=${profileOf(name)}`);
    assert.equal(linkedin.status, 200);
    assert.deepEqual(linkedin.body, { status_code: 200, profile: [] });
    for (const reply of [
      await enrich(url, name),
      await get(url, `/v1/people/linkedin?profile=${profileOf(name)}`),
      await get(url, `/v1/email/enrich?email=${name.toLowerCase().replace(' ', '.')}@acme.com`),
    ]) {
      assert.equal(reply.status, 404);
      assert.deepEqual(reply.body, { status_code: 404, message: 'Not Found' });
    }
    assert.equal(providers.counters().contactout.billedUnits, 0);
  }));

test('found: fits the question, without include no contact data, billed by what was given', () =>
  withProviders(async (providers) => {
    const { url } = providers;
    const name = await firstPerson(async (candidate) => {
      const reply = await enrich(url, candidate);
      return (
        reply.status === 200 &&
        ['work_email', 'personal_email', 'phone'].every((sort) => listAt(reply.body, `profile.${sort}`).length > 0)
      );
    });
    providers.clearCalls();
    const full = await enrich(url, name);
    assert.deepEqual((await enrich(url, name)).body, full.body);
    assert.equal(textAt(full.body, 'profile.full_name'), name);
    assert.equal(textAt(full.body, 'profile.company.domain'), 'acme.com');
    assert.match(textAt(full.body, 'profile.work_email.0'), /@acme\.com$/);
    assert.match(textAt(full.body, 'profile.phone.0'), /^ \+1\.\d{10}$/);
    const bare = await enrich(url, name, []);
    assert.deepEqual(at(bare.body, 'profile.email'), []);
    const byUrl = await get(url, `/v1/linkedin/enrich?profile=${profileOf(name)}`);
    assert.equal(textAt(byUrl.body, 'profile.full_name'), name);
    const contacts = await get(
      url,
      `/v1/people/linkedin?profile=${profileOf(name)}&email_type=work&include_phone=true`,
    );
    assert.deepEqual(at(contacts.body, 'profile.personal_email'), []);
    assert.deepEqual(
      providers.calls().map(({ billed }) => billed.detail),
      [
        { search: 1, email: 1, phone: 1 },
        { search: 1, email: 1, phone: 1 },
        { search: 1, email: 0, phone: 0 },
        { search: 1, email: 1, phone: 1 },
        { search: 0, email: 1, phone: 1 },
      ],
    );
    assert.deepEqual(new Set(providers.calls().map(({ personKey }) => personKey)).size, 1);
  }));

test('quirks: unpadded dates, years as text and as number, work_email_status as map or list', () =>
  withProviders(async ({ url }) => {
    const shapes = new Set<string>();
    for (let number = 0; number < 40; number += 1) {
      const reply = await enrich(url, `Robin Number${String.fromCharCode(97 + (number % 26))}${number}`);
      if (reply.status !== 200) continue;
      const job = at(reply.body, 'profile.experience.0');
      assert.equal(textAt(job, 'start_date'), `${at(job, 'start_date_year')}${at(job, 'start_date_month')}`);
      assert.equal(typeof at(reply.body, 'profile.education.0.start_date_year'), 'string');
      const status = at(reply.body, 'profile.work_email_status');
      shapes.add(Array.isArray(status) ? 'list' : 'map');
      if (Array.isArray(status)) assert.deepEqual(status, []);
    }
    assert.deepEqual([...shapes].sort(), ['list', 'map']);
  }));

test('about two in three are found', () =>
  withProviders(async ({ url }) => {
    let hits = 0;
    for (let number = 0; number < 200; number += 1) if (await found(url, `Robin Person${number}`)) hits += 1;
    assert.ok(hits > 110 && hits < 150, `${hits} of 200`);
  }));

test('a domain as text instead of a list is taken', () =>
  withProviders(async ({ url }) => {
    const name = await firstPerson((candidate) => found(url, candidate));
    const reply = await post(url, '/v1/people/enrich', { full_name: name, company_domain: 'acme.com' });
    assert.equal(reply.status, 200);
    assert.equal(
      (await post(url, '/v1/people/enrich', { full_name: name, company: Array(11).fill('Acme') })).status,
      401,
    );
  }));

test('e-mail: enrich answers in camelCase, verify charges for the first three results', () =>
  withProviders(async (providers) => {
    const { url } = providers;
    const name = await firstPerson((candidate) => found(url, candidate));
    const address = `${name.toLowerCase().replace(' ', '.')}@acme.com`;
    const reply = await get(url, `/v1/email/enrich?email=${address}&include=work_email`);
    assert.equal(textAt(reply.body, 'profile.fullName'), name);
    assert.equal(textAt(reply.body, 'profile.email'), address);
    providers.clearCalls();
    for (let number = 0; number < 60; number += 1) {
      const verdict = textAt((await get(url, `/v1/email/verify?email=p${number}@acme.com`)).body, 'data.status');
      assert.equal(
        providers.calls().at(-1)?.billed.units,
        ['valid', 'invalid', 'accept_all'].includes(verdict) ? 1 : 0,
        verdict,
      );
    }
  }));

test('search: rows keyed by address, an empty list for none, revealed contacts cost', () =>
  withProviders(async (providers) => {
    const { url } = providers;
    const search = await post(url, '/v1/people/search', { company: ['Foxglove Robotics'], page: 1 });
    const rows = Object.entries(at(search.body, 'profiles') ?? {});
    assert.ok(rows.length > 0 && rows.length <= 25);
    for (const [address, row] of rows) {
      assert.match(address, /^https:\/\/www\.linkedin\.com\/in\//);
      assert.equal(textAt(row, 'company.name'), 'Foxglove Robotics');
      assert.equal(JSON.stringify(row).includes('@'), false);
    }
    assert.equal(providers.calls()[0]?.billed.units, rows.length);
    const revealed = await post(url, '/v1/people/search', { company: ['Foxglove Robotics'], reveal_info: true });
    assert.match(revealed.text, /@/);
    assert.ok((providers.calls()[1]?.billed.units ?? 0) > rows.length);
    const none = await post(url, '/v1/people/search', { company: ['Foxglove Robotics'], name: 'Nobody Atall' });
    assert.deepEqual(at(none.body, 'profiles'), []);
    assert.equal(at(none.body, 'metadata.total_results'), 0);
  }));

test('checkers are free; stats add up what the key has used', () =>
  withProviders(async (providers) => {
    const { url } = providers;
    const name = await firstPerson((candidate) => found(url, candidate));
    for (const [sort, field] of [
      ['personal_email_status', 'email'],
      ['work_email_status', 'email'],
      ['phone_status', 'phone'],
    ] as const) {
      const reply = await get(url, `/v1/people/linkedin/${sort}?profile=${profileOf(name)}`);
      assert.equal(typeof at(reply.body, `profile.${field}`), 'boolean');
      assert.equal(providers.calls().at(-1)?.billed.units, 0);
    }
    const spent = providers.calls().reduce((sum, { billed }) => sum + (billed.detail?.search ?? 0), 0);
    const stats = await get(url, '/v1/stats');
    assert.equal(at(stats.body, 'usage.search_count'), spent);
    const before = await get(url, '/v1/stats?period=2020-04');
    assert.equal(at(before.body, 'usage.search_count'), 0);
    assert.equal(textAt(before.body, 'period.end'), '2020-04-31');
    const other = await get(url, '/v1/stats', { token: 'another-team-key' });
    assert.equal(at(other.body, 'usage.search_count'), 0);
  }));
