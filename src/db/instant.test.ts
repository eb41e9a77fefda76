import fc from 'fast-check';
import { expect, it } from 'vitest';
import { instantOf } from './instant.ts';

const asWritten = (at: Date, zone = '+00'): string =>
  at
    .toISOString()
    .replace('T', ' ')
    .replace('Z', '')
    .replace(/\.?0+$/, (zeros) => (zeros.startsWith('.') ? '' : zeros)) + zone;

it('a moment as PostgreSQL writes it is the same moment as ISO 8601', () => {
  const moment = fc.date({
    min: new Date('0001-01-02T00:00:00Z'),
    max: new Date('9999-12-30T00:00:00Z'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(moment, (at) => {
      expect(instantOf(asWritten(at))).toBe(at.toISOString());
    }),
  );
});

it.each([
  ['2026-11-29 06:00:00+00', '2026-11-29T06:00:00.000Z'],
  ['2026-11-29 06:00:00.1+00', '2026-11-29T06:00:00.100Z'],
  ['2026-11-29 06:00:00.12+00', '2026-11-29T06:00:00.120Z'],
  ['2026-11-29 06:00:00.123+00', '2026-11-29T06:00:00.123Z'],
  ['2026-11-29 06:00:00.123456+00', '2026-11-29T06:00:00.123Z'],
  ['2026-11-29 06:00:00.5+02', '2026-11-29T04:00:00.500Z'],
  ['2026-11-29 06:00:00-03:30', '2026-11-29T09:30:00.000Z'],
])('%s', (text, iso) => expect(instantOf(text)).toBe(iso));
