import { describe, expect, it } from 'vitest';
import { asksFor, draftOf, type Likeness } from './draft.ts';

const nobody: Likeness = {
  name: 'Ada',
  title: null,
  seniority: null,
  department: null,
  company: null,
  industry: null,
  city: null,
  region: null,
  country: null,
};

describe('a draft by the profile itself', () => {
  it('looks for the same kind of title, rank, industry and country', () => {
    const like = {
      ...nobody,
      title: 'Senior Regional Director of Sales, EMEA',
      seniority: 'director',
      industry: 'Software',
      company: 'Acme',
      country: 'Norway',
    };
    expect(draftOf(like)).toEqual({
      titles: ['Director of Sales'],
      seniorities: ['director'],
      industries: ['Software'],
      companySizes: [],
      places: ['Norway'],
      wealth: [],
      keywords: [],
    });
  });

  it('looks for nobody where nothing is known, and for no rank that is none', () => {
    expect(asksFor(draftOf(nobody))).toBe(false);
    expect(draftOf({ ...nobody, seniority: 'wizard' }).seniorities).toEqual([]);
    expect(draftOf({ ...nobody, title: 'Senior ' }).titles).toEqual(['Senior']);
  });
});
