import { describe, expect, it } from 'vitest';
import { safeNext } from './safe-next.ts';

const ORIGIN = 'https://acme.edgewise.app';

describe('safeNext', () => {
  it.each([
    ['/prospects', '/prospects'],
    ['/prospects?q=ada&tag=vip#top', '/prospects?q=ada&tag=vip#top'],
    ['/imports/../jobs', '/jobs'],
  ])('goes on to %s', (next, expected) => {
    expect(safeNext(next, ORIGIN)).toBe(expected);
  });

  it.each([
    ['another host', 'https://evil.example/x'],
    ['a host without a scheme', '//evil.example/x'],
    ['a backslash', '/\\evil.example/x'],
    ['a tab that parsers drop', '/\t/evil.example/x'],
    ['a line break that parsers drop', '/\n/evil.example/x'],
    ['two slashes behind a dot', '/.//evil.example/x'],
    ['a scheme', 'javascript:alert(1)'],
    ['a path without its slash', 'prospects'],
    ['the sign-in screen itself', '/sign-in?next=/jobs'],
    ['the API', '/api/v1/prospects'],
    ['no text', ['/jobs']],
    ['nothing', undefined],
  ])('goes home instead of to %s', (_, next) => {
    expect(safeNext(next, ORIGIN)).toBe('/');
  });
});
