import { hash } from 'node:crypto';

/** 2^32: a 32-bit hash divided by it is a share in [0, 1). */
const SPAN = 0x1_0000_0000;

/** First 32 bits of SHA-256 of `text`, as an unsigned integer: the same text gives the same number on every machine. */
export function hash32(text: string): number {
  return Number.parseInt(hash('sha256', text, 'hex').slice(0, 8), 16);
}

/** Hexadecimal SHA-256 of `text`, cut to `length` characters (at most 64). */
export function hexOf(text: string, length: number): string {
  return hash('sha256', text, 'hex').slice(0, length);
}

/** A share in [0, 1) that belongs to `text` for good; used for "found by this provider or not". */
export function shareOf(text: string): number {
  return hash32(text) / SPAN;
}

/** Choices that follow from a seed alone. */
export interface Dice {
  /** A share in [0, 1). */
  next(): number;
  /** An integer from `min` to `max`, both included. */
  int(min: number, max: number): number;
  /** One element; throws RangeError on an empty list. */
  pick<T>(list: readonly T[]): T;
  /** True with the given probability. */
  chance(probability: number): boolean;
}

/** Dice whose throws depend on `seed` only (mulberry32, public domain, seeded by SHA-256). */
export function diceOf(seed: string): Dice {
  let state = hash32(seed);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / SPAN;
  };
  return {
    next,
    int: (min, max) => min + Math.floor(next() * (max - min + 1)),
    pick: (list) => {
      const item = list[Math.floor(next() * list.length)];
      if (item === undefined) throw new RangeError('cannot pick from an empty list');
      return item;
    },
    chance: (probability) => next() < probability,
  };
}
