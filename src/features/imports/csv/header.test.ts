import { describe, expect, it } from 'vitest';
import { columnNames } from './header.ts';

describe('names of columns', () => {
  it('are trimmed, filled in and told apart', () => {
    expect(columnNames(['Email', 'email', ' Email ', '', 'Email', '\u00a0'])).toEqual([
      'Email',
      'email',
      'Email (2)',
      'Column 4',
      'Email (3)',
      'Column 6',
    ]);
  });

  it('are told apart from names that look like ours', () => {
    expect(columnNames(['A', 'A (2)', 'A', 'Column 5', ''])).toEqual([
      'A',
      'A (2)',
      'A (3)',
      'Column 5',
      'Column 5 (2)',
    ]);
  });

  it('are safe as keys', () => {
    expect(columnNames(['__proto__', ' __proto__', 'constructor'])).toEqual(['Column 1', 'Column 2', 'constructor']);
  });

  it('stand on one line', () => {
    expect(columnNames(['Net\r\nWorth'])).toEqual(['Net Worth']);
  });

  it('are refused where there are too many, or one is a text', () => {
    expect(() => columnNames(Array.from({ length: 1001 }, () => 'x'))).toThrow('1,001 columns');
    expect(columnNames(Array.from({ length: 1000 }, () => 'x'))).toHaveLength(1000);
    expect(() => columnNames(['a', 'x'.repeat(501)])).toThrow('column 2');
  });
});
