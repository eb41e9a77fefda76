import { describe, expect, it } from 'vitest';
import { ipPrefix } from './ip-prefix.ts';

describe('the part of an address that is limited as one', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:0db8:0001:0002::/64'],
    ['2001:DB8:1:2::', '2001:0db8:0001:0002::/64'],
    ['2001:db8::1', '2001:0db8:0000:0000::/64'],
    ['::1', '0000:0000:0000:0000::/64'],
    ['1::2:3:4:5:6:7', '0001:0000:0002:0003::/64'],
    [undefined, 'unknown'],
    ['', 'unknown'],
  ])('of %s is %s', (address, prefix) => {
    expect(ipPrefix(address)).toBe(prefix);
  });
});
