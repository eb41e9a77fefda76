import { describe, expect, it } from 'vitest';
import { readView } from './view.ts';

describe('readView', () => {
  it('reads a tab with what belongs to it', () => {
    const all = { without: ['a', 'b', 'a'], with: 'c', kind: 'buys' };
    expect(readView({ tab: 'wealth', ...all })).toEqual({ tab: 'wealth', without: ['a', 'b'], with: ['c'] });
    expect(readView({ tab: 'insider', ...all })).toEqual({ tab: 'insider', kind: ['buys'] });
    expect(readView({ field: 'title' })).toEqual({ field: 'title' });
  });

  it('drops what means nothing', () => {
    expect(readView({ tab: 'overview' })).toEqual({});
    expect(readView({ tab: 'elsewhere', field: '../x', kind: 'buys', q: 'ada' })).toEqual({});
    expect(readView({ tab: 'wealth', without: 'x'.repeat(301) })).toEqual({ tab: 'wealth' });
  });
});
