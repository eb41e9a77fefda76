import { expect, test } from 'vitest';
import { AUDITED, changesBetween, eventOf, type TimelineRow } from './timeline-event.ts';

const row = (said: Partial<TimelineRow>): TimelineRow => ({
  key: '0195',
  verb: 'prospect.changed',
  at: new Date('2026-03-01T10:00:00Z'),
  dayOnly: false,
  byKind: 'member',
  byName: 'Ada',
  of: null,
  subject: null,
  detail: {},
  sources: [],
  text: null,
  people: [],
  ...said,
});
const changes = (said: Partial<TimelineRow>) => eventOf(row(said), new Map([['u1', 'Ada']])).changes;

test('a change is told with what stood there before, custom values each by name, keys not at all', () => {
  expect(
    changesBetween(
      { title: 'CFO', custom: { Club: 'A', Yacht: 'B' }, email_key: 'x', city: 'Bern' },
      { title: 'CEO', custom: { Club: 'C', Yacht: 'B' }, email_key: 'y', city: 'Bern' },
    ),
  ).toEqual([
    { field: 'title', before: 'CFO', after: 'CEO' },
    { field: 'custom.Club', before: 'A', after: 'C' },
  ]);
  expect(changesBetween({ notes: 'a' }, { notes: 'x'.repeat(1_000) })[0]?.after).toHaveLength(301);
});

test('an owner is told by name, and as a former member where nobody has the id any more', () => {
  expect(changes({ detail: { before: { ownerId: null }, ownerId: 'u1' } })).toEqual([
    { field: 'owner', before: null, after: 'Ada' },
  ]);
  expect(changes({ detail: { before: { ownerId: 'u9' }, ownerId: null } })[0]?.before).toBe('A former member');
});

test('a bulk edit is told by what it did to this person, and its undoing the other way round', () => {
  const detail = { change: { kind: 'field', field: 'title' }, before: { value: 'CFO' }, after: { value: 'CEO' } };
  expect(changes({ verb: 'bulk_changed', detail })).toEqual([{ field: 'title', before: 'CFO', after: 'CEO' }]);
  expect(changes({ verb: 'bulk_undone', detail })).toEqual([{ field: 'title', before: 'CEO', after: 'CFO' }]);
  const suppressed = { change: { kind: 'suppress' }, before: null, after: 'an entry' };
  expect(changes({ verb: 'bulk_changed', detail: suppressed })[0]).toMatchObject({ field: 'suppressed', after: 'yes' });
  expect(changes({ verb: 'bulk_undone', detail: suppressed })[0]).toMatchObject({ field: 'suppressed', after: 'no' });
  expect(
    changes({ verb: 'bulk_changed', detail: { change: { kind: 'add_tags' }, before: ['a'], after: ['a', 'b'] } }),
  ).toEqual([{ field: 'tags', before: 'a', after: 'a, b' }]);
});

test('every verb that is read has its kind, and any other is a mistake', () => {
  for (const verb of Object.keys(AUDITED)) expect(eventOf(row({ verb }), new Map()).kind).toBeTruthy();
  expect(() => eventOf(row({ verb: 'tenant.paid' }), new Map())).toThrow('knows no tenant.paid');
});
