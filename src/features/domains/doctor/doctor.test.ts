import { describe, expect, it } from 'vitest';
import type { CustomHostname } from '../../../platform/custom-hostnames.ts';
import type { DnsAnswer, DnsRr, DnsType } from '../../../platform/dns.ts';
import { diagnose, undiagnosed } from './doctor.ts';
import type { Look } from './look.ts';

const HOST = 'gifts.acme.com';
const FALLBACK = 'domains.edgewise.app';
const PROOF = 'edgewise-verify=0123456789abcdef0123456789abcdef';
const NOW = new Date('2026-05-01T12:00:00Z');
const FAILED: DnsAnswer = { kind: 'failed' };

const rr = (name: string, type: DnsType, data: string, ttl = 300): DnsRr => ({ name, type, data, ttl });
const answer = (...records: DnsRr[]): DnsAnswer => ({ kind: 'answer', records, negativeTtl: null });
const NOTHING: DnsAnswer = { kind: 'answer', records: [], negativeTtl: 120 };
const cname = (data: string, ttl?: number) => rr(HOST, 'CNAME', data, ttl);
const txt = (data: string, name = `_edgewise.${HOST}`) => rr(name, 'TXT', data);
const ours = { a: answer(rr(FALLBACK, 'A', '104.18.40.10')), aaaa: answer(rr(FALLBACK, 'AAAA', '2606:4700:4400::1')) };
const hostname = (more: Partial<CustomHostname> = {}): Look['hostname'] => ({
  kind: 'hostname',
  hostname: { id: 'h', host: HOST, status: 'active', errors: [], sslStatus: 'active', sslErrors: [], ...more },
});

const GOOD: Look = {
  host: HOST,
  fallback: FALLBACK,
  proof: PROOF,
  txt: answer(txt(PROOF)),
  cname: answer(cname(FALLBACK)),
  a: answer(cname(FALLBACK), rr(FALLBACK, 'A', '104.18.40.10')),
  aaaa: answer(cname(FALLBACK)),
  ours,
  caa: [
    { name: HOST, answer: NOTHING },
    { name: 'acme.com', answer: NOTHING },
  ],
  astray: {},
  hostname: hostname(),
  probe: { kind: 'ours' },
  before: undefined,
  now: NOW,
};

const look = (more: Partial<Look>) => diagnose({ ...GOOD, ...more });
const ownership = (more: Partial<Look>) => look(more).diagnosis.records[0];
const routing = (more: Partial<Look>) => look(more).diagnosis.records[1];
const colours = (more: Partial<Look>) => {
  const { hostname: h, certificate, site } = look(more).diagnosis.lights;
  return [h.state, certificate.state, site.state];
};

/** A host that has addresses and no CNAME. */
const addresses = (...data: string[]): Partial<Look> => ({
  cname: NOTHING,
  a: answer(...data.map((d) => rr(HOST, 'A', d))),
  aaaa: NOTHING,
  probe: undefined,
});

describe('a name that is as it must be', () => {
  it('has three green lights and nothing to do', () => {
    const { diagnosis, seen } = diagnose(GOOD);
    expect(Object.values(diagnosis.lights).map(({ state, advice }) => [state, advice])).toEqual(
      Array(3).fill(['green', null]),
    );
    expect(diagnosis.records.map((r) => [r.type, r.name, r.value, r.state])).toEqual([
      ['TXT', `_edgewise.${HOST}`, PROOF, 'found'],
      ['CNAME', HOST, FALLBACK, 'found'],
    ]);
    expect(diagnosis.apex).toBeNull();
    expect(seen).toEqual({ ownership: 'proven', well: true, ill: false });
  });

  it('may lead to us over another name', () => {
    const over = answer(cname('web.acme.com'), rr('web.acme.com', 'CNAME', FALLBACK));
    expect(routing({ cname: answer(cname('web.acme.com')), a: over })?.state).toBe('found');
    const elsewhere = answer(cname('web.acme.com'), rr('other.acme.com', 'CNAME', FALLBACK));
    expect(routing({ cname: answer(cname('web.acme.com')), a: elsewhere })?.state).toBe('wrong');
  });
});

