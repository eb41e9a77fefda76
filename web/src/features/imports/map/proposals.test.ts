import { expect, test } from 'vitest';
import { proposalOf, toAsk, withProposals } from './proposals.ts';

const column = (name: string, target: 'custom' | 'email' | 'skip', confidence: number) => ({
  name,
  samples: [],
  target,
  confidence,
});
const COLUMNS = [column('Mail', 'email', 0.99), column('Wer', 'custom', 0), column('Wo', 'custom', 0)];
const plan = (mapping: Record<string, 'custom' | 'email' | 'city' | 'name' | 'notes'>) => ({
  mapping,
  rules: {},
  overrides: [],
});
const AS_PROPOSED = plan({ Mail: 'email', Wer: 'custom', Wo: 'custom' });
const said = (name: string, target: 'name' | 'city' | 'email') => ({ name, target, because: 'so' });

test('asked about is what nobody is sure of, has chosen, or has been told of', () => {
  expect(toAsk(COLUMNS, AS_PROPOSED, {})).toEqual(['Wer', 'Wo']);
  expect(toAsk(COLUMNS, plan({ ...AS_PROPOSED.mapping, Wer: 'notes' }), {})).toEqual(['Wo']);
  expect(toAsk(COLUMNS, AS_PROPOSED, { Wo: { target: 'custom', because: 'no' } })).toEqual(['Wer']);
  expect(proposalOf({}, 'constructor')).toBeUndefined();
});

test('a proposal takes its place, but never over what a person chose or another column gives', () => {
  expect(withProposals(AS_PROPOSED, COLUMNS, [said('Wer', 'name'), said('Wo', 'city')]).mapping).toEqual({
    Mail: 'email',
    Wer: 'name',
    Wo: 'city',
  });
  const chosen = plan({ ...AS_PROPOSED.mapping, Wo: 'notes', Wer: 'city' });
  expect(withProposals(chosen, COLUMNS, [said('Wo', 'city'), said('Wer', 'name')])).toEqual(chosen);
  const taken = plan({ ...AS_PROPOSED.mapping, Wo: 'city' });
  expect(withProposals(taken, COLUMNS, [said('Wer', 'city'), said('Nowhere', 'name')])).toEqual(taken);
});
