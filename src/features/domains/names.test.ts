import { describe, expect, it } from 'vitest';
import { isApex, namesUp, proofName, readHost, relativeName } from './names.ts';

const read = (text: string, appDomain = 'edgewise.app') => {
  const result = readHost(text, appDomain);
  return result.kind === 'host' ? result.host : undefined;
};

describe('a name as people type it', () => {
  it('is the name that the DNS has', () => {
    const same = ['gifts.acme.com', ' GIFTS.Acme.com. ', 'https://gifts.acme.com/shop?x=1', 'http://gifts.acme.com:80'];
    for (const text of same) expect(read(text)).toBe('gifts.acme.com');
    expect(read('geschenke.müller.de')).toBe('geschenke.xn--mller-kva.de');
    expect(read('acme.co.uk')).toBe('acme.co.uk');
  });

  it.each([
    ['ours', ['edgewise.app', 'a.edgewise.app', 'domains.edgewise.app', 'EDGEWISE.app.']],
    ['an address', ['203.0.113.7', '0x7f.1', '2130706433', '[::1]', 'http://[2001:db8::1]/']],
    [
      'of nobody',
      ['localhost', 'x.localhost', 'x.local', 'a.test', 'x.onion', 'nas.home.arpa', 'x.internal', 'a.example'],
    ],
    ['an ending that many share', ['com', 'co.uk', 'github.io', 'blogspot.com']],
    ['no name', ['', 'a b.com', 'a_b.com', '*.acme.com', '-a.com', 'gifts', `${'a'.repeat(64)}.com`, 'x.notanending']],
    ['too much', ['acme.com:8443', 'user@acme.com', `${'a.'.repeat(130)}com`, `${`${'a'.repeat(60)}.`.repeat(4)}com`]],
  ])('is refused where it is %s', (_, texts) => {
    expect(texts.map((text) => [text, read(text)])).toEqual(texts.map((text) => [text, undefined]));
    for (const text of texts)
      expect(readHost(text, 'edgewise.app')).toMatchObject({ why: expect.stringMatching(/\w{3,}.*\.$/) });
  });

  it('is told an address by what it is, however it is written', () => {
    for (const text of ['203.0.113.7', '0x7f.1', '[::1]']) {
      expect(readHost(text, 'edgewise.app')).toMatchObject({ why: expect.stringContaining('IP address') });
    }
  });

  it('may be a sample of nobody’s on a local stack, and ours there is localhost', () => {
    expect(read('gifts.acme.example', 'localhost:8787')).toBe('gifts.acme.example');
    expect(read('example', 'localhost')).toBeUndefined();
    expect(read('acme.localhost', 'localhost:8787')).toBeUndefined();
    expect(read('edgewise.app', 'localhost')).toBe('edgewise.app');
  });
});

describe('the parts of a name', () => {
  it('are told by the public suffix list', () => {
    expect([isApex('acme.co.uk'), isApex('www.acme.co.uk'), isApex('acme.github.io')]).toEqual([true, false, true]);
    expect(namesUp('a.b.acme.co.uk')).toEqual(['a.b.acme.co.uk', 'b.acme.co.uk', 'acme.co.uk']);
  });

  it('are what a panel that adds the zone by itself wants', () => {
    expect(relativeName('gifts.acme.com')).toBe('gifts');
    expect(relativeName('acme.com')).toBe('@');
    expect(relativeName(proofName('gifts.acme.com'))).toBe('_edgewise.gifts');
    expect(relativeName(proofName('acme.co.uk'))).toBe('_edgewise');
  });
});
