import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COLUMN_TARGETS } from '../imports/contract.ts';
import { formOf, promptOf, readAnswer, takenBy } from './exchange.ts';

const column = (name: string, ...cells: string[]) => ({ name, cells });
const ASKED = [
  column('Ansprechpartner', 'Ada Lovelace', 'Grace Hopper'),
  column('Kontakt', 'ada@engine.example', 'grace@navy.example'),
  column('Lfd', '1', '2'),
  column('Bemerkung', 'likes tea', ''),
];
const said = (...columns: [column: number, target: string][]) => ({
  columns: columns.map(([at, target]) => ({ column: at, target, because: `it is ${target}` })),
});

describe('what is sent of a file', () => {
  it('is the names of columns and the forms of values, as data between fences', () => {
    const { system, user, tokens } = promptOf(ASKED, ['company'], 'abc');
    expect(user.split('\n')).toHaveLength(3);
    expect(user.startsWith('COLUMNS-abc\n')).toBe(true);
    expect(user).toContain('"Aaa Aaaaaaaa"');
    expect(user).toContain('e-mail address');
    expect(system).toContain('Not to be given again: company');
    expect(tokens).toBeGreaterThan(200);
    expect(promptOf(ASKED, []).user).not.toBe(promptOf(ASKED, []).user);
  });

  it('is nothing that a value says, in whatever script', () => {
    const value = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), fc.emailAddress());
    fc.assert(
      fc.property(value, (text) => {
        expect(formOf(text)).not.toMatch(/(?![Aa])\p{L}|(?!9)\p{N}/u);
        expect(formOf(text).length).toBeLessThanOrEqual(40);
      }),
    );
    for (const cell of ASKED.flatMap(({ cells }) => cells).filter((one) => one.length > 2)) {
      expect(promptOf(ASKED, []).user).not.toContain(cell);
    }
  });
});

it('the fields that other columns give are taken, what any number of them may be is not', () => {
  expect(takenBy({ Who: 'name', Mail: 'email', A: 'custom', B: 'skip' }, ['Who'])).toEqual(['email']);
});

describe('an answer', () => {
  it('proposes what the columns are', () => {
    expect(readAnswer(said([0, 'name'], [1, 'email'], [2, 'skip'], [3, 'custom']), ASKED, [])).toEqual([
      { name: 'Ansprechpartner', target: 'name', because: 'it is name' },
      { name: 'Kontakt', target: 'email', because: 'it is email' },
      { name: 'Lfd', target: 'skip', because: 'it is skip' },
      { name: 'Bemerkung', target: 'custom', because: 'it is custom' },
    ]);
  });

  it('that is not of the shape is none', () => {
    for (const wrong of [null, 'yes', [], {}, { columns: [{ column: 0, target: 'password', because: '' }] }]) {
      expect([wrong, readAnswer(wrong, ASKED, [])]).toEqual([wrong, undefined]);
    }
  });

  it('gives no field twice, none that another column gives, and none that the values deny', () => {
    expect(readAnswer(said([0, 'name'], [3, 'name'], [1, 'notes']), ASKED, ['notes'])).toMatchObject([
      { name: 'Ansprechpartner', target: 'name' },
    ]);
    expect(readAnswer(said([0, 'email'], [3, 'linkedinUrl'], [2, 'title'], [1, 'phone']), ASKED, [])).toEqual([]);
  });

  it('whatever it says names only columns that were asked about, each once, with a line of text', () => {
    const one = fc.record({
      column: fc.oneof(fc.integer({ min: -2, max: 6 }), fc.double({ noNaN: true, noDefaultInfinity: true })),
      target: fc.constantFrom(...COLUMN_TARGETS),
      because: fc.string({ unit: 'binary', maxLength: 400 }),
    });
    fc.assert(
      fc.property(fc.record({ columns: fc.array(one, { maxLength: 12 }) }), (answer) => {
        const read = readAnswer(answer, ASKED, ['title']) ?? [];
        const names = read.map(({ name }) => name);
        expect(new Set(names).size).toBe(names.length);
        expect(names.every((name) => ASKED.some((asked) => asked.name === name))).toBe(true);
        const fields = read.map(({ target }) => target).filter((target) => target !== 'skip' && target !== 'custom');
        expect(new Set(fields).size).toBe(fields.length);
        expect(fields).not.toContain('title');
        for (const { because } of read) expect(because).not.toMatch(/\p{Cc}/u);
      }),
    );
  });
});
