import { describe, expect, it } from 'vitest';
import { fieldStatuses } from './field-status.ts';

const of = (field: string, sources: Parameters<typeof fieldStatuses>[0]) =>
  fieldStatuses(sources).find((one) => one.field === field);

describe('the status of a field', () => {
  it('is found where a source brought it, and names who may still bring another', () =>
    expect(
      of('email', [
        { source: 'apollo', status: 'found', fields: ['email'] },
        { source: 'contactout', status: 'waiting', fields: [] },
      ]),
    ).toEqual({ field: 'email', status: 'found', from: ['apollo'], asking: ['contactout'] }));
  it.each([
    [['running', 'empty'], 'asking'],
    [['failed', 'empty'], 'failed'],
    [['empty', 'skipped'], 'not_found'],
    [['skipped', 'cancelled'], 'skipped'],
  ] as const)('of sources that are %j is %s', ([apollo, contactout], status) =>
    expect(
      of('email', [
        { source: 'apollo', status: apollo, fields: [] },
        { source: 'contactout', status: contactout, fields: [] },
      ])?.status,
    ).toBe(status),
  );
  it('knows nothing of fields that no source of the run fills, and shows what one brought beyond', () => {
    expect(of('phone', [{ source: 'apollo', status: 'found', fields: [] }])).toBeUndefined();
    expect(of('netWorth', [{ source: 'edgar', status: 'found', fields: ['netWorth'] }])?.from).toEqual(['edgar']);
  });
});
