import { expect, test } from 'vitest';
import type { TimelineEvent } from '../../../../src/features/records/contract.ts';
import { byDay, byWords, eventTitle, sourceWords } from './timeline-words.ts';

const event = (said: Partial<TimelineEvent>): TimelineEvent => ({
  id: 'x',
  kind: 'changed',
  at: '2026-03-04T12:00:00.000Z',
  dayOnly: false,
  by: { kind: 'member', name: 'Ada' },
  of: null,
  subject: null,
  changes: [],
  sources: [],
  people: [],
  text: null,
  url: null,
  amountUsd: null,
  ...said,
});
const change = (field: string) => ({ field, before: null, after: 'x' });

test('each event is told in a line of plain words', () => {
  expect(eventTitle(event({ changes: [change('title'), change('custom.Club')] }))).toBe('Title and Club changed');
  expect(eventTitle(event({ kind: 'added', subject: { type: 'import', id: 'i', name: 'fair.csv' } }))).toBe(
    'Imported from fair.csv',
  );
  expect(eventTitle(event({ kind: 'merged', people: [{ id: 'p', name: 'Bo' }] }))).toBe('Bo merged into this person');
  expect(eventTitle(event({ kind: 'enriched', text: 'failed' }))).toBe('Enrichment failed');
  const deleted = { field: 'deleted', before: null, after: 'yes' };
  expect(eventTitle(event({ kind: 'bulk_changed', changes: [deleted] }))).toBe('Deleted with others');
  const lifted = { field: 'suppressed', before: null, after: 'no' };
  expect(eventTitle(event({ kind: 'bulk_undone', changes: [lifted] }))).toBe('Lifted with others');
});

test('sources say what each brought', () => {
  const sources = [
    { source: 'apollo', status: 'found', found: 3 },
    { source: 'exa', status: 'none', found: 0 },
    { source: 'edgar', status: 'failed', found: 0 },
  ];
  expect(sourceWords(event({ sources }))).toBe('3 values from Apollo, nothing from Exa, SEC EDGAR failed');
  expect(sourceWords(event({}))).toBeNull();
});

test('who did it is a member, the product, or nobody', () => {
  expect(byWords(event({}))).toBe('Ada');
  expect(byWords(event({ by: { kind: 'member', name: null } }))).toBe('A former member');
  expect(byWords(event({ by: { kind: 'job', name: null } }))).toBe('Edgewise');
  expect(byWords(event({ kind: 'signal', by: null }))).toBeNull();
});

test('events stand under days, a dated fact under its own wherever the reader is', () => {
  const now = new Date(2026, 2, 4, 18).getTime();
  const at = (day: number, hour: number) => new Date(2026, 2, day, hour).toISOString();
  const groups = byDay(
    [
      event({ at: at(4, 17) }),
      event({ at: at(4, 1) }),
      event({ at: at(3, 23) }),
      event({ at: '2020-05-06T00:00:00.000Z', dayOnly: true }),
    ],
    now,
  );
  expect(groups.map(({ title, events }) => [title, events.length])).toEqual([
    ['Today', 2],
    ['Yesterday', 1],
    ['May 6, 2020', 1],
  ]);
});
