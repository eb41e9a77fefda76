/** A token bucket: so many at once, and so many a second after. Time is the caller's, in milliseconds. */
export class Bucket {
  readonly #burst: number;
  readonly #perMs: number;
  #left: number;
  #at = 0;

  constructor(burst: number, perSecond: number) {
    this.#burst = burst;
    this.#perMs = perSecond / 1000;
    this.#left = burst;
  }

  has(now: number): boolean {
    // A clock that was set back gives nothing and takes nothing.
    this.#left = Math.min(this.#burst, this.#left + Math.max(0, now - this.#at) * this.#perMs);
    this.#at = now;
    return this.#left >= 1;
  }

  take(now: number): boolean {
    if (!this.has(now)) return false;
    this.#left -= 1;
    return true;
  }

  /** Puts back what was taken for nothing. */
  give(): void {
    this.#left = Math.min(this.#burst, this.#left + 1);
  }
}