describe('the proof of ownership', () => {
  it('is missing where nothing stands, with the time that a fresh one may take', () => {
    const record = ownership({ txt: NOTHING });
    expect(record).toMatchObject({ state: 'missing', found: [], ttlLeft: 120 });
    expect(record?.text).toMatch(/no TXT record at _edgewise\.gifts\.acme\.com/);
    expect(record?.text).toMatch(/type only _edgewise\.gifts /);
    expect(look({ txt: NOTHING }).seen).toEqual({ ownership: 'missing', well: false, ill: true });
  });

  it('of another workspace or with another text proves nothing and is shown', () => {
    const foreign = `edgewise-verify=${'f'.repeat(32)}`;
    expect(ownership({ txt: answer(txt(foreign)) })).toMatchObject({ state: 'wrong', found: [foreign] });
    expect(ownership({ txt: answer(txt('v=spf1 -all')) })).toMatchObject({ state: 'wrong', found: ['v=spf1 -all'] });
    expect(look({ txt: answer(txt(foreign)) }).seen.ownership).toBe('missing');
    expect(look({ txt: answer(txt(PROOF.slice(0, -1))) }).seen.ownership).toBe('missing');
    expect(look({ txt: answer(txt(`${PROOF}0`)) }).seen.ownership).toBe('missing');
  });

  it('beside that of another workspace is ambiguous: it keeps a name and gets none', () => {
    const both = answer(txt(PROOF), txt(`edgewise-verify=${'f'.repeat(32)}`));
    expect(ownership({ txt: both })).toMatchObject({ state: 'duplicated', found: expect.arrayContaining([PROOF]) });
    expect(look({ txt: both }).seen).toEqual({ ownership: 'ambiguous', well: false, ill: true });
    expect(look({ txt: answer(txt(PROOF), txt('google-site-verification=x')) }).seen.ownership).toBe('proven');
  });

  it('counts at its very name alone, not where a wildcard leads', () => {
    const led = answer(rr(`_edgewise.${HOST}`, 'CNAME', 'texts.example'), txt(PROOF, 'texts.example'));
    expect(look({ txt: led }).seen.ownership).toBe('missing');
  });

  it('typed in quotes is the proof', () => {
    expect(look({ txt: answer(txt(`"${PROOF}"`)) }).seen.ownership).toBe('proven');
  });

  it('that stands at a name typed twice, or at the name itself, is found there', () => {
    const twice = ownership({ txt: NOTHING, astray: { txtTwice: answer(txt(PROOF, `_edgewise.${HOST}.acme.com`)) } });
    expect(twice).toMatchObject({ state: 'wrong', found: [PROOF] });
    expect(twice?.text).toMatch(/_edgewise\.gifts\.acme\.com\.acme\.com.*Type only _edgewise\.gifts as its name/);
    const bare = ownership({ txt: NOTHING, astray: { txtBare: answer(txt(PROOF, HOST)) } });
    expect(bare?.text).toMatch(/stands at gifts\.acme\.com itself/);
    expect(look({ txt: NOTHING, astray: { txtBare: answer(txt(PROOF, HOST)) } }).seen.ownership).toBe('missing');
  });
});

