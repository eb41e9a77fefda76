import { describe, expect, it } from 'vitest';
import { type Level, levelOf, wordOf } from './words.ts';

const level = (a: string, b: string, role: 'given' | 'family'): Level | undefined =>
  levelOf(wordOf(a), wordOf(b), role);

describe('how two words of a name agree', () => {
  it.each<[string, string, 'given' | 'family', Level | undefined]>([
    // A hand drops, doubles and turns letters; another family differs in a vowel, at the end, or in a short word.
    ['Wintersteiger', 'Wintersteigre', 'family', 'slip'],
    ['Achterberg', 'Achteberg', 'family', 'slip'],
    ['Wintersteiger', 'Wintersteigir', 'family', 'spelling'],
    ['Barlow', 'Bartlow', 'family', 'spelling'],
    ['Simonsen', 'Simensen', 'family', 'spelling'],
    ['Barlow', 'Harlow', 'family', undefined],
    // Names of one origin that are each a name of its own.
    ['Marcus', 'Mark', 'given', 'kin'],
    ['Steven', 'Stephen', 'given', 'kin'],
    ['Andrew', 'Andrea', 'given', 'kin'],
    ['Bob', 'Robert', 'given', 'related'],
    ['Tony', 'Antonio', 'given', 'related'],
    ['Aleksei', 'Alexey', 'given', 'related'],
    ['Sean', 'Shane', 'given', undefined],
    ['Bob', 'Robin', 'given', undefined],
    // What a scanner reads, and what clerks shorten.
    ['Comelia', 'Cornelia', 'given', 'slip'],
    ['Wm', 'William', 'given', 'related'],
    ['Shcherbak', 'Scherbak', 'family', 'sound'],
    // In another script there is no other spelling to choose.
    ['Михаил', 'Michael', 'given', 'related'],
    ['राहुल', 'Rahul', 'given', 'same'],
  ])('%s and %s, as a %s name: %s', (a, b, role, expected) => {
    expect(level(a, b, role)).toBe(expected);
    expect(level(b, a, role)).toBe(expected);
  });
});
