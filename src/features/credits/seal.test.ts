import { describe, expect, it } from 'vitest';
import { type Ring, rewrap, ringOf, seal, unseal } from './seal.ts';

const secret = () =>
  btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
const ring = async (current: string, retired?: string): Promise<Ring> => {
  const made = await ringOf(current, retired);
  if (!made) throw new Error('No ring');
  return made;
};
const [first, second] = [`a:${secret()}`, `b:${secret()}`];

describe('a sealed key', () => {
  it('opens where it was sealed, and each seal is another', async () => {
    const r = await ring(first);
    const [one, two] = [await seal(r, 't', 'exa', 'sk-secret'), await seal(r, 't', 'exa', 'sk-secret')];
    expect(await unseal(r, 't', 'exa', one)).toBe('sk-secret');
    expect(one.sealed).not.toBe(two.sealed);
    expect(one.wrapped).not.toBe(two.wrapped);
    expect(JSON.stringify(one)).not.toContain('sk-secret');
  });
  it('opens for no other tenant and no other provider, and not where it was changed', async () => {
    const r = await ring(first);
    const row = await seal(r, 't', 'exa', 'sk-secret');
    await expect(unseal(r, 'u', 'exa', row)).rejects.toThrow();
    await expect(unseal(r, 't', 'apollo', row)).rejects.toThrow();
    const flipped = `${row.sealed.slice(0, -6)}${row.sealed.at(-6) === 'A' ? 'B' : 'A'}${row.sealed.slice(-5)}`;
    await expect(unseal(r, 't', 'exa', { ...row, sealed: flipped })).rejects.toThrow();
  });
  it('moves to a new secret, after which the old one is not needed', async () => {
    const row = await seal(await ring(first), 't', 'exa', 'sk-secret');
    const both = await ring(second, first);
    expect(await unseal(both, 't', 'exa', row)).toBe('sk-secret');
    const moved = await rewrap(both, 't', 'exa', row);
    expect(moved).toMatchObject({ kek: 'b', sealed: row.sealed });
    if (!moved) throw new Error('Not moved');
    const alone = await ring(second);
    expect(await unseal(alone, 't', 'exa', moved)).toBe('sk-secret');
    await expect(unseal(alone, 't', 'exa', row)).rejects.toThrow('There is no key encryption key a.');
    expect(await rewrap(both, 't', 'exa', moved)).toBeUndefined();
  });
});

describe('the secret', () => {
  it('may be missing: then nothing is sealed', async () => expect(await ringOf(undefined, undefined)).toBeUndefined());
  it.each(['', 'a', 'a:short', `a:${'!'.repeat(43)}`, `:${secret()}`])(
    'that is %j is refused without being told',
    async (text) => {
      const made = ringOf(text || ' ', undefined);
      await expect(made).rejects.toThrow(/^KEY_ENCRYPTION_KEY is not/);
      if (text.length > 5) await expect(made).rejects.not.toThrow(text);
    },
  );
});
