import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sameName } from './first-look.ts';
import { isSame, judgeRecords } from './match.ts';
import type { PersonRecord } from './record.ts';

const GRADES = ['none', 'possible', 'near', 'exact'];
const gradeOf = (a: PersonRecord, b: PersonRecord): string => judgeRecords(a, b).grade;
const wordsOf = (a: PersonRecord, b: PersonRecord): string[] => judgeRecords(a, b).evidence.map(({ words }) => words);

describe('a grade', () => {
  it('is exact where name and employer agree, and the words say why', () => {
    const judged = judgeRecords(
      { name: 'Birgit Sommerfeld', company: 'Daimler AG' },
      { name: 'SOMMERFELD BIRGIT', company: 'Mercedes-Benz Group' },
    );
    expect(judged.grade).toBe('exact');
    expect(judged.evidence).toContainEqual({
      kind: 'employer',
      weight: 3.7,
      words: 'Same employer under another of its names',
    });
  });

  it('needs more of a common name: the employer alone is not enough for exact', () => {
    const employer = { company: 'Ashgrove Cement' };
    expect(gradeOf({ name: 'John Smith', ...employer }, { name: 'John Smith', ...employer })).toBe('near');
    expect(wordsOf({ name: 'John Smith', ...employer }, { name: 'John Smith', ...employer })).toContain(
      'Many people bear this name, so that it proves little',
    );
    const more = { ...employer, title: 'Plant Manager', city: 'Tulsa' };
    expect(gradeOf({ name: 'John Smith', ...more }, { name: 'John Smith', ...more })).toBe('exact');
    expect(gradeOf({ name: 'John Smith' }, { name: 'John Smith', company: 'Acme' })).toBe('possible');
  });

  it('tells father and son apart, and does not guess which of them stands without a suffix', () => {
    const firm = { company: 'Halvorsen Boats' };
    expect(gradeOf({ name: 'Walter Halvorsen Jr.', ...firm }, { name: 'Walter Halvorsen, Sr.', ...firm })).toBe('none');
    expect(gradeOf({ name: 'Walter Halvorsen Jr.', ...firm }, { name: 'Walter Halvorsen', ...firm })).toBe('possible');
    const filer = { ...firm, cik: '1234567' };
    expect(gradeOf({ name: 'Walter Halvorsen Jr.', ...filer }, { name: 'HALVORSEN WALTER', cik: '0001234567' })).toBe(
      'exact',
    );
    const born = (birthYear: number) => ({ name: 'Walter Halvorsen', ...firm, birthYear });
    expect(gradeOf(born(1938), born(1969))).toBe('none');
  });

  it('is none for another filer, whatever else agrees', () => {
    const known = { name: 'Ottoline Farquharson', company: 'Tayside Whisky', city: 'Dundee' };
    expect(gradeOf({ ...known, cik: '1' }, { ...known, cik: '2' })).toBe('none');
  });

  it('is at most possible for two middle names, and for a filer whose name cannot be read', () => {
    const bank = { company: 'Sterling Bank' };
    expect(gradeOf({ name: 'Oswin A. Thackery', ...bank }, { name: 'Oswin B. Thackery', ...bank })).toBe('possible');
    expect(gradeOf({ name: 'Oswin Thackery', cik: '7' }, { name: 'Somebody Else', cik: '7' })).toBe('possible');
  });
});

