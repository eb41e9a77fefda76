import type { Bulk } from '../../../../src/features/enrichment/contract.ts';
import { count, number } from '../../lib/format.ts';
import type { Tone } from '../../ui/badge.tsx';

export const isBulkOn = ({ state }: Pick<Bulk, 'state'>): boolean => state === 'queued' || state === 'running';

/** Whether news of a bulk is older than what is known: messages may overtake a read, and each other. */
export const isOldBulk = (known: Bulk | undefined, news: Bulk): boolean =>
  known !== undefined && (settledPeople(known) > settledPeople(news) || (!isBulkOn(known) && isBulkOn(news)));

export const TRIGGER_WORDS: Record<Bulk['trigger'], string> = {
  bulk: 'Started by hand',
  nightly: 'Nightly run',
};

export function bulkState({
  state,
  cancelRequested,
  people: { overCap },
}: Pick<Bulk, 'state' | 'cancelRequested' | 'people'>): {
  word: string;
  tone: Tone;
} {
  if (cancelRequested && (state === 'queued' || state === 'running')) return { word: 'Stopping', tone: 'warn' };
  // Who was not reached would be missed behind a green word.
  if (state === 'done' && overCap > 0) return { word: 'Cap reached', tone: 'warn' };
  const words: Record<Bulk['state'], { word: string; tone: Tone }> = {
    queued: { word: 'Queued', tone: 'neutral' },
    running: { word: 'Running', tone: 'accent' },
    done: { word: 'Done', tone: 'good' },
    cancelled: { word: 'Cancelled', tone: 'warn' },
    failed: { word: 'Failed', tone: 'bad' },
  };
  return words[state];
}

/** People that need nothing more. */
export const settledPeople = ({ people }: Pick<Bulk, 'people'>): number =>
  people.done + people.partial + people.failed + people.cancelled + people.skipped + people.overCap;

export type PeopleKey = Exclude<keyof Bulk['people'], 'total' | 'waiting'>;

/** The parts of a bulk's people, in the order of their fate. They add up to the total. */
export const PEOPLE_WORDS: ReadonlyArray<{ key: PeopleKey; label: string; about: string; bar: string }> = [
  { key: 'done', label: 'Enriched', about: 'Every source answered', bar: 'bg-good' },
  { key: 'partial', label: 'In part', about: 'A source failed', bar: 'bg-warn' },
  { key: 'failed', label: 'Failed', about: 'No source answered', bar: 'bg-bad' },
  { key: 'skipped', label: 'Left out', about: 'Fresh, gone or running elsewhere', bar: 'bg-control' },
  { key: 'overCap', label: 'Not reached', about: 'The credits ran out', bar: 'bg-warn/50' },
  { key: 'cancelled', label: 'Cancelled', about: 'Stopped before their turn', bar: 'bg-line-strong' },
  { key: 'running', label: 'Running', about: 'Being asked about now', bar: 'bg-accent' },
  { key: 'queued', label: 'Waiting', about: 'Their turn comes', bar: 'bg-pressed' },
];

/** `12 of 40 people, 3 wait for a source`; of a run that ended, who was not reached: `40 people, 8 not reached`. */
export function bulkProgress(bulk: Pick<Bulk, 'people'>): string {
  const { total, waiting, overCap, cancelled } = bulk.people;
  const missed = overCap + cancelled;
  const done = `${number(settledPeople(bulk))} of ${count(total, 'person', 'people')}`;
  if (missed > 0 && settledPeople(bulk) === total) {
    return `${count(total, 'person', 'people')}, ${number(missed)} not reached`;
  }
  return waiting > 0 ? `${done}, ${number(waiting)} ${waiting === 1 ? 'waits' : 'wait'} for a source` : done;
}

/** What it cost against its cap, in a sentence. */
export function bulkCost({ credits: { cap, used, reserved } }: Pick<Bulk, 'credits'>): string {
  const out = reserved > 0 ? ` and ${number(reserved)} set aside` : '';
  return cap === null
    ? `${count(used, 'credit')} charged${out}`
    : `${number(used)} of ${count(cap, 'credit')} charged${out}`;
}
