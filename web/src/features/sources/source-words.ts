import type { KEY_HEALTH } from '../../../../src/features/credits/contract.ts';
import type { EnrichmentSettings } from '../../../../src/features/enrichment/contract.ts';
import type { Source } from '../../../../src/features/prospects/contract.ts';
import type { ProvidersHealth } from '../../../../src/features/providers/contract.ts';
import { count, number, percent } from '../../lib/format.ts';
import type { Tone } from '../../ui/badge.tsx';

export type Health = ProvidersHealth['items'][number];
/** What the operators see of it too: all but what one workspace has used. */
type Gate = Omit<Health, 'mine'>;

/** What each source is for, in a line. */
export const SOURCE_ABOUT: Record<Source, string> = {
  apollo: 'Job, company, work e-mail and phone',
  contactout: 'Work and private e-mail, phone, LinkedIn',
  exa: 'News, pages and background, with their links',
  edgar: 'Insider trades and holdings from SEC filings',
  claude: 'A summary of what the others found',
};

export const MODE_WORDS: Record<EnrichmentSettings['mode'], { title: string; about: string }> = {
  side_by_side: { title: 'Side by side', about: 'All sources at once. Fastest, and the most is found.' },
  waterfall: {
    title: 'Waterfall',
    about: 'One after the other in your order, until each field below has a checked value. Costs less.',
  },
};

/** How a provider is, in a word. */
export function healthState(
  { state, errorShare, calls, blockedUntil }: Gate,
  now: number,
): { word: string; tone: Tone } {
  if (state === 'open') return { word: 'Down', tone: 'bad' };
  if (state === 'half_open') return { word: 'Recovering', tone: 'warn' };
  if (state === 'unknown') return { word: 'Not known', tone: 'neutral' };
  if (blockedUntil !== null && Date.parse(blockedUntil) > now) return { word: 'Busy', tone: 'warn' };
  if (errorShare !== null && errorShare >= 0.2 && calls >= 5) return { word: 'Shaky', tone: 'warn' };
  return { word: 'Healthy', tone: 'good' };
}

const WINDOWS: ReadonlyArray<[number, string]> = [
  [1, 'second'],
  [60, 'minute'],
  [3_600, 'hour'],
  [86_400, 'day'],
];

/** `3 of 100 an hour` */
export function rateWords({ used, limit, windowSeconds }: NonNullable<Health['rate']>): string {
  const name = WINDOWS.find(([seconds]) => seconds === windowSeconds)?.[1];
  const per = name === undefined ? `in ${number(windowSeconds)} s` : name === 'hour' ? 'an hour' : `a ${name}`;
  return `${number(used)} of ${number(limit)} ${per}`;
}

/** The last minute's calls and how many failed. */
export const callWords = ({ calls, failed, errorShare }: Gate): string =>
  calls === 0
    ? 'No calls in the last minute'
    : failed === 0
      ? `${count(calls, 'call')} in the last minute, none failed`
      : `${count(calls, 'call')} in the last minute, ${number(failed)} failed (${percent(errorShare ?? 0)})`;

export const KEY_WORDS: Record<(typeof KEY_HEALTH)[number], { word: string; tone: Tone }> = {
  unused: { word: 'Not used yet', tone: 'neutral' },
  ok: { word: 'Works', tone: 'good' },
  refused: { word: 'Refused', tone: 'bad' },
  exhausted: { word: 'Out of credits', tone: 'warn' },
};

/** Why a draft cannot be saved; null where it can. */
export function settingsProblem({ mode, fields, off, order }: EnrichmentSettings): string | null {
  if (off.length >= order.length) return 'Leave at least one source on.';
  if (mode === 'waterfall' && fields.length === 0) return 'A waterfall needs at least one field to look for.';
  return null;
}
