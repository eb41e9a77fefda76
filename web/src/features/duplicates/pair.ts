import type { Duplicate } from '../../../../src/features/duplicates/contract.ts';
import type { Prospect } from '../../../../src/features/prospects/contract.ts';
import { usd } from '../../lib/format.ts';
import { fieldLabel, seniorityLabel } from '../prospects/labels.ts';

/** One line of two records side by side. `choosable`: both say something, and not the same. */
export interface Line {
  field: string;
  label: string;
  a: string | null;
  b: string | null;
  differs: boolean;
  choosable: boolean;
}

const FIELDS = [
  'name',
  'email',
  'phone',
  'linkedinUrl',
  'title',
  'company',
  'companyDomain',
  'industry',
  'seniority',
  'department',
  'city',
  'region',
  'country',
  'netWorth',
] as const;

const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

const line = (field: string, label: string, a: string | null, b: string | null): Line[] => {
  if (a === null && b === null) return [];
  const differs = a === null || b === null || !same(a, b);
  return [{ field, label, a, b, differs, choosable: differs && a !== null && b !== null }];
};

const text = (prospect: Prospect, field: (typeof FIELDS)[number]): string | null => {
  const value = prospect[field];
  if (value === null) return null;
  if (typeof value === 'number') return usd(value);
  return field === 'seniority' ? seniorityLabel(value) : value;
};

/** What two records say, field by field, without what neither says anything of. */
export const linesOf = ({ a, b }: Pick<Duplicate, 'a' | 'b'>): Line[] => [
  ...FIELDS.flatMap((field) => line(field, fieldLabel(field), text(a, field), text(b, field))),
  ...[...new Set([...Object.keys(a.custom), ...Object.keys(b.custom)])].flatMap((name) =>
    line(`custom:${name}`, name, a.custom[name] ?? null, b.custom[name] ?? null),
  ),
];

const filled = (p: Prospect): number => FIELDS.filter((field) => p[field] !== null).length;

/** Which of the two is to stay where nobody said: the one that more is known of, else the older one. */
export const survivorOf = ({ a, b }: Pick<Duplicate, 'a' | 'b'>): 'a' | 'b' => {
  const more = filled(a) - filled(b);
  if (more !== 0) return more > 0 ? 'a' : 'b';
  return a.createdAt <= b.createdAt ? 'a' : 'b';
};

export const SHARED_WORDS: Record<Duplicate['shared'][number], string> = {
  email: 'Same e-mail address',
  linkedin: 'Same LinkedIn profile',
  phone: 'Same phone number',
  name_company: 'Same name and company',
  family_company: 'Same family name and company',
};

export const GRADE_WORDS: Record<Duplicate['grade'], { word: string; tone: 'good' | 'accent' | 'warn' | 'neutral' }> = {
  exact: { word: 'Same person', tone: 'good' },
  near: { word: 'Most likely the same', tone: 'accent' },
  possible: { word: 'Perhaps the same', tone: 'warn' },
  none: { word: 'Unlikely', tone: 'neutral' },
};
