import type { Segment, SegmentChange, SegmentWhy } from '../../../../src/features/segments/contract.ts';
import { readCustomFilter } from '../../../../src/lib/custom-filter.ts';
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
  custom: 'Fields of your own',
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

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** “Title: Director, now Gardener”, for each field that changed; of values of one's own those that did. */
export const fieldChanges = ({ fields }: SegmentWhy): string[] =>
  fields.flatMap(({ field, before, after }) => {
    if (field !== 'custom' || !isRecord(before) || !isRecord(after)) {
      return [`${fieldWord(field)}: ${said(before)}, now ${said(after)}`];
    }
    return [...new Set([...Object.keys(before), ...Object.keys(after)])]
      .filter((key) => before[key] !== after[key])
      .map((key) => `${key}: ${said(before[key])}, now ${said(after[key])}`);
  });

const CUSTOM_WORDS: Readonly<Record<string, string>> = {
  min: 'from',
  max: 'up to',
  to: 'up to',
  yes: 'is yes',
  no: 'is no',
  known: 'is known',
  unknown: 'is not known',
};
/** “Boats from 2”, of a filter by a field of one's own. */
const customWords = (text: string): string => {
  const filter = readCustomFilter(text);
  return filter === undefined ? text : `${filter.key} ${CUSTOM_WORDS[filter.op] ?? filter.op} ${filter.value}`.trim();
};

/** What a filter asks for, a line for each condition. */
export const filterLines = (filter: Record<string, unknown>): { name: string; value: string }[] =>
  Object.entries(filter).map(([name, value]) => ({
    name: fieldWord(name),
    value:
      name === 'custom'
        ? [value].flat().map(String).map(customWords).join(', ')
        : Array.isArray(value)
          ? value.map(String).join(' or ')
          : String(value),
  }));
