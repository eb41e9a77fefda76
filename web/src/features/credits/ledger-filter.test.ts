import { expect, test } from 'vitest';
import { readLedgerFilter } from './ledger-filter.ts';

const RUN = '01900000-0000-7000-8000-000000000001';

test('an address is read as the API takes it', () => {
  expect(readLedgerFilter({ member: 'u1', provider: 'exa', state: 'unknown', run: RUN })).toEqual({
    member: 'u1',
    provider: 'exa',
    state: 'unknown',
    run: RUN,
  });
});

test('what the API would refuse is dropped', () => {
  expect(
    readLedgerFilter({ member: 'x'.repeat(101), provider: 'import', state: 'toString', run: 'not-an-id' }),
  ).toEqual({});
});
