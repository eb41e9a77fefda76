import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { promptOf, readAnswer } from './exchange.ts';

const like = {
  name: 'Ada Lovelace',
  title: 'VP Sales',
  seniority: 'vp',
  department: null,
  company: 'Acme',
  industry: 'Software',
  city: null,
  region: null,
  country: 'Norway',
};
const answer = {
  jobTitles: ['VP Sales', 'Head of Sales', 'Acme veteran'],
  seniority: ['vp'],
  industries: ['Software'],
  companySize: ['51-200'],
  keywords: ['saas', 'b2b', 'enterprise'],
  reasoning: 'They sell software.',
};

describe('a lookalike by Claude', () => {
  it('is asked without the name, between fences that no field knows', () => {
    const one = promptOf(like);
    expect(one.user).not.toContain('Ada');
    expect(promptOf(like).user).not.toBe(one.user);
    expect(JSON.parse(one.user.split('\n')[1] ?? '')).toMatchObject({ title: 'VP Sales', country: 'Norway' });
  });

  it('becomes a persona, without the own employer', () => {
    expect(readAnswer(answer, like)).toEqual({
      definition: {
        titles: ['VP Sales', 'Head of Sales'],
        seniorities: ['vp'],
        industries: ['Software'],
        companySizes: ['51-200'],
        places: ['Norway'],
        wealth: [],
        keywords: ['saas', 'b2b'],
      },
      reasoning: 'They sell software.',
    });
  });

  it('is never more than a search may be, whatever is answered', () => {
    expect(readAnswer({ ...answer, seniority: ['king'] }, like)).toBeUndefined();
    fc.assert(
      fc.property(fc.array(fc.string()), fc.array(fc.string()), fc.string(), (jobTitles, keywords, reasoning) => {
        const read = readAnswer({ ...answer, jobTitles, keywords, reasoning }, like);
        expect(read?.definition.titles.length ?? 0).toBeLessThanOrEqual(6);
        expect(read?.definition.keywords.length ?? 0).toBeLessThanOrEqual(2);
      }),
    );
  });
});
