import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SOURCES } from '../../prospects/contract.ts';
import { WATERFALL_FIELDS } from '../contract.ts';
import { waysOf } from './ladder.ts';

const order = fc.shuffledSubarray([...SOURCES], { minLength: SOURCES.length });
const fields = fc.subarray([...WATERFALL_FIELDS], { minLength: 1 });

describe('the ways in which sources are asked', () => {
  it('take in each source about people once, the ladder in the tenant’s order', () =>
    fc.assert(
      fc.property(order, fields, fc.subarray([...SOURCES]), fc.boolean(), (by, wanted, sources, waterfall) => {
        const ways = waysOf(sources, { mode: waterfall ? 'waterfall' : 'side_by_side', order: by, fields: wanted });
        expect([...ways.ladder, ...ways.beside].sort()).toEqual(sources.filter((one) => one !== 'claude').sort());
        expect(ways.ladder).toEqual(by.filter((one) => (ways.ladder as string[]).includes(one)));
        if (!waterfall) expect(ways.ladder).toEqual([]);
      }),
    ));
  it('leave beside what cannot fill a wanted field', () => {
    const settings = { mode: 'waterfall', order: ['contactout', 'edgar', 'apollo', 'exa', 'claude'] } as const;
    expect(waysOf(SOURCES, { ...settings, order: [...settings.order], fields: ['email'] })).toEqual({
      ladder: ['contactout', 'apollo'],
      beside: ['edgar', 'exa'],
    });
  });
});
