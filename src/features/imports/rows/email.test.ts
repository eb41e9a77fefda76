import { describe, expect, it } from 'vitest';
import { emailKey, isEmail, readEmail } from './email.ts';

describe('a cell with an e-mail address', () => {
  it.each([
    ['A@X.com', 'a@x.com', ''],
    ['mailto:Ana@x.com?subject=Hi', 'ana@x.com', ''],
    ['Ana Doe <ana@x.com>', 'ana@x.com', 'Ana Doe'],
    ['a@x.com; b@y.com', 'a@x.com', 'b@y.com'],
    ['a@x.com, A@X.com', 'a@x.com', ''],
    ['* a@x.com ::: b@y.com ::: c@z.org', 'a@x.com', 'b@y.com; c@z.org'],
    ['nonsense; b@y.com', 'b@y.com', 'nonsense'],
    ['p5@münchen.example', 'p5@münchen.example', ''],
    ["o'neil+tag@sub.example.co.uk.", "o'neil+tag@sub.example.co.uk", ''],
    ['n/a', null, ''],
    ['-', null, ''],
  ])('%s', (cell, email, rest) => {
    expect(readEmail(cell)).toEqual({ ok: true, email, rest });
  });

  it.each([
    'ana',
    'ana@gmail',
    'a@@x.com',
    'a@-x.com',
    'a@x_y.com',
    'a@1.2.3.4',
    '@x.com',
    'a b@',
    `${'a'.repeat(65)}@x.com`,
  ])('refused: %s', (cell) => {
    expect(readEmail(cell).ok).toBe(false);
  });

  it('holds at most 254 characters', () => {
    const domain = `${'a'.repeat(60)}.`.repeat(3);
    expect(isEmail(`${'x'.repeat(9)}@${domain}${'b'.repeat(61)}`)).toBe(true);
    expect(isEmail(`${'x'.repeat(10)}@${domain}${'b'.repeat(61)}`)).toBe(false);
    expect(isEmail(`x@${domain}${'b'.repeat(64)}`)).toBe(false);
    expect(isEmail(`x@${domain}${'b'.repeat(63)}`)).toBe(true);
    expect(readEmail(`${'x'.repeat(300)}@x.com`)).toMatchObject({ ok: false, reason: expect.stringContaining('254') });
  });

  it('is read in no time however long it is', () => {
    for (const noise of ['.'.repeat(200_000), '<'.repeat(200_000), `a@${'b.'.repeat(100_000)}`, '@ '.repeat(100_000)]) {
      expect(readEmail(`a ${noise}!`).ok).toBe(false);
    }
  });
});

it('an international domain is compared in its ASCII form', () => {
  expect(emailKey('P5@München.example')).toBe('p5@xn--mnchen-3ya.example');
  expect(emailKey('p5@xn--mnchen-3ya.example')).toBe('p5@xn--mnchen-3ya.example');
});
