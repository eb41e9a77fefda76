import { describe, expect, it } from 'vitest';
import { agreeInKorean } from './korean.ts';
import { isSame, judgeRecords } from './match.ts';

const agree = (a: string, b: string) => agreeInKorean(a.split('-'), b.split('-'));

describe('Korean given names agree in both syllables', () => {
  it.each([
    ['ji-hoon', 'ji-hun'],
    ['ji-hoon', 'jihoon'],
    ['min-jun', 'min-joon'],
    ['seo-yeon', 'suh-yeon'],
    ['hyun-woo', 'hyeon-u'],
    ['young-hee', 'yeong-hui'],
    ['kyung-soo', 'gyeong-su'],
    ['jae-won', 'jai-won'],
  ])('%s and %s', (a, b) => {
    expect(agree(a, b)).toBe(true);
    expect(agree(b, a)).toBe(true);
  });

  it.each([
    ['ji-hoon', 'ji-hyun'],
    ['ji-hoon', 'jihyun'],
    ['seo-yeon', 'soo-yeon'],
    ['min-ji', 'min-joo'],
    ['sung-min', 'sung-mi'],
    ['eun-ji', 'yeon-ji'],
  ])('not %s and %s', (a, b) => {
    expect(agree(a, b)).toBe(false);
    expect(agree(b, a)).toBe(false);
  });

  it('nothing is said of names without a hyphen, or that are not Korean', () => {
    expect(agree('jihoon', 'jihyun')).toBeUndefined();
    expect(agree('anne-marie', 'annemarie')).toBeUndefined();
  });

  it('two who sound alike at one employer are two', () => {
    const company = 'Haetae Chemical';
    const gradeOf = (a: string, b: string) => judgeRecords({ name: a, company }, { name: b, company }).grade;
    expect(isSame(gradeOf('Bong Ji-hoon', 'Bong Ji-hyun'))).toBe(false);
    expect(isSame(gradeOf('Bong Ji-hoon', 'Bong Jihun'))).toBe(true);
  });
});