const GIVEN = ['Ottoline', 'Robert', 'José', 'Jürgen', 'Xiaoming', 'Siobhán', 'Mohammed', 'Tamsin', 'Väinö'];
const FAMILY = ['Farquharson', 'Smith', 'Müller', 'Zhang', 'Grønlund', 'Peñalosa', 'Nwachukwu', 'Garcia'];
const person = fc.record(
  {
    given: fc.constantFrom(...GIVEN),
    middle: fc.constantFrom('', 'Ann', 'J.'),
    family: fc.constantFrom(...FAMILY),
    suffix: fc.constantFrom('', 'Jr.', 'Sr.', 'III'),
    company: fc.constantFrom(undefined, 'Acme Foods', 'ACME Foods Inc.', 'Facebook', 'Meta', 'Globex'),
    title: fc.constantFrom(undefined, 'CFO', 'Chief Financial Officer', 'Nurse'),
    city: fc.constantFrom(undefined, 'Austin', 'Boston', 'München'),
    email: fc.constantFrom(undefined, 'a.b@acme.com', 'c@gmail.com'),
    cik: fc.constantFrom(undefined, '1000001', '0001000001', '1000002'),
    birthYear: fc.constantFrom(undefined, 1950, 1980),
  },
  { requiredKeys: ['given', 'middle', 'family', 'suffix'] },
);
type Made = { given: string; middle: string; family: string; suffix: string; [more: string]: unknown };
const record = ({ given, middle, family, suffix, ...more }: Made): PersonRecord => ({
  ...more,
  name: [given, middle, family, suffix].filter(Boolean).join(' '),
});
const commaRecord = ({ given, middle, family, suffix, ...more }: Made): PersonRecord => ({
  ...more,
  name: `${[family, suffix].filter(Boolean).join(' ')}, ${[given, middle].filter(Boolean).join(' ')}`,
});
const withName = (r: PersonRecord, change: (name: string) => string): PersonRecord => ({
  ...r,
  name: change(String(r.name)),
});

describe('the laws of judging', () => {
  it('the same whichever comes first', () => {
    fc.assert(
      fc.property(person, person, (a, b) => {
        const [one, other] = [judgeRecords(record(a), record(b)), judgeRecords(record(b), record(a))];
        expect([one.grade, one.score]).toEqual([other.grade, other.score]);
      }),
    );
  });

  it('the same in any case, with or without accents, and however it is spaced', () => {
    const changes: ((name: string) => string)[] = [
      (name) => name.toUpperCase(),
      (name) => name.toLowerCase(),
      (name) => name.normalize('NFD').replace(/\p{M}/gu, ''),
      (name) => `  ${name.replaceAll(' ', ' \u00a0 ')}  `,
    ];
    fc.assert(
      fc.property(person, person, fc.constantFrom(...changes), (a, b, change) => {
        const before = gradeOf(record(a), record(b));
        expect(gradeOf(withName(record(a), change), withName(record(b), change))).toBe(before);
      }),
    );
  });

  it('the same where the family name comes first, and no less where a comma says so', () => {
    const turned = (r: Made): PersonRecord => record({ ...r, given: r.family, family: r.given });
    fc.assert(
      fc.property(person, person, (a, b) => {
        const [one, other] = [
          { ...a, middle: '' },
          { ...b, middle: '' },
        ];
        // A family name that has changed is known by the first name, and so by the order.
        fc.pre(sameName(`${a.given} ${a.family}`, `${b.given} ${b.family}`));
        const grade = gradeOf(record(one), record(other));
        expect(gradeOf(turned(one), turned(other))).toBe(grade);
        // Which of two words is the family name says how rare the name is.
        const said = GRADES.indexOf(gradeOf(commaRecord(one), commaRecord(other)));
        expect(said).toBeGreaterThanOrEqual(GRADES.indexOf(grade));
      }),
    );
  });

  it('never surer of two by a suffix that only one of them has, or that differs', () => {
    fc.assert(
      fc.property(person, person, (a, b) => {
        const plain = { ...b, suffix: '' };
        const before = GRADES.indexOf(gradeOf(record({ ...a, suffix: '' }), record(plain)));
        for (const [one, other] of [
          ['Jr.', ''],
          ['Jr.', 'Sr.'],
          ['II', 'III'],
        ] as const) {
          const after = gradeOf(record({ ...a, suffix: one }), record({ ...plain, suffix: other }));
          expect(GRADES.indexOf(after)).toBeLessThanOrEqual(before);
        }
      }),
    );
  });

  it('one person, where a record is compared with itself and says enough', () => {
    fc.assert(
      fc.property(person, (a) => {
        const known = record({ ...a, company: 'Acme Foods', title: 'CFO' });
        expect(isSame(judgeRecords(known, known).grade)).toBe(true);
      }),
    );
  });

  it('done with any text, soon', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 400 }),
      fc.constantFrom('و'.repeat(400), 'a '.repeat(200)),
    );
    fc.assert(
      fc.property(text, text, (a, b) => {
        const [one, other] = [`x ${a}`, `x ${b}`];
        expect(GRADES).toContain(
          gradeOf({ name: one, company: a, title: b }, { name: other, company: b, location: a }),
        );
      }),
    );
  });
});
