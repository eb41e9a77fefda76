import { describe, expect, it } from 'vitest';
import { nameKey, PAIR_MS } from './hotkeys.ts';

const press = (key: string, more: object = {}) => ({ key, metaKey: false, ctrlKey: false, altKey: false, ...more });

describe('nameKey', () => {
  it('names a plain key without regard to case', () => {
    expect(nameKey(press('J'), null, 0).name).toBe('j');
    expect(nameKey(press('Escape'), null, 0).name).toBe('Escape');
  });

  it('takes Cmd and Ctrl for one', () => {
    expect(nameKey(press('k', { metaKey: true }), null, 0).name).toBe('mod+k');
    expect(nameKey(press('K', { ctrlKey: true }), null, 0).name).toBe('mod+k');
  });

  it('joins g and the next key while it comes in time', () => {
    const first = nameKey(press('g'), null, 0);
    expect(nameKey(press('p'), first.pending, PAIR_MS - 1).name).toBe('g p');
    expect(nameKey(press('p'), first.pending, PAIR_MS).name).toBe('p');
  });

  it('forgets the pair once it is made', () => {
    const first = nameKey(press('g'), null, 0);
    expect(nameKey(press('p'), first.pending, 1).pending).toBeNull();
  });
});
