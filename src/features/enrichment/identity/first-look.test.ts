import { describe, expect, it } from 'vitest';
import { isDomainOf, isEmployer, sameCompany, sameName } from './first-look.ts';

describe('the same name', () => {
  it.each([
    ['Satya Nadella', 'Nadella Satya'],
    ['Brian Moynihan', 'MOYNIHAN BRIAN T'],
    ['Deirdre O’Brien', "O'BRIEN DEIRDRE"],
    ['Tim Cook', 'Timothy D. Cook'],
    ['B. Moynihan', 'Brian Moynihan'],
    ['José García', 'Jose Garcia'],
    ['Dr. Ann Lee, PhD', 'Ann Lee'],
    ['Łukasz Kowalski', 'Lukasz Kowalski'],
    ['Greg Penner', 'Penner Gregory Boyd'],
    ['J. R. Smith', 'Smith J R'],
    ['Cher', 'CHER'],
  ])('%s and %s', (a, b) => {
    expect(sameName(a, b)).toBe(true);
    expect(sameName(b, a)).toBe(true);
  });
  it.each([
    ['Satya Nadella', 'Amy Hood'],
    ['Tim Zheng', 'Roy Chung'],
    ['Amy Hood', 'Robin Hood'],
    ['Al Smith', 'Alexandra Smith'],
    ['Cher', 'Cher Bono'],
    ['J. R. Smith', 'K. L. Smith'],
    ['John Smith', 'Smith'],
    ['', 'Ann Lee'],
  ])('not %s and %s', (a, b) => {
    expect(sameName(a, b)).toBe(false);
    expect(sameName(b, a)).toBe(false);
  });
});

describe('the same company', () => {
  it.each([
    ['Apple', 'Apple Inc.'],
    ['Bank of America', 'BANK OF AMERICA CORP /DE/'],
    ['JPMorgan Chase', 'JPMORGAN CHASE & CO'],
    ['Amazon', 'AMAZON COM INC'],
    ['Meta', 'Meta Platforms, Inc.'],
    ['Snow Flake', 'Snowflake Inc.'],
  ])('%s and %s', (a, b) => {
    expect(sameCompany(a, b)).toBe(true);
    expect(sameCompany(b, a)).toBe(true);
  });
  it.each([
    ['Apple', 'Microsoft'],
    ['General', 'General Motors'],
    ['Bank', 'Bank of America'],
    ['GE', 'GE Vernova'],
    ['Motors', 'General Motors'],
    ['', 'Apple'],
  ])('not %s and %s', (a, b) => {
    expect(sameCompany(a, b)).toBe(false);
    expect(sameCompany(b, a)).toBe(false);
  });
  it('knows a company by its domain', () => {
    expect(isDomainOf('www.jpmorganchase.com', 'JPMORGAN CHASE & CO')).toBe(true);
    expect(isDomainOf('apple.com', 'Apple Inc.')).toBe(true);
    expect(isDomainOf('gmail.com', 'Apple Inc.')).toBe(false);
    expect(isEmployer({ company: null, companyDomain: 'apple.com' }, 'Apple Inc.')).toBe(true);
    expect(isEmployer({ company: null, companyDomain: null }, 'Apple Inc.')).toBe(false);
    expect(isEmployer({ company: 'Acme', companyDomain: null }, 'Apple Inc.')).toBe(false);
  });
});
