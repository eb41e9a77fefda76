/** Ends what was started, last first, each within its time. */
import { within } from './wait.ts';

/** Longer than a child's grace plus its kill, so that a part is given up only when it truly hangs. */
const LIMIT_MS = 8_000;

const LATE = Symbol('late');

interface Part {
  readonly name: string;
  readonly stop: () => unknown;
  readonly limitMs: number;
}

export class StopStack {
  readonly #parts: Part[] = [];
  #stopping: Promise<string[]> | undefined;

  /** True from the first call of {@link stop} on. */
  get stopping(): boolean {
    return this.#stopping !== undefined;
  }

  /** Notes how a part is ended. A part that is added while the stack stops is ended at once. */
  async add(name: string, stop: () => unknown, limitMs = LIMIT_MS): Promise<void> {
    const part = { name, stop, limitMs };
    if (!this.stopping) this.#parts.push(part);
    else await end(part);
  }

  /**
   * Ends all parts, the last added first; a second call joins the first.
   * @returns what went wrong, one line each; ending goes on after a part that fails or hangs.
   */
  stop(): Promise<string[]> {
    this.#stopping ??= this.#stopAll();
    return this.#stopping;
  }

  async #stopAll(): Promise<string[]> {
    const problems: string[] = [];
    for (const part of this.#parts.reverse()) {
      const problem = await end(part);
      if (problem) problems.push(problem);
    }
    return problems;
  }
}

async function end({ name, stop, limitMs }: Part): Promise<string | undefined> {
  try {
    const result = await within(Promise.resolve(stop()), limitMs, LATE);
    return result === LATE ? `${name} did not stop within ${limitMs} ms` : undefined;
  } catch (error) {
    return `${name} did not stop: ${error instanceof Error ? error.message : String(error)}`;
  }
}
