import { join, type Reading } from './name-readings.ts';
import { LEVELS, type Level, levelOf, type Word } from './words.ts';

const worse = (a: Level, b: Level): Level => (LEVELS.indexOf(a) >= LEVELS.indexOf(b) ? a : b);

export const familyLevel = (a: readonly Word[], b: readonly Word[]): Level | undefined => {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length === long.length) {
    const levels = short.map((word, at) => levelOf(word, long[at] as Word, 'family'));
    if (levels.every((level) => level !== undefined)) return levels.reduce(worse);
    const whole = levelOf(join(short), join(long), 'family');
    return whole === 'same' || whole === 'variant' ? whole : undefined;
  }
  const whole = levelOf(join(short), join(long), 'family');
  if (whole) return whole === 'part' ? 'part' : worse('variant', whole);
  const [only] = short;
  const shared = only && short.length === 1 && long.some((word) => levelOf(only, word, 'family') === 'same');
  return shared ? 'part' : undefined;
};

/** A first name with its middle names, written together or apart: `Xiao Ming` and `Xiaoming`. */
export const givenLevel = (a: Reading, b: Reading): { level: Level; used: [number, number] } | undefined => {
  const level = levelOf(a.given, b.given, 'given');
  const all = (r: Reading) => [r.given, ...r.middles].map(({ text }) => text).sort();
  // Read in the other order, first and middle names have changed places too: Nguyen Thi Bich and Bich Thi Nguyen.
  if (a.familyFirst !== b.familyFirst && a.middles.length > 0 && all(a).join() === all(b).join()) {
    return { level: 'same', used: [a.middles.length, b.middles.length] };
  }
  const whole = (r: Reading) => join([r.given, ...r.middles.slice(0, 1)]);
  if (a.middles.length !== b.middles.length && level !== 'same') {
    const joined = levelOf(whole(a), b.given, 'given') ?? undefined;
    if (joined === 'same' || joined === 'variant') return { level: joined, used: [1, 0] };
    const other = levelOf(a.given, whole(b), 'given');
    if (other === 'same' || other === 'variant') return { level: other, used: [0, 1] };
  }
  if (level) return { level, used: [0, 0] };
  // Known by a middle name: `F. Scott Fitzgerald` and `Scott Fitzgerald`.
  const by = (one: Reading, other: Reading): Level | undefined =>
    one.middles.length > 0 && other.given.text.length > 1
      ? one.middles.map((word) => levelOf(word, other.given, 'given')).find((l) => l === 'same' || l === 'related')
      : undefined;
  if (by(a, b)) return { level: 'part', used: [a.middles.length, 0] };
  if (by(b, a)) return { level: 'part', used: [0, b.middles.length] };
  return undefined;
};

/** Middle names or initials: agree, disagree, or not on both sides. */
export type MiddleLevel = 'same' | 'initial' | 'none' | 'differs' | 'initialDiffers';

export const middleOf = (a: readonly Word[], b: readonly Word[]): MiddleLevel => {
  if (a.length === 0 || b.length === 0) return 'none';
  const levels = a.flatMap((one) => b.map((other) => levelOf(one, other, 'given')));
  if (levels.some((level) => level === 'same' || level === 'variant' || level === 'related' || level === 'sound')) {
    return a.some(({ text }) => text.length > 1) && b.some(({ text }) => text.length > 1) ? 'same' : 'initial';
  }
  if (levels.includes('initial')) return 'initial';
  const full = a.some(({ text }) => text.length > 1) && b.some(({ text }) => text.length > 1);
  if (levels.some((level) => level !== undefined)) return 'same';
  return full ? 'differs' : 'initialDiffers';
};
