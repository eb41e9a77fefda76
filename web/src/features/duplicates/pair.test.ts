import { expect, test } from 'vitest';
import type { Prospect } from '../../../../src/features/prospects/contract.ts';
import { linesOf, survivorOf } from './pair.ts';

const person = (over: Partial<Prospect>): Prospect => ({
  id: 'x',
  name: 'Ana Doe',
  firstName: null,
  lastName: null,
  email: null,
  phone: null,
  linkedinUrl: null,
  title: null,
  seniority: null,
  department: null,
  company: null,
  companyDomain: null,
  industry: null,
  city: null,
  region: null,
  country: null,
  location: null,
  netWorth: null,
  tags: [],
  notes: null,
  custom: {},
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
  enrichedAt: null,
  ...over,
});

test('fields stand side by side, and only two that say something else are to be chosen from', () => {
  const lines = linesOf({
    a: person({ title: 'CEO', phone: '1', custom: { Club: 'A' } }),
    b: person({ title: 'ceo', email: 'a@b.example', phone: '2', custom: { Club: 'B' } }),
  });
  expect(lines.map(({ label, differs, choosable }) => [label, differs, choosable])).toEqual([
    ['Name', false, false],
    ['E-mail', true, false],
    ['Phone', true, true],
    ['Title', false, false],
    ['Club', true, true],
  ]);
});

test('the record that more is known of stays, else the older one', () => {
  const known = person({ title: 'CEO' });
  const older = person({ createdAt: '2025-01-01T00:00:00Z' });
  expect(survivorOf({ a: known, b: older })).toBe('a');
  expect(survivorOf({ a: older, b: known })).toBe('b');
  expect(survivorOf({ a: person({}), b: older })).toBe('b');
});
