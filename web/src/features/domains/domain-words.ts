import type {
  DnsRecord,
  Domain,
  EventKind,
  Light,
  Lights,
  Surface,
} from '../../../../src/features/domains/contract.ts';
import type { Tone } from '../../ui/badge.tsx';

export const STATE_WORDS: Record<Domain['state'], { word: string; tone: Tone; about: string }> = {
  pending: { word: 'Setting up', tone: 'accent', about: 'It serves as soon as all three lights are green.' },
  ready: { word: 'Ready', tone: 'good', about: 'It serves. We keep an eye on it.' },
  drifting: { word: 'Needs a look', tone: 'warn', about: 'It still serves, but something was found wrong.' },
  stopped: {
    word: 'Stopped',
    tone: 'bad',
    about: 'It does not serve any more. It does again, by itself, as soon as its records stand.',
  },
  removed: { word: 'Removed', tone: 'neutral', about: 'It was taken away. Its timeline is kept.' },
};

export const SURFACE_WORDS: Record<Surface, { word: string; about: string }> = {
  app: { word: 'Workspace', about: 'Members sign in and work under this name.' },
  site: { word: 'Public pages', about: 'What you publish shows under this name, for everyone.' },
};

/** In the order in which they are offered. */
export const SURFACE_ORDER: readonly Surface[] = ['app', 'site'];

export const LIGHT_ORDER = ['hostname', 'certificate', 'site'] as const satisfies ReadonlyArray<keyof Lights>;

export const LIGHT_TITLES: Record<keyof Lights, string> = {
  hostname: 'Name',
  certificate: 'Certificate',
  site: 'Pages',
};

/** What each colour means, for those who do not see it. */
export const LIGHT_WORDS: Record<Light['state'], string> = {
  green: 'Good',
  amber: 'On its way',
  red: 'To be mended',
  grey: 'Not known yet',
};

export const PURPOSE_WORDS: Record<DnsRecord['purpose'], string> = {
  ownership: 'Proves that the name is yours',
  routing: 'Leads the name here',
  certificate: 'Allows the certificate',
};

export const RECORD_WORDS: Record<DnsRecord['state'], { word: string; tone: Tone }> = {
  found: { word: 'Found', tone: 'good' },
  missing: { word: 'Missing', tone: 'neutral' },
  wrong: { word: 'Wrong', tone: 'bad' },
  duplicated: { word: 'Duplicated', tone: 'bad' },
  proxied: { word: 'Proxied', tone: 'bad' },
  cached: { word: 'Still cached', tone: 'warn' },
  unknown: { word: 'Could not look', tone: 'neutral' },
};

export const EVENT_TONES: Record<EventKind, Tone> = {
  added: 'neutral',
  proven: 'accent',
  ready: 'good',
  drifting: 'warn',
  recovered: 'good',
  stopped: 'bad',
  moved: 'bad',
  removed: 'neutral',
  handed_off: 'neutral',
  told: 'neutral',
};

/** All three lights in one sentence, for a row of a list. */
export const lightsWords = (lights: Lights): string =>
  LIGHT_ORDER.map((name) => `${LIGHT_TITLES[name]}: ${lights[name].text}`).join(' ');

/** Whether there is anything left to wait for: then the screen looks again soon. */
export const isSettled = ({ state, lights }: Pick<Domain, 'state' | 'lights'>): boolean =>
  state === 'removed' || LIGHT_ORDER.every((name) => lights[name].state === 'green');

/** Seconds for which resolvers may still give the old answer; 0 where it has run out. */
export function ttlLeftNow(ttlLeft: number | null, checkedAt: string | null, now: number): number | null {
  if (ttlLeft === null || checkedAt === null) return null;
  return Math.max(0, ttlLeft - (now - Date.parse(checkedAt)) / 1000);
}
