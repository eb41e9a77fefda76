import { describe, expect, it } from 'vitest';
import { customColumn, customOfColumn, isCustomColumn } from './custom-column.ts';

describe('a column of a field of the workspace’s own', () => {
  it('leads back to its key, whatever that is', () => {
    for (const key of ['Boats', 'custom.', 'a.b:c', 'é']) {
      expect(customOfColumn(customColumn(key))).toBe(key);
      expect(isCustomColumn(customColumn(key))).toBe(true);
    }
  });

  it('is none of another name, without a key, or of what can be no key', () => {
    for (const text of ['company', 'custom', 'custom.', 'custom. a', 'custom.a ', `custom.${'a'.repeat(101)}`])
      expect([text, isCustomColumn(text)]).toEqual([text, false]);
    expect(customOfColumn('company')).toBeUndefined();
  });
});
