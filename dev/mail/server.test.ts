import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, beforeEach, describe, test } from 'node:test';
import { type MailServer, startMailServer } from './server.ts';

const dir = mkdtempSync(join(tmpdir(), 'mail-test-'));
const mail = {
  from: 'Edgewise <hello@example.com>',
  to: ['ada@example.com'],
  subject: 'Hello',
  text: 'Go to https://x.test/a?b=1&c=2 now',
};
let file = '';
let count = 0;
let printed: string[] = [];
let server: MailServer;

const start = () => startMailServer({ file, print: (line) => printed.push(line) });
beforeEach(async () => {
  count += 1;
  file = join(dir, `${count}.jsonl`);
  printed = [];
  server = await start();
});
afterEach(() => server.stop());
after(() => rmSync(dir, { recursive: true }));

const send = async (body: unknown, headers: Record<string, string> = { authorization: 'Bearer key' }) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(`${server.url}/emails`, { method: 'POST', body: text, headers });
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
};
const listed = async (query = '') => {
  const response = await fetch(`${server.url}/_mails${query}`);
  return ((await response.json()) as { mails: { subject: string }[] }).mails.map(({ subject }) => subject);
};

describe('the mail sink', () => {
  test('takes a mail, prints to whom, about what and the first link, and lists it', async () => {
    const { status, json } = await send(mail);
    assert.equal(status, 200);
    assert.equal(server.mails()[0]?.id, json.id);
    assert.deepEqual(printed, ['to ada@example.com: Hello https://x.test/a?b=1&c=2']);
    assert.deepEqual(await listed(), ['Hello']);
  });

  test('finds the link of a mail that has no text', async () => {
    const { text: _, ...rest } = mail;
    await send({ ...rest, html: '<a href="https://x.test/a?b=1&amp;c=2">Go</a>' });
    assert.deepEqual(printed, ['to ada@example.com: Hello https://x.test/a?b=1&c=2']);
  });

  test('control characters of a mail do not reach the terminal', async () => {
    await send({ ...mail, subject: 'a\u001b[2Jb\nc' });
    assert.equal(printed[0]?.startsWith('to ada@example.com: a [2Jb c '), true);
  });

  test('lists by address, whatever its case and the name before it', async () => {
    await send({ ...mail, to: 'Ada Lovelace <Ada@Example.com>', subject: 'One' });
    await send({ ...mail, to: ['x@example.com', 'ada@example.com'], subject: 'Two' });
    await send({ ...mail, to: 'bob@example.com', subject: 'Three' });
    assert.deepEqual(await listed('?to=ada@example.com'), ['One', 'Two']);
  });

  test('the same key sends once; with another mail it is refused', async () => {
    const headers = { authorization: 'Bearer key', 'idempotency-key': 'k' };
    const [first, second] = [await send(mail, headers), await send(mail, headers)];
    assert.deepEqual(second, first);
    assert.equal((await send({ ...mail, subject: 'Other' }, headers)).json.name, 'invalid_idempotent_request');
    assert.equal(printed.length, 1);
  });

  test('without a key every call sends', async () => {
    await send(mail);
    await send(mail);
    assert.equal(server.mails().length, 2);
  });

  test('refuses a missing key, a wrong mail and an unknown address as Resend does', async () => {
    assert.deepEqual((await send(mail, {})).json.name, 'missing_api_key');
    for (const wrong of ['{', {}, { ...mail, to: [] }, { ...mail, text: undefined }]) {
      const { status, json } = await send(wrong);
      assert.deepEqual([status, json.name], [422, 'validation_error']);
    }
    assert.equal((await fetch(`${server.url}/nothing`)).status, 404);
    assert.equal(server.mails().length, 0);
  });

  test('mails survive a restart, also when the last line was cut short', async () => {
    await send(mail);
    await server.stop();
    appendFileSync(file, '{"id":"half');
    server = await start();
    assert.deepEqual(await listed(), ['Hello']);
  });
});
