import { describe, expect, it } from 'vitest';
import { isSharedMailbox } from './mailbox.ts';
import { isSame, judgeRecords } from './match.ts';
import { readPerson } from './record.ts';

const shared = (email: string, a: string, b: string): boolean => {
  const [local = '', domain = ''] = email.split('@');
  return isSharedMailbox(local, domain, readPerson({ name: a }), readPerson({ name: b }));
};

describe('a mailbox that several people read', () => {
  it.each([
    ['info@larkspur.com', 'Ann Vellacott', 'Ben Okafor'],
    ['sales.team@larkspur.com', 'Ann Vellacott', 'Ben Okafor'],
    ['front.desk@larkspur.com', 'Ann Vellacott', 'Ben Okafor'],
    ['investor-relations@larkspur.com', 'Ann Vellacott', 'Ben Okafor'],
    ['vellacottfamily@gmail.com', 'Ann Vellacott', 'Ben Vellacott'],
    ['ann.and.ben@gmail.com', 'Ann Vellacott', 'Ben Vellacott'],
    ['annandben@gmail.com', 'Ann Vellacott', 'Ben Vellacott'],
    ['annundben@web.de', 'Ann Vellacott', 'Ben Vellacott'],
    ['vellacott@gmail.com', 'Ann Vellacott', 'Ben Vellacott'],
    ['thevellacotts@vellacott.net', 'Ann Vellacott', 'Ben Vellacott'],
  ])('%s', (email, a, b) => expect(shared(email, a, b)).toBe(true));

  it.each([
    ['ann.vellacott@larkspur.com', 'Ann Vellacott', 'Ann Vellacott'],
    // `et`, `and` and `y` within a name join nobody.
    ['olya.petrenko@gmail.com', 'Olga Petrenko', 'Olga Lindberg'],
    ['sandra.hand@gmail.com', 'Sandra Hand', 'Sandra Hand'],
    // A family's name at an employer is whoever bears it there.
    ['vellacott@larkspur.com', 'Ann Vellacott', 'Ann Vellacott'],
  ])('not %s', (email, a, b) => expect(shared(email, a, b)).toBe(false));

  it('is no proof, and neither is its domain for first names that differ', () => {
    const email = 'admin@brackenridgecpa.com';
    const gradeOf = (a: string, b: string) => judgeRecords({ name: a, email }, { name: b, email }).grade;
    expect(isSame(gradeOf('Robert Brackenridge', 'Bob Brackenridge'))).toBe(false);
    expect(isSame(gradeOf('Ann Vellacott', 'Ann Vellacott'))).toBe(true);
  });
});
