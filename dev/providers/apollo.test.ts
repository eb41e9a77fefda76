import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, call, firstPerson, type Json, KEYS, listAt, type Reply, textAt, withProviders } from './support.ts';

const post = (
  url: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = KEYS.apollo,
): Promise<Reply> => call(`${url}/apollo${path}`, { method: 'POST', headers, ...(body === undefined ? {} : { body }) });
const match = (url: string, name: string, more = ''): Promise<Reply> =>
  post(url, `/people/match?name=${encodeURIComponent(name)}&domain=acme.com&organization_name=Acme${more}`);
const isFound = async (url: string, name: string): Promise<boolean> =>
  at((await match(url, name)).body, 'person') !== null;

test('401 is plain text for a missing and for an unknown key, and carries no limit headers', () =>
  withProviders(async ({ url }) => {
    const wrong: Record<string, string>[] = [{}, { 'x-api-key': 'invalid-key-1' }, { 'x-api-key': 'short' }];
    for (const headers of wrong) {
      const reply = await post(url, '/people/match?name=Robin%20Adler&domain=acme.com', undefined, headers);
      assert.equal(reply.status, 401);
      assert.match(reply.headers.get('content-type') ?? '', /^text\/plain/);
      assert.match(reply.text, /^Invalid API key\. See https:/);
      assert.equal(reply.headers.get('x-rate-limit-minute'), null);
    }
    const bearer = await post(url, '/people/match?name=Robin%20Adler&domain=acme.com', undefined, {
      authorization: 'Bearer partner-token',
    });
    assert.equal(bearer.status, 200);
  }));

test('a key without the endpoint in its scope is 403 API_INACCESSIBLE, an empty balance 422', () =>
  withProviders(async (providers) => {
    const refused = await post(providers.url, '/mixed_people/api_search', undefined, { 'x-api-key': 'noscope-key' });
    assert.equal(refused.status, 403);
    assert.equal(textAt(refused.body, 'error_code'), 'API_INACCESSIBLE');
    assert.match(textAt(refused.body, 'error'), /api\/v1\/mixed_people\/api_search/);
    assert.equal(
      (await post(providers.url, '/people/match?email=a@acme.com', undefined, { 'x-api-key': 'exhausted-key' })).status,
      422,
    );
    assert.equal(providers.counters().apollo.billedUnits, 0);
  }));

