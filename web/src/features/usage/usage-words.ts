import type { USAGE_KEYS, Usage } from '../../../../src/features/workspace/contract.ts';
import { number, percent } from '../../lib/format.ts';
import type { Tone } from '../../ui/badge.tsx';

export type UsageItem = Usage['items'][number];
export type UsageKey = (typeof USAGE_KEYS)[number];

/** From here on a limit is said to be near: time enough to do something about it. */
const NEAR = 0.8;

export const USAGE_WORDS: Record<UsageKey, { title: string; about: string; by: string }> = {
  prospects: { title: 'People', about: 'Everyone in the workspace, deleted people not counted.', by: 'Brought in by' },
  members: { title: 'Members', about: 'Everyone who can sign in.', by: 'By role' },
  creditsPerMonth: { title: 'Enrichment credits', about: 'Spent on sources that ask for money.', by: 'Spent by' },
  exportRows: { title: 'Rows in one export', about: 'A larger export is refused before it starts.', by: 'Largest' },
  requestsPerMinute: { title: 'Requests a minute', about: 'The app and the API together.', by: 'Used by' },
  jobs: { title: 'Background work at a time', about: 'Imports; more of them wait in line.', by: 'At work' },
};

const PER_WORDS: Record<UsageItem['per'], string> = {
  now: 'in all',
  month: 'this month',
  minute: 'a minute',
  file: 'in each file',
};

/** How a limit stands: said in a word, so that nobody needs to see a colour. */
export type Standing = {
  word: string;
  tone: Extract<Tone, 'neutral' | 'warn' | 'bad'>;
  state: 'fine' | 'near' | 'full';
};

export function standingOf({ used, limit }: Pick<UsageItem, 'used' | 'limit'>): Standing | null {
  if (used === null) return null;
  if (used > limit) return { word: `${number(used - limit)} over`, tone: 'bad', state: 'full' };
  if (used === limit) return { word: 'Full', tone: 'bad', state: 'full' };
  const share = limit > 0 ? used / limit : 1;
  // Never rounded up to the whole: 100% means full.
  const word = used > 0 && share < 0.005 ? 'Under 1% used' : `${percent(Math.min(share, 0.99))} used`;
  return share >= NEAR
    ? { word: `${number(limit - used)} left`, tone: 'warn', state: 'near' }
    : { word, tone: 'neutral', state: 'fine' };
}

/** `24,100 of 25,000`; `25,000 in each file` where nothing adds up. */
export const amountWords = ({ used, limit, per }: Pick<UsageItem, 'used' | 'limit' | 'per'>): string =>
  used === null ? `${number(limit)} ${PER_WORDS[per]}` : `${number(used)} of ${number(limit)}`;
