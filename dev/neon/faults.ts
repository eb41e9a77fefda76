/** Faults on order, for tests of what a caller does when the database is not there. */
import * as z from 'zod';
import type { Call } from './protocol.ts';

/**
 * - `refuse`: the socket is closed before anything is done.
 * - `500`: answered with that status before anything is done.
 * - `drop-after-commit`: done and committed, then the socket is closed: the caller cannot know.
 * - `hang`: never done, never answered; ends with the caller's patience, or when faults are cleared.
 */
export const FaultKind = z.enum(['refuse', '500', 'drop-after-commit', 'hang']);
export type FaultKind = z.infer<typeof FaultKind>;

export const Fault = z.object({
  kind: FaultKind,
  /** How many calls it hits. */
  times: z.number().int().positive().default(1),
  /** Only calls with a statement that contains this text. */
  match: z.string().optional(),
  /** Only calls to this database: tests that run side by side have one each. */
  database: z.string().optional(),
});
export type Fault = z.infer<typeof Fault>;

export class Faults {
  #faults: Fault[] = [];

  add(fault: z.input<typeof Fault>): void {
    this.#faults.push(Fault.parse(fault));
  }

  /** Forgets all, or those that one database's tests ordered. */
  clear(database?: string): void {
    this.#faults = database === undefined ? [] : this.#faults.filter((fault) => fault.database !== database);
  }

  list(): readonly Fault[] {
    return this.#faults;
  }

  /** The fault that hits this call to a database, the oldest first, used up by one. */
  take(call: Call, to: string | undefined): FaultKind | undefined {
    if (this.#faults.length === 0) return undefined;
    const hits = ({ match, database }: Fault) =>
      (database === undefined || database === to) &&
      (match === undefined || call.statements.some(({ query }) => query.includes(match)));
    const fault = this.#faults.find(hits);
    if (!fault) return undefined;
    fault.times -= 1;
    if (fault.times === 0) this.#faults = this.#faults.filter((other) => other !== fault);
    return fault.kind;
  }
}
