import { describe, expect, it } from 'vitest';
import { readDomain } from './domain.ts';
import { readLinkedin } from './linkedin.ts';
import { readPhone } from './phone.ts';

describe('a LinkedIn profile', () => {
  it.each([
    'http://www.linkedin.com/in/Ana-Doe/',
    'linkedin.com/in/ana-doe?trk=x#about',
    'https://de.linkedin.com/in/ana-doe/de',
    '//m.linkedin.com/mwlite/in/ana-doe',
    ' HTTPS://LinkedIn.com:443/in/ANA-DOE ',
  ])('has one address, however it is written: %s', (text) => {
    expect(readLinkedin(text)).toEqual({
      kind: 'profile',
      url: 'https://www.linkedin.com/in/ana-doe',
      key: 'in/ana-doe',
    });
  });

  it('has one address however it is escaped', () => {
    const url = 'https://www.linkedin.com/in/jos%C3%A9';
    for (const slug of ['josé', 'jose\u0301', 'jos%c3%a9', 'JOS%C3%89']) {
      expect(readLinkedin(`https://www.linkedin.com/in/${slug}`)).toMatchObject({ url });
    }
    expect(readLinkedin(url)).toMatchObject({ url });
    expect(readLinkedin('linkedin.com/in/50%')).toMatchObject({ key: 'in/50%25' });
  });

  it('keeps the older form and the case of member ids', () => {
    expect(readLinkedin('http://www.linkedin.com/pub/ana-doe/1/2B/345')).toMatchObject({ key: 'pub/ana-doe/1/2b/345' });
    const id = 'ACoAABxYzAbCdEfGhIjKlMnOpQrStUvWxYz';
    expect(readLinkedin(`https://www.linkedin.com/in/${id}`)).toMatchObject({ key: `in/${id}` });
  });

  it('is not what another address of LinkedIn, or another site, leads to', () => {
    for (const path of ['sales/lead/ACwAAA,NAME_SEARCH', 'company/acme', 'in/', '', 'talent/profile/x']) {
      expect(readLinkedin(`https://www.linkedin.com/${path}`).kind).toBe('other');
    }
    for (const url of [
      'https://evil.com/linkedin.com/in/x',
      'https://notlinkedin.com/in/x',
      'https://linkedin.com.evil.com/in/x',
      'ana-doe',
      'javascript:alert(1)//linkedin.com/in/x',
    ]) {
      expect(readLinkedin(url).kind).toBe('foreign');
    }
  });
});

describe('a company’s domain', () => {
  it.each([
    ['https://www.Acme.com/about?x', 'acme.com', ''],
    ['acme.co.uk.', 'acme.co.uk', ''],
    ['ana@acme.com', 'acme.com', ''],
    ['http://user:pw@acme.com:8080/x', 'acme.com', ''],
    ['http://münchen.example/', 'xn--mnchen-3ya.example', ''],
    ['acme.com; acme.de', 'acme.com', 'acme.de'],
    ['www.com', 'www.com', ''],
    ['https://www.facebook.com/acme', null, 'https://www.facebook.com/acme'],
    ['N/A', null, ''],
  ])('%s', (cell, domain, rest) => {
    expect(readDomain(cell)).toEqual({ ok: true, domain, rest });
  });

  it.each(['acme', '10.0.0.1', 'localhost', 'http://', 'a b', '[::1]', `${'a.'.repeat(200)}com`])(
    'refused: %s',
    (cell) => {
      expect(readDomain(cell).ok).toBe(false);
    },
  );
});

describe('a phone number', () => {
  it.each([
    ['+1-202-555-0101 x12', '+1-202-555-0101 x12', ''],
    ['2125550103', '2125550103', ''],
    [' ::: +1 202 555 0199 ::: 911', '+1 202 555 0199', '911'],
    ['none', null, ''],
  ])('%s', (cell, phone, rest) => {
    expect(readPhone(cell)).toEqual({ ok: true, phone, rest });
  });

  it.each(['ask her', '12', '2.12556E+9', '1'.repeat(30)])('refused: %s', (cell) => {
    expect(readPhone(cell).ok).toBe(false);
  });
});
