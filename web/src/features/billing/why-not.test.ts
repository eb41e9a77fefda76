import { describe, expect, it } from 'vitest';
import type { Me } from '../../../../src/features/access/contract.ts';
import { isLimited, LIMITED_WORDS, whyNot } from './why-not.ts';

const NOW = Date.parse('2026-03-10T12:00:00Z');
const ENDS = { gate: 'full' as const, trialEndsAt: null, graceEndsAt: null };
const tenant = (more: Partial<Me['tenant']>): Pick<Me, 'tenant' | 'flags'> => ({
  tenant: { id: 't', slug: 'acme', name: 'Acme', plan: 'pro', billing: 'active', ...ENDS, ...more },
  flags: {},
});

describe('isLimited', () => {
  it('is what the API says', () => {
    expect(isLimited(tenant({ gate: 'limited' }), NOW)).toBe(true);
    expect(isLimited(tenant({ gate: 'full' }), NOW)).toBe(false);
  });

  it('begins at the very moment that the grace or the trial ends', () => {
    const at = (ms: number) => new Date(NOW + ms).toISOString();
    expect(isLimited(tenant({ billing: 'past_due', graceEndsAt: at(0) }), NOW)).toBe(true);
    expect(isLimited(tenant({ billing: 'past_due', graceEndsAt: at(1) }), NOW)).toBe(false);
    expect(isLimited(tenant({ billing: 'trialing', trialEndsAt: at(-1) }), NOW)).toBe(true);
    expect(isLimited(tenant({ billing: 'active', trialEndsAt: at(-1) }), NOW)).toBe(false);
  });
});

describe('whyNot', () => {
  it('is null where all is well, and where the API does not say', () => {
    expect(whyNot(tenant({}), NOW, 'imports')).toBeNull();
  });

  it('names the trial or the invoice, and leaves exports alone', () => {
    expect(whyNot(tenant({ gate: 'limited', billing: 'trialing' }), NOW)).toBe(LIMITED_WORDS.trialing);
    expect(whyNot(tenant({ gate: 'limited', billing: 'past_due' }), NOW)).toBe(LIMITED_WORDS.past_due);
    expect(whyNot(tenant({ gate: 'limited' }), NOW, 'exports')).toBeNull();
  });

  it('names the feature that is off, and no other', () => {
    const me = { ...tenant({}), flags: { imports: false, enrichment: true } };
    expect(whyNot(me, NOW, 'imports')).toMatch(/^Imports/);
    expect(whyNot(me, NOW, 'enrichment')).toBeNull();
    expect(whyNot(me, NOW)).toBeNull();
  });

  it('stops whoever looks in as a reader', () => {
    const me = { ...tenant({}), impersonation: { by: 'Ola', until: '2026-03-10T12:30:00Z' } };
    expect(whyNot(me, NOW, 'exports')).toMatch(/reader/);
  });
});
