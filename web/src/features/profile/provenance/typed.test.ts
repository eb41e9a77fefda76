import { describe, expect, it } from 'vitest';
import { typedValue } from './typed.ts';

describe('typedValue', () => {
  it('reads money as people write it', () => {
    expect(typedValue('netWorth', '$1,250,000')).toBe('1250000');
    expect(typedValue('netWorth', ' 1.25M ')).toBe('1250000');
    expect(typedValue('netWorth', '2 billion')).toBe('2000000000');
    expect(typedValue('netWorth', '40 thousand')).toBe('40000');
    expect(typedValue('netWorth', 'a lot')).toBeNull();
  });

  it('takes other text as it stands', () => {
    expect(typedValue('title', ' Analyst ')).toBe('Analyst');
    expect(typedValue('title', '  ')).toBeNull();
  });
});