describe('the record that leads here', () => {
  it('is wrong, duplicated or missing, in words', () => {
    expect(routing({ cname: answer(cname('shops.old.example')), a: NOTHING })).toMatchObject({
      state: 'wrong',
      found: ['shops.old.example'],
      text: expect.stringMatching(/leads to shops\.old\.example\. It must lead to domains\.edgewise\.app/),
    });
    expect(routing({ cname: answer(cname(FALLBACK), cname('b.example')) })).toMatchObject({ state: 'duplicated' });
    expect(routing({ cname: NOTHING, a: NOTHING, aaaa: NOTHING })).toMatchObject({ state: 'missing' });
    expect(routing(addresses('203.0.113.9'))).toMatchObject({ state: 'wrong', found: ['A 203.0.113.9'] });
  });

  it('behind Cloudflare’s proxy must be DNS only', () => {
    const proxied = routing(addresses('104.21.3.4', '172.67.130.4'));
    expect(proxied).toMatchObject({ state: 'proxied', text: expect.stringContaining('DNS only') });
    expect(routing(addresses('104.21.3.4', '203.0.113.9'))?.state).toBe('wrong');
    // Our own addresses at a name that can have a CNAME were copied, and may change.
    expect(routing(addresses('104.18.40.10'))?.state).toBe('wrong');
  });

  it('typed twice is found there', () => {
    const nothing = { cname: NOTHING, a: NOTHING, aaaa: NOTHING };
    const twice = routing({ ...nothing, astray: { routingTwice: answer(rr(`${HOST}.acme.com`, 'CNAME', FALLBACK)) } });
    expect(twice).toMatchObject({ state: 'wrong', text: expect.stringMatching(/Type only gifts as its name/) });
  });

  it('is cached where the resolver gives the very copy of the look before', () => {
    const old = (ttl: number): Partial<Look> => ({ cname: answer(cname('old.example', ttl)), a: NOTHING });
    const first = look(old(300)).diagnosis;
    const before = { at: new Date(NOW.getTime() - 60_000), records: first.records };
    const kept = routing({ ...old(240), before });
    expect(kept).toMatchObject({ state: 'cached', ttlLeft: 240, text: expect.stringContaining('another 4 minutes') });
    expect(look({ ...old(240), before }).diagnosis.lights.hostname).toMatchObject({ state: 'amber' });
    // Asked anew since then: it is what the DNS says now.
    expect(routing({ ...old(300), before })?.state).toBe('wrong');
    expect(routing({ cname: answer(cname('new.example', 240)), a: NOTHING, before })?.state).toBe('wrong');
  });
});

describe('the top of a zone', () => {
  const apex = (a: DnsAnswer, more: Partial<Look> = {}) =>
    look({
      host: 'acme.com',
      txt: answer(txt(PROOF, '_edgewise.acme.com')),
      cname: NOTHING,
      a,
      aaaa: NOTHING,
      ...more,
    });
  const at = (...data: string[]) => answer(...data.map((d) => rr('acme.com', 'A', d)));

  it('has our addresses where its DNS service can flatten', () => {
    const { diagnosis } = apex(at('104.18.40.10'));
    expect(diagnosis.records[1]).toMatchObject({ type: 'ALIAS', name: 'acme.com', state: 'found' });
    expect(diagnosis.apex).toMatchObject({ flattened: true });
  });

  it('else is told of the way over www', () => {
    const { diagnosis } = apex(at('203.0.113.9'));
    expect(diagnosis.records[1]?.state).toBe('wrong');
    expect(diagnosis.apex).toMatchObject({ flattened: false, redirectFrom: 'acme.com', useInstead: 'www.acme.com' });
    expect(apex(at('104.18.40.10', '203.0.113.9')).diagnosis.records[1]?.state).toBe('wrong');
  });

  it('cannot be judged without knowing our own addresses', () => {
    const blind = apex(at('104.18.40.10'), { ours: { a: FAILED, aaaa: FAILED } });
    expect(blind.diagnosis.records[1]?.state).toBe('unknown');
  });
});

describe('a resolver that fails', () => {
  it('makes grey lights and says nothing about the name', () => {
    const blind = { txt: FAILED, cname: FAILED, a: FAILED, aaaa: FAILED, probe: undefined };
    expect(ownership(blind)?.state).toBe('unknown');
    expect(look(blind).seen).toEqual({ ownership: 'unknown', well: false, ill: false });
    expect(colours(blind)).toEqual(['grey', 'green', 'grey']);
  });

  it('for one record hides no fault of the other', () => {
    expect(colours({ txt: FAILED, cname: answer(cname('x.example')), a: NOTHING })[0]).toBe('red');
  });
});

