import { describe, expect, it } from 'vitest';
import { many, one, parseSearch, stringifySearch } from './search-params.ts';

describe('search parameters', () => {
  it('reads a repeated name as several values, in order', () => {
    expect(parseSearch('?company=Acme&q=ada&company=Beta+Inc')).toEqual({ company: ['Acme', 'Beta Inc'], q: 'ada' });
  });

  it('keeps text that looks like JSON or a number as text', () => {
    expect(parseSearch('?q=["a"]&title=007')).toEqual({ q: '["a"]', title: '007' });
  });

  it('drops empty values both ways', () => {
    expect(parseSearch('?q=&sort=name')).toEqual({ sort: 'name' });
    expect(stringifySearch({ q: '', sort: undefined, cursor: null, tag: ['', 'vip'] })).toBe('?tag=vip');
  });

  it('gives nothing for nothing', () => {
    expect(stringifySearch({})).toBe('');
  });

  it('comes back from the address bar as it went in', () => {
    const search = { company: ['"Smith & Sons"', 'a=b'], q: 'zoë +1 50%' };
    expect(parseSearch(stringifySearch(search))).toEqual(search);
  });

  it('takes the first of several where one is wanted, each once where many are', () => {
    expect(one(['a', 'b'])).toBe('a');
    expect(one('  ')).toBeUndefined();
    expect(many(['a', 'b', 'a', ' '], 20)).toEqual(['a', 'b']);
    expect(many(['a', 'b', 'c'], 2)).toEqual(['a', 'b']);
    expect(many(undefined, 20)).toBeUndefined();
  });
});
