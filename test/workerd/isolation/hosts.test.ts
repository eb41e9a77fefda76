import { beforeAll, describe, expect, it } from 'vitest';
import { probePageOf } from '../../../src/features/domains/probe-page.ts';
import { newId } from '../../../src/lib/ids.ts';
import { readEnv } from '../../../src/platform/env.ts';
import { eventually } from '../../support/imports.ts';
import { type Member, makeMember, makeTenant } from '../../support/tenants.ts';
import { admin, fetchWorker, testEnv } from '../../support/worker.ts';
import { type Answer, masked, readAnswer } from './kit/ask.ts';

let a: Member;
let b: Member;
beforeAll(async () => {
  a = await makeMember(await makeTenant());
  b = await makeMember(await makeTenant());
});

/** Whose workspace a host is to a person: its id, or the status of the refusal. */
const workspaceOf = async (host: string, { cookie }: Member, headers: Record<string, string> = {}) => {
  const r = await fetchWorker(host, '/api/v1/me', { headers: { cookie, ...headers } });
  const body = (await r.json()) as { tenant?: { id: string } };
  return body.tenant?.id ?? r.status;
};

const FORWARDED = [
  'x-forwarded-host',
  'x-original-host',
  'x-host',
  'x-forwarded-server',
  'x-http-host-override',
  'host',
];
const forwarding = (host: string): Record<string, string> => ({
  ...Object.fromEntries(FORWARDED.map((name) => [name, host])),
  forwarded: `host=${host};proto=https`,
  'x-forwarded-proto': 'https',
  'x-original-url': `http://${host}/`,
  'x-rewrite-url': `http://${host}/`,
});