test('a found person fits the question, costs one credit and is the same every time', () =>
  withProviders(async (providers) => {
    const name = await firstPerson((candidate) => isFound(providers.url, candidate));
    providers.clearCalls();
    const [first, second] = [await match(providers.url, name), await match(providers.url, name)];
    const person = at(first.body, 'person');
    assert.deepEqual(at(second.body, 'person'), person);
    assert.equal(textAt(person, 'name'), name);
    assert.equal(textAt(person, 'organization.name'), 'Acme');
    assert.equal(textAt(person, 'organization.primary_domain'), 'acme.com');
    assert.match(textAt(person, 'linkedin_url'), /^http:\/\/www\.linkedin\.com\/in\//);
    assert.equal(textAt(person, 'employment_history.0.title'), textAt(person, 'title'));
    assert.match(first.text, /"request_id":\d{10,}/);
    assert.deepEqual(providers.calls()[0]?.billed, { units: 1, kind: 'credit', detail: { person: 1, phone: 0 } });
  }));

test('nobody found is 200 with person null and costs nothing; a bare name finds nobody', () =>
  withProviders(async (providers) => {
    const name = await firstPerson(async (candidate) => !(await isFound(providers.url, candidate)));
    providers.clearCalls();
    const reply = await match(providers.url, name);
    assert.equal(reply.status, 200);
    assert.equal(at(reply.body, 'person'), null);
    const bare = await post(providers.url, '/people/match?name=Robin%20Adler');
    assert.equal(at(bare.body, 'person'), null);
    assert.deepEqual(
      providers.calls().map(({ billed }) => billed.units),
      [0, 0],
    );
  }));

test('about four in five are found, and unknown addresses are null with the status unavailable', () =>
  withProviders(async ({ url }) => {
    const statuses: Json[] = [];
    for (let start = 0; start < 200; start += 10) {
      const details = Array.from({ length: 10 }, (_, offset) => ({
        first_name: 'Robin',
        last_name: `Number${start + offset}`,
        domain: 'acme.com',
      }));
      for (const person of listAt((await post(url, '/people/bulk_match', { details })).body, 'matches')) {
        if (person === null) continue;
        statuses.push(at(person, 'email_status'));
        assert.equal(at(person, 'email') === null, at(person, 'email_status') === 'unavailable');
      }
    }
    assert.ok(statuses.length > 140 && statuses.length < 180, `${statuses.length} of 200`);
    assert.deepEqual(new Set(statuses), new Set(['verified', 'extrapolated', 'unavailable']));
  }));

test('bulk: in order, null for the missing, one credit per found person, at most ten', () =>
  withProviders(async (providers) => {
    const { url } = providers;
    const found = await firstPerson((name) => isFound(url, name));
    const absent = await firstPerson(async (name) => !(await isFound(url, name)));
    providers.clearCalls();
    const details = [found, absent, found].map((name) => ({ name, domain: 'acme.com', organization_name: 'Acme' }));
    const { body } = await post(url, '/people/bulk_match', { details });
    assert.deepEqual(
      listAt(body, 'matches').map((person) => (person === null ? null : textAt(person, 'name'))),
      [found, null, found],
    );
    assert.equal(at(body, 'missing_records'), 1);
    assert.equal(at(body, 'credits_consumed'), 2);
    assert.equal(providers.calls()[0]?.billed.units, 2);

    const many = await post(url, '/people/bulk_match', { details: Array(11).fill({ name: found }) });
    assert.equal(many.status, 400);
    assert.equal(textAt(many.body, 'error_code'), 'RECORD_LIMIT_EXCEEDED');
    const none = await post(url, '/people/bulk_match', {});
    assert.equal(textAt(none.body, 'error_code'), 'INVALID_REQUEST');
  }));

test('a phone needs a webhook, costs eight credits more and can be polled', () =>
  withProviders(async (providers) => {
    const { url } = providers;
    const name = await firstPerson((candidate) => isFound(url, candidate));
    assert.equal((await match(url, name, '&reveal_phone_number=true')).status, 422);
    const reply = await match(url, name, '&reveal_phone_number=true&webhook_url=https%3A%2F%2Fhooks.example%2Fa');
    assert.equal(providers.calls().at(-1)?.billed.units, 9);
    const id = /"request_id":(\d+)/.exec(reply.text)?.[1] ?? '';
    const poll = (request: string): Promise<Reply> =>
      call(`${url}/apollo/webhook_result/${request}`, { headers: KEYS.apollo });
    const result = await poll(id);
    assert.equal(textAt(result.body, 'request_id'), id);
    assert.match(textAt(result.body, 'webhook_result.people.0.phone_numbers.0.sanitized_number'), /^\+1\d{10}$/);
    assert.deepEqual((await poll('12345')).body, { error_code: 'request_id_unknown' });
    assert.equal((await poll('abc')).status, 400);
  }));

test('search filters, pages, veils last names, is free, and its ids can be enriched', () =>
  withProviders(async (providers) => {
    const { url } = providers;
    const search = (query: string): Promise<Reply> => post(url, `/mixed_people/api_search?${query}`);
    const first = await search('person_seniorities[]=founder&person_locations[]=Boston&per_page=5&page=1');
    const people = listAt(first.body, 'people');
    assert.equal(people.length, 5);
    assert.ok(Number(at(first.body, 'total_entries')) > 5);
    for (const person of people) {
      assert.match(textAt(person, 'title'), /founder/i);
      assert.match(textAt(person, 'last_name_obfuscated'), /\*\*\*/);
      assert.equal(JSON.stringify(person).includes('@'), false);
    }
    const second = await search('person_seniorities[]=founder&person_locations[]=Boston&per_page=5&page=2');
    assert.notDeepEqual(listAt(second.body, 'people'), people);
    assert.equal((await search('per_page=101')).status, 422);
    assert.equal((await search('page=501')).status, 422);
    assert.equal(providers.counters().apollo.billedUnits, 0);

    const staff = listAt((await search('q_organization_domains_list[]=northwind.com&per_page=20')).body, 'people');
    assert.ok(staff.length > 0);
    const enriched = await Promise.all(staff.map((person) => post(url, `/people/match?id=${textAt(person, 'id')}`)));
    const found = enriched.filter(({ body }) => at(body, 'person') !== null);
    assert.ok(found.length > 0);
    for (const { body } of found) assert.equal(textAt(body, 'person.organization.primary_domain'), 'northwind.com');
  }));

test('organizations, usage and profile', () =>
  withProviders(async (providers) => {
    const { url } = providers;
    const get = (path: string): Promise<Reply> => call(`${url}/apollo${path}`, { headers: KEYS.apollo });
    const company = await get('/organizations/enrich?domain=acme.com');
    assert.equal(textAt(company.body, 'organization.primary_domain'), 'acme.com');
    assert.equal(providers.calls()[0]?.billed.units, 1);
    const missing = await get('/organizations/enrich');
    assert.equal(missing.status, 422);
    assert.deepEqual(missing.body, { error: "Required parameter 'domain' missing" });
    const usage = await post(url, '/usage_stats/api_usage_stats');
    assert.deepEqual(at(usage.body, '["api/v1/organizations", "enrich"]'), {
      minute: { limit: 1000, consumed: 2, left_over: 998 },
    });
    assert.ok(textAt((await get('/users/api_profile')).body, 'team_id'));
    assert.equal((await get('/people/match')).status, 404);
  }));
