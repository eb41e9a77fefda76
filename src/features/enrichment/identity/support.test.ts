import { describe, expect, it } from 'vitest';
import { isSame, judgeRecords } from './match.ts';
import { readName } from './name.ts';
import { compareNames, type NameMatch } from './name-match.ts';
import type { PersonRecord } from './record.ts';
import { supportNeeded, supportOf } from './support.ts';

const needed = (a: string, b: string): number => supportNeeded(compareNames(readName(a), readName(b)) as NameMatch);
const same = (a: PersonRecord, b: PersonRecord): boolean => isSame(judgeRecords(a, b).grade);

describe('what has to stand beside a name', () => {
  it('is more the looser the first name agrees', () => {
    const looser = ['Ottoline', 'Ottolien', 'O.'].map((given) =>
      needed('Ottoline Farquharson', `${given} Farquharson`),
    );
    expect(looser).toEqual([...looser].sort((a, b) => a - b));
    expect(new Set(looser).size).toBe(3);
    expect(needed('Robert Farquharson', 'Bob Farquharson')).toBeGreaterThan(0);
    expect(needed('Mark Farquharson', 'Marcus Farquharson')).toBeGreaterThan(4);
  });
  it('is more the more people bear the name', () => {
    expect(needed('Li Wang', 'Li Wang')).toBeGreaterThan(needed('Dennis Osborne', 'Dennis Osborne'));
    expect(needed('John Smith', 'John Smith')).toBeGreaterThan(needed('Ottoline Farquharson', 'Ottoline Farquharson'));
  });
  it('is never enough for two first names that changed places', () => {
    const more = { company: 'Kestrel Press', city: 'Tulsa', title: 'Editor' };
    expect(needed('Jordan Taylor', 'Taylor Jordan')).toBe(Number.POSITIVE_INFINITY);
    expect(same({ name: 'Jordan Taylor', ...more }, { name: 'Taylor Jordan', ...more })).toBe(false);
    const cik = '1234567';
    expect(same({ name: 'Jordan Taylor', ...more, cik }, { name: 'Taylor Jordan', ...more, cik })).toBe(true);
    // A comma says which is which.
    expect(same({ name: 'Jordan Taylor', ...more }, { name: 'Taylor, Jordan', ...more })).toBe(true);
  });
  it('counts all but the name', () => {
    const found = [
      { kind: 'name' as const, weight: 8, words: '' },
      { kind: 'employer' as const, weight: 4, words: '' },
      { kind: 'place' as const, weight: -1.5, words: '' },
    ];
    expect(supportOf(found)).toBe(2.5);
  });
  it('one employer alone makes no one of two names that are each a name of its own', () => {
    const at = { company: 'Larkspur Optics' };
    expect(same({ name: 'Mark Farquharson', ...at }, { name: 'Marcus Farquharson', ...at })).toBe(false);
    expect(same({ name: 'Steven Farquharson', ...at }, { name: 'Stephen Farquharson', ...at })).toBe(false);
    const more = { ...at, title: 'Buyer' };
    expect(same({ name: 'Steven Farquharson', ...more }, { name: 'Stephen Farquharson', ...more })).toBe(true);
  });
  it('a profile stands through a change of work and land, and Mr. and Mrs. are a couple', () => {
    const linkedin = 'in/ekuznetsova-qa';
    const moved = { name: 'Elena Kuznetsova', company: 'Sberbank', city: 'Moscow', country: 'Russia', linkedin };
    expect(same(moved, { ...moved, company: 'Larkspur', city: 'Lisbon', country: 'Portugal' })).toBe(true);
    const farm = { company: 'Bracken Tulips', title: 'Owner', city: 'Holland' };
    expect(same({ name: 'Mr. Teri Farquharson', ...farm }, { name: 'Mrs. Teri Farquharson', ...farm })).toBe(false);
  });
  it('a first name’s beginning is its short form beside a key, and not without', () => {
    const email = 'inge.farquharson@gmail.com';
    const [a, b] = [{ name: 'Ingeborg Farquharson' }, { name: 'Inge Farquharson' }];
    expect(same({ ...a, email }, { ...b, email })).toBe(true);
    expect(same({ ...a, city: 'Leuven' }, { ...b, city: 'Leuven' })).toBe(false);
  });
});