describe('a host', () => {
  it.each<[string, (host: string) => string]>([
    ['in upper case', (host) => host.toUpperCase()],
    ['with the dot of the root', (host) => `${host}.`],
    ['with a port', (host) => `${host}:8787`],
    ['with a name before it', (host) => `somebody@${host}`],
    ['with another host as the name before it', (host) => `${b.tenant.host}@${host}`],
  ])('%s is the same host', async (_, write) => {
    expect(await workspaceOf(write(a.tenant.host), a)).toBe(a.tenant.id);
    expect(await workspaceOf(write(a.tenant.host), b)).toBe(401);
  });

  it.each<[string, (host: string) => string]>([
    ['with a letter that looks the same', (host) => host.replace('t', 'т')],
    ['as the name before another host', (host) => `${host}@nobody-has-this.localhost`],
    ['with one more label', (host) => `x.${host}`],
    ['with more before it', (host) => `x${host}`],
    ['as the beginning of another', (host) => `${host}.example`],
    ['with two dots at the end', (host) => `${host}..`],
    ['with an underscore', (host) => host.replace('-', '_')],
    ['with a hyphen at the end', (host) => host.replace('.', '-.')],
    ['that is too long', (host) => `${'a.'.repeat(150)}${host}`],
    ['with a label that is too long', (host) => `${'a'.repeat(64)}${host}`],
    ['of another domain', (host) => host.replace('localhost', 'example')],
    ['that is an address', () => '127.0.0.1'],
    ['that is a short address', () => '0x7f.1'],
    ['that is an address of version 6', () => '[::1]'],
    ['that is kept for the product', () => 'www.localhost'],
    ['that is the product’s own', () => 'localhost'],
  ])('%s is nobody’s', async (_, write) => {
    expect(await workspaceOf(write(a.tenant.host), a)).toBe(401);
  });

  it('is what the request went to, whatever a header says', async () => {
    expect(await workspaceOf(a.tenant.host, a, forwarding(b.tenant.host))).toBe(a.tenant.id);
    expect(await workspaceOf(a.tenant.host, b, forwarding(b.tenant.host))).toBe(401);
    expect(await workspaceOf('nobody-has-this.localhost', a, forwarding(a.tenant.host))).toBe(401);
    const page = await fetchWorker('nobody-has-this.localhost', '/', { headers: forwarding(a.tenant.host) });
    expect(await page.text()).toBe(await (await fetchWorker('nor-this.localhost', '/')).text());
  });

  it('of a hint that speaks of another host is looked up again', async () => {
    const { id, slug, host } = (await makeMember(await makeTenant())).tenant;
    // As the Worker writes it, with what A's host has under it.
    await workspaceOf(a.tenant.host, a);
    const key = `slug:${a.tenant.slug}`;
    const record = await eventually(
      () => testEnv.HOSTS.get<Record<string, unknown>>(key, 'json'),
      (kept) => kept !== null,
    );
    expect(record).toMatchObject({ host: a.tenant.host, tenant: { id: a.tenant.id } });
    await testEnv.HOSTS.put(`slug:${slug}`, JSON.stringify(record));
    expect(await workspaceOf(host, a)).toBe(401);
    const m = await makeMember({ id, slug, host });
    expect(await workspaceOf(host, m)).toBe(id);
  });

  it('of a mail is the workspace’s own, wherever the request came in', async () => {
    for (const host of ['localhost', a.tenant.host, 'evil.example', 'nobody-has-this.localhost']) {
      const email = `${newId()}@example.com`;
      const r = await fetchWorker(host, '/api/auth/sign-up/email', {
        method: 'POST',
        headers: { ...forwarding('evil.example'), 'content-type': 'application/json', 'cf-connecting-ip': '192.0.2.7' },
        body: JSON.stringify({ name: `Mail ${newId().slice(-6)}`, email, password: 'a long enough password' }),
      });
      expect([host, r.status]).toEqual([host, 200]);
      const found = await fetch(`${testEnv.MAIL_URL}/_mails?to=${encodeURIComponent(email)}`);
      const { mails } = (await found.json()) as { mails: { text: string; html: string }[] };
      const links = mails.flatMap(({ text, html }) => [...`${text} ${html}`.matchAll(/https?:\/\/([^/\s"<]+)/g)]);
      expect(links.length).toBeGreaterThan(1);
      for (const [, linked] of links) expect(linked).toMatch(/^mail-[0-9a-f]{6}(-[0-9a-f]+)?\.localhost$/);
    }
  });
});

describe('the page of a name that nobody has', () => {
  /** A page without the host that was asked, which the policy for pages names where it is a DNS name at all. */
  const pageOf = async (host: string, path: string, init?: RequestInit): Promise<Answer> => {
    const answer = masked(await readAnswer(await fetchWorker(host, path, init)), [new URL(`http://${host}`).host]);
    const policy = answer.headers['content-security-policy']?.replace(' ws://<masked>;', ' ;') ?? '';
    return { ...answer, headers: { ...answer.headers, 'content-security-policy': policy } };
  };

  const nobodys = async (): Promise<string[]> => {
    const gone = await makeTenant();
    const left = await makeTenant();
    const unproven = await makeTenant();
    const domain = (name: string) => `${name}-${newId().slice(-8)}.example`;
    const [ofGone, notProven, stopped, removed] = [domain('gone'), domain('new'), domain('stopped'), domain('removed')];
    // A slug that led on until today, and one that led on to a workspace that is gone.
    const former = [`was-${unproven.slug}`, `was-${gone.slug}`];
    await admin.transaction([
      admin`update tenants set deleted_at = now() where id = ${gone.id} or id = ${left.id}`,
      admin`insert into domains (tenant_id, host, verified_at) values (${left.id}, ${ofGone}, now())`,
      admin`insert into domains (tenant_id, host) values (${unproven.id}, ${notProven})`,
      admin`insert into domains (tenant_id, host, state) values (${unproven.id}, ${stopped}, 'stopped')`,
      admin`insert into domains (tenant_id, host, state, removed_at) values (${unproven.id}, ${removed}, 'removed', now())`,
      admin`insert into former_slugs (tenant_id, slug, ends_at) values (${unproven.id}, ${former[0]}, now())`,
      admin`insert into former_slugs (tenant_id, slug, ends_at) values (${gone.id}, ${former[1]}, '2099-01-01')`,
    ]);
    const names = [
      'nobody-has-this.localhost',
      'NOR-THIS.localhost',
      'a.b.localhost',
      'www.localhost',
      'nobody.example',
    ];
    const theirs = [gone.host, ofGone, notProven, stopped, removed, ...former.map((slug) => `${slug}.localhost`)];
    return [...names, ...theirs, '192.0.2.1', '[::1]', `${'x'.repeat(300)}.localhost`];
  };

  it('is the same for each such name and each path, with status 200', async () => {
    const answers = new Set<string>();
    for (const host of await nobodys()) {
      for (const path of ['/', '/prospects', '/sign-in', '/not-found', '/billing/reactivate?x=1']) {
        answers.add(JSON.stringify(await pageOf(host, path)));
      }
    }
    expect([...answers]).toHaveLength(1);
    expect(JSON.parse([...answers][0] ?? '')).toMatchObject({
      status: 200,
      headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
      body: expect.stringContaining('<!doctype html>'),
    });
  });

  it('is not the page of a name that somebody has', async () => {
    const nothing = await pageOf('nobody-has-this.localhost', '/');
    expect((await pageOf(a.tenant.host, '/')).body).not.toBe(nothing.body);
    expect(await pageOf(a.tenant.host, '/not-found')).toEqual(nothing);
  });

  it('knows no session', async () => {
    const nothing = await pageOf('nobody-has-this.localhost', '/');
    expect(await pageOf('nobody-has-this.localhost', '/', { headers: { cookie: a.cookie } })).toEqual(nothing);
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH'])('is not to be written to by %s, there or anywhere', async (method) => {
    const there = await pageOf('nobody-has-this.localhost', '/', { method });
    expect(there.status).toBe(405);
    expect(await pageOf(a.tenant.host, '/', { method })).toEqual(there);
  });
});

describe('the token of a look at a name', () => {
  it('comes back from the name that it was made for, and nowhere else, whoever has it', async () => {
    const served = `people.${a.tenant.slug}.example`;
    await admin`insert into domains (tenant_id, host, state, verified_at) values (${a.tenant.id}, ${served}, 'ready', now())`;
    const hosts = [served, a.tenant.host, b.tenant.host, 'localhost', 'nobody.example'];
    for (const asked of hosts) {
      const { url, expected } = await probePageOf(readEnv(testEnv), asked);
      const path = new URL(url).pathname;
      for (const host of hosts) {
        for (const cookie of ['', a.cookie]) {
          const answer = await readAnswer(await fetchWorker(host, path, { headers: { cookie } }));
          const right = host === asked;
          expect([asked, host, answer.status, answer.body]).toEqual([
            asked,
            host,
            right ? 200 : 404,
            right ? expected : 'Not found',
          ]);
        }
      }
    }
  });
});

describe('a tenant that is deleted while it is remembered', () => {
  it('answers its people as nobody’s host would', async () => {
    const m = await makeMember(await makeTenant());
    expect(await workspaceOf(m.tenant.host, m)).toBe(m.tenant.id);
    await admin`update tenants set deleted_at = now() where id = ${m.tenant.id}`;
    const ask = async (host: string, cookie: string) =>
      masked(await readAnswer(await fetchWorker(host, '/api/v1/me', { headers: { cookie } })), [host]);
    const nobody = await ask('nobody-has-this.localhost', m.cookie);
    expect(nobody.status).toBe(401);
    expect(await ask(m.tenant.host, m.cookie)).toEqual(nobody);
  });
});
