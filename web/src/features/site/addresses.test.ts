import { describe, expect, it } from 'vitest';
import { rootUrl, slugOf, workspaceUrl } from './addresses.ts';

describe('slugOf', () => {
  it.each([
    ['acme', 'acme'],
    ['  ACME ', 'acme'],
    ['acme.localhost:8787', 'acme'],
    ['https://acme.localhost:8787/prospects?q=1', 'acme'],
    ['acme-2', 'acme-2'],
  ])('reads %j', (typed, slug) => {
    expect(slugOf(typed, 'localhost:8787')).toBe(slug);
  });

  it.each(['', 'a b', '-acme', 'acme-', 'evil.example', 'acme.evil.localhost:8787', 'a@b', 'x'.repeat(64)])(
    'takes %j for no workspace',
    (typed) => {
      expect(slugOf(typed, 'localhost:8787')).toBeNull();
    },
  );
});

describe('addresses', () => {
  it('keep the scheme of the page', () => {
    expect(workspaceUrl('acme', 'edgewise.app', 'https:')).toBe('https://acme.edgewise.app/sign-in');
    expect(rootUrl('localhost:8787', 'http:', '/sign-up')).toBe('http://localhost:8787/sign-up');
  });
});