describe('CAA', () => {
  const caa = (...sets: [string, string[]][]): Partial<Look> => ({
    caa: sets.map(([name, data]) => ({ name, answer: answer(...data.map((d) => rr(name, 'CAA', d))) })),
  });

  it('forbids where no issuer of the nearest set is ours', () => {
    const forbidden = caa([HOST, []], ['acme.com', ['0 issue "digicert.com"', '0 iodef "mailto:a@acme.com"']]);
    const { diagnosis } = look({ ...forbidden, hostname: hostname({ sslStatus: 'pending_validation' }) });
    expect(diagnosis.lights.certificate.state).toBe('red');
    expect(diagnosis.records[2]).toMatchObject({
      type: 'CAA',
      name: 'acme.com',
      value: '0 issue "pki.goog"',
      state: 'wrong',
    });
    expect(look(caa([HOST, ['0 issue ";"']])).diagnosis.lights.certificate).toMatchObject({ state: 'amber' });
  });

  it('allows ours, other tags, and what a nearer set allows', () => {
    for (const set of [
      caa([HOST, ['0 issue "digicert.com"', '0 issue "pki.goog; cansignhttpexchanges=yes"']]),
      caa([HOST, ['0 issuewild "digicert.com"']]),
      caa([HOST, ['0 issue "pki.goog"']], ['acme.com', ['0 issue ";"']]),
      // What could not be looked at may allow what the name above forbids.
      {
        caa: [
          { name: HOST, answer: FAILED },
          { name: 'acme.com', answer: answer(rr('acme.com', 'CAA', '0 issue ";"')) },
        ],
      },
    ]) {
      expect(look(set).diagnosis.lights.certificate.state).toBe('green');
      expect(look(set).diagnosis.records).toHaveLength(2);
    }
  });
});

describe('the lights', () => {
  it.each([
    [
      'the network takes it up',
      { hostname: hostname({ status: 'pending', sslStatus: 'initializing' }) },
      'amber',
      'amber',
    ],
    ['the network knows nothing of it', { hostname: { kind: 'none' } }, 'amber', 'grey'],
    ['the network could not be asked', { hostname: { kind: 'failed', reason: 'x' } }, 'grey', 'grey'],
    ['the network refuses it', { hostname: { kind: 'refused', reason: 'x' } }, 'red', 'grey'],
    ['it is blocked', { hostname: hostname({ status: 'blocked' }) }, 'red', 'green'],
    ['the certificate timed out', { hostname: hostname({ sslStatus: 'validation_timed_out' }) }, 'green', 'red'],
    [
      'the authority refused',
      { hostname: hostname({ sslStatus: 'pending_validation', sslErrors: ['caa_error'] }) },
      'green',
      'red',
    ],
    ['the certificate is on its way', { hostname: hostname({ sslStatus: 'pending_issuance' }) }, 'green', 'amber'],
  ] as [string, Partial<Look>, string, string][])('say that %s', (_, more, name, certificate) => {
    expect(colours(more).slice(0, 2)).toEqual([name, certificate]);
    expect(look(more).seen.well).toBe(false);
  });

  it('tell a stranger’s answer, no answer, and what waits for the certificate apart', () => {
    expect(look({ probe: { kind: 'other', status: 301 } }).diagnosis.lights.site).toMatchObject({ state: 'red' });
    expect(look({ probe: { kind: 'failed', error: 'refused' } }).diagnosis.lights.site).toMatchObject({ state: 'red' });
    const early = {
      probe: { kind: 'failed', error: 'tls' } as const,
      hostname: hostname({ sslStatus: 'pending_issuance' }),
    };
    expect(look(early).diagnosis.lights.site.state).toBe('amber');
    expect(colours({ probe: undefined })[2]).toBe('grey');
    expect(look({ probe: undefined }).seen.well).toBe(false);
  });
});

describe('before the first look', () => {
  it('the records to set are there, and nothing is said of them', () => {
    const shown = undiagnosed({ host: 'acme.com', fallback: FALLBACK, proof: PROOF });
    expect(shown.records.map((r) => [r.type, r.name, r.value, r.state])).toEqual([
      ['TXT', '_edgewise.acme.com', PROOF, 'unknown'],
      ['ALIAS', 'acme.com', FALLBACK, 'unknown'],
    ]);
    expect(shown.apex).toMatchObject({ flattened: false, useInstead: 'www.acme.com' });
  });
});
