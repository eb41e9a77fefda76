import { describe, expect, it } from 'vitest';
import { readView } from './view.ts';

describe('readView', () => {
  it('reads a tab with what belongs to it', () => {
    expect(readView({ tab: 'wealth', off: ['a', 'b', 'a'], kind: 'buy' })).toEqual({ tab: 'wealth', off: ['a', 'b'] });
    expect(readView({ tab: 'insider', kind: 'buy', off: 'a' })).toEqual({ tab: 'insider', kind: 'buy' });
    expect(readView({ field: 'title' })).toEqual({ field: 'title' });
  });

  it('drops what means nothing', () => {
    expect(readView({ tab: 'overview' })).toEqual({});
    expect(readView({ tab: 'elsewhere', field: '../x', kind: 'buy', q: 'ada' })).toEqual({});
  });
});
