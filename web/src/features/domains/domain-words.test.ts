import { describe, expect, it } from 'vitest';
import type { Lights } from '../../../../src/features/domains/contract.ts';
import { isSettled, lightsWords, ttlLeftNow } from './domain-words.ts';

const lights = (hostname: Lights['hostname']['state']): Lights => ({
  hostname: { state: hostname, text: 'One.', advice: null },
  certificate: { state: 'green', text: 'Two.', advice: null },
  site: { state: 'green', text: 'Three.', advice: null },
});

describe('isSettled', () => {
  it('waits for every light, and for nothing once the name is removed', () => {
    expect(isSettled({ state: 'ready', lights: lights('green') })).toBe(true);
    expect(isSettled({ state: 'ready', lights: lights('amber') })).toBe(false);
    expect(isSettled({ state: 'pending', lights: lights('grey') })).toBe(false);
    expect(isSettled({ state: 'removed', lights: lights('red') })).toBe(true);
  });
});

describe('ttlLeftNow', () => {
  const checkedAt = '2026-03-10T12:00:00Z';
  const now = Date.parse(checkedAt);

  it('runs down from the moment of the check, and no further than nothing', () => {
    expect(ttlLeftNow(240, checkedAt, now)).toBe(240);
    expect(ttlLeftNow(240, checkedAt, now + 90_000)).toBe(150);
    expect(ttlLeftNow(240, checkedAt, now + 999_000)).toBe(0);
  });

  it('says nothing of what was not looked at', () => {
    expect(ttlLeftNow(null, checkedAt, now)).toBeNull();
    expect(ttlLeftNow(240, null, now)).toBeNull();
  });
});

describe('lightsWords', () => {
  it('names each light in its order', () => {
    expect(lightsWords(lights('green'))).toBe('Name: One. Certificate: Two. Pages: Three.');
  });
});
