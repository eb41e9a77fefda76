import { describe, expect, it } from 'vitest';
import { caaOf, readAnswer, textOf } from './dns.ts';

describe('what a resolver answers', () => {
  it('is read with names in lower case and without their last dot', () => {
    const json = {
      Status: 0,
      TC: false,
      Question: [{ name: 'Gifts.acme.com', type: 1 }],
      Answer: [
        { name: 'Gifts.ACME.com.', type: 5, TTL: 60, data: 'Domains.Edgewise.app.' },
        { name: 'domains.edgewise.app', type: 1, TTL: 300, data: '104.18.40.10' },
        { name: 'domains.edgewise.app', type: 46, TTL: 300, data: 'A 13 2 300' },
      ],
    };
    expect(readAnswer(json)).toEqual({
      kind: 'answer',
      negativeTtl: null,
      records: [
        { name: 'gifts.acme.com', type: 'CNAME', ttl: 60, data: 'domains.edgewise.app' },
        { name: 'domains.edgewise.app', type: 'A', ttl: 300, data: '104.18.40.10' },
      ],
    });
  });

  it('that there is nothing is an answer, kept for the lesser of the two times', () => {
    const soa = { name: 'acme.com', type: 6, TTL: 900, data: 'ns1.acme.com. host.acme.com. 1 7200 900 1209600 300' };
    expect(readAnswer({ Status: 3, Authority: [soa] })).toEqual({ kind: 'answer', records: [], negativeTtl: 300 });
    expect(readAnswer({ Status: 0 })).toEqual({ kind: 'answer', records: [], negativeTtl: null });
  });

  it('that it could not look is none, and neither is what makes no sense', () => {
    for (const json of [
      { Status: 2 },
      { Status: 5 },
      { Answer: [] },
      { Status: 0, Answer: 'x' },
      null,
      undefined,
      [],
    ]) {
      expect(readAnswer(json)).toBeUndefined();
    }
  });
});

describe('the text of a record', () => {
  it('is joined, without quotes and escapes, and as it is where there are none', () => {
    expect(textOf('"edgewise-verify=ab"')).toBe('edgewise-verify=ab');
    expect(textOf('edgewise-verify=ab')).toBe('edgewise-verify=ab');
    expect(textOf('"one " "two"')).toBe('one two');
    expect(textOf('"a\\"b\\\\c\\059d"')).toBe('a"b\\c;d');
    expect(textOf('""')).toBe('');
  });

  it('of CAA is read from bytes too', () => {
    expect(caaOf('0 issue "pki.goog"')).toBe('0 issue "pki.goog"');
    expect(caaOf('\\# 15 00 05 69 73 73 75 65 70 6b 69 2e 67 6f 6f 67')).toBe('0 issue "pki.goog"');
  });
});
