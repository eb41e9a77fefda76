import type { Segment, SegmentChange, SegmentWhy } from '../../../../src/features/segments/contract.ts';
import { humanize, number } from '../../lib/format.ts';

/** The last Monday's first moment where the reader is: since then a week's joining and leaving is told. */
export function lastMonday(now: Date): string {
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  day.setDate(day.getDate() - ((day.getDay() + 6) % 7));
  return day.toISOString();
}

/** “12 joined, 3 left since Monday” */
export function movedWords({ joined, left, tooLarge }: Pick<Segment, 'joined' | 'left' | 'tooLarge'>): string {
  if (tooLarge) return 'Too many to follow who joins';
  if (joined === 0 && left === 0) return 'Nobody joined or left since Monday';
  const parts = [joined > 0 && `${number(joined)} joined`, left > 0 && `${number(left)} left`].filter(Boolean);
  return `${parts.join(', ')} since Monday`;
}

const FIELD_WORDS: Readonly<Record<string, string>> = {
  q: 'Search words',
  tags: 'Tags',
  netWorth: 'Net worth',
  list: 'List',
};
/** What a condition or a field is called. */
export const fieldWord = (name: string): string => FIELD_WORDS[name] ?? humanize(name);

const said = (value: unknown): string =>
  value === null || value === undefined || value === ''
    ? 'nothing'
    : Array.isArray(value)
      ? value.join(', ') || 'nothing'
      : typeof value === 'number'
        ? number(value)
        : String(value);

const conditionWords = ({ conditions }: SegmentWhy): string =>
  conditions.map((one) => fieldWord(one).toLowerCase()).join(' and ');

/** Why somebody joined or left, in a sentence. */
export function whyWords({ joined, why }: Pick<SegmentChange, 'joined' | 'why'>): string {
  switch (why.kind) {
    case 'new':
      return 'New in the workspace';
    case 'restored':
      return 'Restored';
    case 'deleted':
      return 'Deleted';
    case 'merged':
      return 'Merged into another profile';
    case 'changed':
      return joined
        ? `Now meets the condition on ${conditionWords(why)}`
        : `No longer meets the condition on ${conditionWords(why)}`;
    case 'beside':
      return why.conditions.length > 0
        ? `Something beside the profile changed: ${conditionWords(why)}`
        : 'Something beside the profile changed';
  }
}

/** “Title: Director, now Gardener”, for each field that changed. */
export const fieldChanges = ({ fields }: SegmentWhy): string[] =>
  fields.map(({ field, before, after }) => `${fieldWord(field)}: ${said(before)}, now ${said(after)}`);

/** What a filter asks for, a line for each condition. */
export const filterLines = (filter: Record<string, unknown>): { name: string; value: string }[] =>
  Object.entries(filter).map(([name, value]) => ({
    name: fieldWord(name),
    value: Array.isArray(value) ? value.map(String).join(' or ') : String(value),
  }));
