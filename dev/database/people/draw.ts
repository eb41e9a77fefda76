/** Uneven draws: few of what there is are common, most are rare. */
import type { Dice } from '../../providers/hash.ts';

/** A function that draws items by their weight. */
export function weighted<T>(items: readonly T[], weightOf: (item: T) => number): (dice: Dice) => T {
  const bounds: number[] = [];
  let total = 0;
  for (const item of items) {
    total += weightOf(item);
    bounds.push(total);
  }
  return (dice) => {
    const at = dice.next() * total;
    const index = bounds.findIndex((bound) => at < bound);
    const item = items[index];
    if (item === undefined) throw new RangeError('cannot draw from an empty list');
    return item;
  };
}

/**
 * Zipf's law in the form of Mandelbrot, chance ~ 1 / (rank + flatness): without the flatness the first of 400 companies
 * would employ a ninth of all people; with 10 it is one in forty.
 */
const FLATNESS = 10;

/** A rank from 0 to `count` - 1, low ones more often. */
export function zipfRank(dice: Dice, count: number): number {
  const rank = FLATNESS * ((count + FLATNESS) / FLATNESS) ** dice.next() - FLATNESS;
  return Math.min(count - 1, Math.floor(rank));
}
