import type { ColumnTarget, FixRule } from '../../../../src/features/imports/contract.ts';
import { keysOf } from '../../../../src/lib/keys.ts';

/** What a rule does, as a button says it, and as a sentence. Complete by type. */
export const RULE_WORDS: Record<FixRule, { label: string; about: string }> = {
  drop_placeholders: { label: 'Empty placeholders', about: '“N/A”, “-” and “unknown” count as nothing.' },
  collapse_spaces: { label: 'Trim spaces', about: 'Spaces at the ends go, several in a row become one.' },
  title_case: { label: 'Write as names', about: 'ADA LOVELACE and ada lovelace become Ada Lovelace.' },
  lower_case: { label: 'Small letters', about: 'Ada@Example.COM becomes ada@example.com.' },
  day_first: { label: 'Day first', about: '03/04/2026 is 3 April.' },
  month_first: { label: 'Month first', about: '03/04/2026 is 4 March.' },
  split_name: { label: 'Split the name', about: 'Ada Lovelace fills the first and the last name.' },
  country_from_phone: {
    label: 'Country from phone',
    about: 'Where a row has no country, the calling code says it.',
  },
  drop_unreadable: {
    label: 'Leave out what cannot be read',
    about: 'The value is left out, and the row comes in without it.',
  },
};
export const RULES = keysOf(RULE_WORDS);

const NAMES: readonly ColumnTarget[] = ['name', 'firstName', 'lastName'];
const WORDS: readonly ColumnTarget[] = [
  ...NAMES,
  'title',
  'department',
  'company',
  'industry',
  'city',
  'region',
  'location',
];
const ADDRESSES: readonly ColumnTarget[] = ['email', 'linkedinUrl', 'companyDomain'];
const STRICT: readonly ColumnTarget[] = [...ADDRESSES, 'phone', 'netWorth', 'country'];

/** Rules that make sense for what a column becomes, in the order they are worked in. */
export function rulesFor(target: ColumnTarget): FixRule[] {
  if (target === 'skip') return [];
  return RULES.filter((rule) => {
    switch (rule) {
      case 'title_case':
        return WORDS.includes(target) || target === 'custom';
      case 'lower_case':
        return ADDRESSES.includes(target) || target === 'custom';
      case 'day_first':
      case 'month_first':
        return target === 'custom';
      case 'split_name':
        return NAMES.includes(target);
      case 'country_from_phone':
        return target === 'phone';
      case 'drop_unreadable':
        return STRICT.includes(target) || target === 'custom';
      default:
        return true;
    }
  });
}
