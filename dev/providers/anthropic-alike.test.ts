import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOOKALIKE_SHAPE, promptOf, readAnswer } from '../../src/features/personas/exchange.ts';
import { alikeOf, profileIn } from './anthropic-alike.ts';

const LIKE = {
  name: 'Bianca Rossi',
  title: 'Wine Director',
  seniority: 'director',
  department: null,
  company: 'Cantina Rossi',
  industry: 'Winemaking',
  city: null,
  region: null,
  country: 'Italy',
};

test('titles are of the profile’s own line of work and rank, and its industry is kept', () => {
  const alike = alikeOf(profileIn(promptOf(LIKE).user) ?? {});
  assert.deepEqual(alike.jobTitles, ['Wine Director', 'Wine Manager', 'VP of Wine', 'Head of Wine']);
  assert.deepEqual([alike.seniority, alike.industries, alike.keywords], [['director'], ['Winemaking'], ['wine']]);
  assert.match(alike.reasoning, /Wine Director, of Winemaking.*in Italy/);
  assert.deepEqual(alikeOf({ title: 'Chief Executive Officer' }).jobTitles, [
    'Chief Executive Officer',
    'CEO',
    'President',
    'Managing Director',
  ]);
  assert.equal(alikeOf({ title: 'Vice President, Operations' }).jobTitles[1], 'VP of Operations');
});

test('what the profile does not carry is not made up, and the answer is one that the product takes', () => {
  assert.deepEqual(alikeOf({}), { ...alikeOf({}), jobTitles: [], seniority: [], industries: [], keywords: [] });
  for (const like of [LIKE, { ...LIKE, title: null, seniority: null, industry: null }]) {
    const answer = alikeOf(profileIn(promptOf(like).user) ?? {});
    assert.ok(LOOKALIKE_SHAPE.safeParse(answer).success);
    assert.equal(readAnswer(answer, like)?.definition.places[0], 'Italy');
  }
  assert.equal(profileIn('{"title": "no fences"}'), null);
});
