import { describe, expect, it } from 'vitest';
import { Failure } from './failure.ts';
import { refusalOf } from './refusal.ts';

describe('refusalOf', () => {
  it('leads to usage where a limit of the plan is the reason, in the words of the API', () => {
    const refusal = refusalOf(new Failure('quota_exceeded', 'x', { detail: 'Three members at most.' }));
    expect(refusal).toMatchObject({ text: 'Three members at most.', go: { href: '/settings/usage' } });
  });

  it('leads to the page about the bill where the workspace is limited', () => {
    expect(refusalOf(new Failure('tenant_limited', 'x'))?.go?.href).toBe('/billing/reactivate');
  });

  it('promises no place to mend what is switched off', () => {
    expect(refusalOf(new Failure('feature_off', 'x'))?.go).toBeNull();
  });

  it('leaves all other failures as they are', () => {
    for (const code of ['invalid', 'tenant_locked', 'offline', 'unavailable'] as const)
      expect(refusalOf(new Failure(code, 'x'))).toBeNull();
  });
});
