import { describe, expect, it } from 'vitest';
import { suppressionValue } from '../../../../src/features/suppression/contract.ts';
import { readLine, readLines, valuesOf } from './paste.ts';

describe('a line that is pasted', () => {
  it.each([
    [' jane@acme.example ', { email: 'jane@acme.example' }],
    ['+1 (212) 555-0100', { phone: '+1 (212) 555-0100' }],
    ['0044 20 7946 0958', { phone: '0044 20 7946 0958' }],
    ['Jane Doe, acme.example', { name: 'Jane Doe', companyDomain: 'acme.example' }],
    ['Jane Doe, Acme, Inc.', { name: 'Jane Doe', company: 'Acme, Inc.' }],
  ])('%s is read as the API takes it', (text, value) => {
    expect(readLine(text)).toMatchObject({ value });
    expect(suppressionValue.safeParse(value).success).toBe(true);
  });

  it.each(['Jane Doe', '12 34', 'Jane <jane@acme.example>', 'Jane Doe,', ', Acme'])(
    '%s says why it is nothing',
    (text) => {
      expect(readLine(text)).toHaveProperty('problem');
    },
  );

  it('stands among others, and empty ones are none', () => {
    const lines = readLines('a@b.example\r\n\n  \nnobody\n');
    expect(lines).toHaveLength(2);
    expect(valuesOf(lines)).toEqual([{ email: 'a@b.example' }]);
  });
});
