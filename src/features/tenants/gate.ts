/** What a billing state lets a tenant do: all, or nothing but sign in and mend it. */
export type Gate = 'open' | 'locked';

const LOCKED: ReadonlySet<string> = new Set(['unpaid', 'canceled', 'suspended']);

/** The database holds the same rule in `app.enter`, which decides; this one saves a locked caller the round trip. */
export const gateOf = (billing: string): Gate => (LOCKED.has(billing) ? 'locked' : 'open');
