import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifyHost, hostOf, isSlug, normaliseHost, slugsFor } from './host-name.ts';

const host = (text: string) => normaliseHost(new URL(text));

describe('a host', () => {
  it('is the same in any case, with a port and with a trailing dot', () => {
    for (const url of ['http://acme.edgewise.app/', 'https://ACME.Edgewise.App:8443/x', 'http://acme.edgewise.app./']) {
      expect(host(url)).toBe('acme.edgewise.app');
    }
  });

  it('that is no DNS name is none', () => {
    for (const url of ['http://[::1]/', 'http://a_b.edgewise.app/', `http://${'a'.repeat(64)}.app/`]) {
      expect(host(url)).toBeUndefined();
    }
  });

  it('of a request is what the URL parser makes of it, however often it comes', () => {
    const label = fc.string({ unit: fc.constantFrom(...'aB0-.:_@%\\[]é\t '), maxLength: 12 });
    const tail = fc.constantFrom('', '/', '/api?x=1', '?q', '#f', ':8787/', '.:80/a', '\\x');
    fc.assert(
      fc.property(fc.constantFrom('http://', 'https://'), label, tail, (scheme, name, rest) => {
        const url = `${scheme}${name}${rest}`;
        fc.pre(URL.canParse(url));
        const expected = host(url);
        expect([hostOf(url), hostOf(url)]).toEqual([expected, expected]);
      }),
    );
  });

  it('is the product’s own, a slug’s, or someone’s domain', () => {
    expect(classifyHost('localhost', 'localhost:8787')).toEqual({ kind: 'root' });
    expect(classifyHost('acme.localhost', 'localhost:8787')).toEqual({ kind: 'slug', slug: 'acme' });
    expect(classifyHost('a.b.edgewise.app', 'edgewise.app')).toEqual({ kind: 'slug', slug: 'a.b' });
    expect(classifyHost('notedgewise.app', 'edgewise.app')).toEqual({ kind: 'domain', host: 'notedgewise.app' });
  });
});

describe('slugs', () => {
  it('are labels that are not reserved and no disguise', () => {
    expect(['acme', 'a-1', 'x'.repeat(40)].map(isSlug)).toEqual([true, true, true]);
    expect(['', 'ab', 'www', 'api', '-ab', 'ab-', 'a.b', 'xn--ab', 'Acme', 'x'.repeat(41)].map(isSlug)).toEqual(
      Array(10).fill(false),
    );
  });

  it('made of any name are slugs, and there is always one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const slugs = slugsFor(name, 'a1b2c3');
        return slugs.length > 0 && slugs.every(isSlug);
      }),
    );
    expect(slugsFor('Müller & Söhne GmbH', 'a1b2c3')[0]).toBe('muller-sohne-gmbh');
  });
});
