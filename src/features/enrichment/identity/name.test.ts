import { describe, expect, it } from 'vitest';
import { isSame, judgeRecords } from './match.ts';
import { readName } from './name.ts';
import type { PersonRecord } from './record.ts';

const wordsOf = (raw: string): string[] => readName(raw).words.map(({ text }) => text);
const same = (a: PersonRecord, b: PersonRecord): boolean => isSame(judgeRecords(a, b).grade);
const farm = { company: 'Bracken Tulips' };

describe('a name as it is read', () => {
  it('without what kings and customs put before it', () => {
    expect(wordsOf("Tan Sri Dato' Lim Kok Wah")).toEqual(['lim', 'kok', 'wah']);
    expect(wordsOf('Tan Kok Wah')).toEqual(['tan', 'kok', 'wah']);
  });
  it('says by Mr. and Mrs. who it is', () => {
    expect(readName('Mr. Douglas Farquharson').sex).toBe('m');
    expect(readName('Farquharson, Mrs. Douglas').sex).toBe('f');
    expect(readName('Missy Farquharson').sex).toBeUndefined();
  });
  it('of home before a comma and another behind it', () => {
    expect(same({ name: 'Chan Tai Man, Raymond', ...farm }, { name: 'Raymond T.M. Chan', ...farm })).toBe(true);
    expect(same({ name: 'Chan Tai Man, Raymond', ...farm }, { name: 'Raymond K.L. Chan', ...farm })).toBe(false);
  });
  it('of the third of a family, who is called Trey', () => {
    const owner = { ...farm, title: 'Owner' };
    expect(same({ name: 'Trey Farquharson', ...owner }, { name: 'Walter Farquharson III', ...owner })).toBe(true);
    expect(same({ name: 'Trey Farquharson', ...owner }, { name: 'Walter Farquharson Jr.', ...owner })).toBe(false);
  });
  it('of a servant of God in one word', () => expect(wordsOf('محمد عبد الرحمن الخطيب')).toHaveLength(3));
  it('in characters that nobody reads here is near beside a profile, and not without', () => {
    const linkedin = 'in/kfarquharson-hokusei';
    expect(judgeRecords({ name: '渡辺 恵子', linkedin }, { name: 'Keiko Watanabe', linkedin }).grade).toBe('near');
    expect(same({ name: '渡辺 恵子', ...farm }, { name: 'Keiko Watanabe', ...farm })).toBe(false);
  });
});

describe('beside a name', () => {
  it('an address spells out an initial', () => {
    const town = { city: 'Hoboken', region: 'NJ' };
    const email = 'renata.farquharson@gmail.com';
    expect(same({ name: 'R. Farquharson', ...town, email }, { name: 'Renata Farquharson', ...town })).toBe(true);
    expect(same({ name: 'R. Farquharson', ...town }, { name: 'Renata Farquharson', ...town })).toBe(false);
  });
  it('Mrs. Douglas may be the wife of a Douglas, unless the employer is the same', () => {
    const [wife, him] = [{ name: 'Mrs. Douglas Farquharson' }, { name: 'Douglas Farquharson' }];
    const town = { city: 'Savannah', title: 'President' };
    expect(same({ ...wife, ...town }, { ...him, ...town, company: 'Bracken' })).toBe(true);
    expect(same({ ...wife, city: 'Savannah' }, { ...him, city: 'Savannah', company: 'Bracken' })).toBe(false);
    expect(same({ ...wife, ...farm }, { ...him, ...farm })).toBe(true);
  });
});
