import { describe, expect, it } from 'vitest';
import type { Me } from '../../../../src/features/access/contract.ts';
import { noticesOf } from './notices.ts';

const NOW = Date.parse('2026-03-10T12:00:00Z');
const DAY = 86_400_000;
const at = (ms: number) => new Date(NOW + ms).toISOString();
const kinds = (more: Partial<Me['tenant']>, impersonation?: Me['impersonation']) =>
  noticesOf(
    {
      tenant: {
        id: 't',
        slug: 'acme',
        name: 'Acme',
        plan: 'pro',
        billing: 'active',
        gate: 'full',
        trialEndsAt: null,
        graceEndsAt: null,
        ...more,
      },
      ...(impersonation && { impersonation }),
    },
    NOW,
  );

describe('noticesOf', () => {
  it('is silent where all is well', () => {
    expect(kinds({})).toEqual([]);
    expect(kinds({ billing: 'trialing', trialEndsAt: at(5 * DAY + 1) })).toEqual([]);
    expect(kinds({ billing: 'trialing' })).toEqual([]);
  });

  it('announces the end of a trial in its last five days', () => {
    expect(kinds({ billing: 'trialing', trialEndsAt: at(5 * DAY) })[0]).toMatchObject({ kind: 'trial', tone: 'info' });
    expect(kinds({ billing: 'trialing', trialEndsAt: at(2.5 * DAY) })[0]?.text).toContain('in 3 days');
    expect(kinds({ billing: 'trialing', trialEndsAt: at(1) })[0]?.text).toContain('within a day');
  });

  it('tells a missed payment from the end of its grace', () => {
    expect(kinds({ billing: 'past_due', graceEndsAt: at(DAY) })[0]?.kind).toBe('past_due');
    expect(kinds({ billing: 'past_due', graceEndsAt: at(0) })[0]).toMatchObject({ kind: 'limited', tone: 'bad' });
    expect(kinds({ billing: 'past_due' })[0]?.text).toContain('for now');
  });

  it('puts whose workspace it is before all else', () => {
    const both = kinds({ billing: 'past_due', graceEndsAt: at(DAY) }, { by: 'Ola', until: at(1000) });
    expect(both.map(({ kind }) => kind)).toEqual(['impersonation', 'past_due']);
  });
});
