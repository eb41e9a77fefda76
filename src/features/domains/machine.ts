import type { DomainState, EventKind } from './contract.ts';

/** Looks in a row that must find the proof of ownership gone before a name stops: one may be a slip of the hand. */
export const MISSES_MAX = 2;

/** How a domain stands. `proven` is whether the last look that saw anything found the proof. */
export type Standing = { state: DomainState; misses: number; proven: boolean };

/**
 * What a look found. Ownership is `ambiguous` where the proofs of several stand side by side: enough to keep a name, not
 * to get one. `well` means that all three lights are green, `ill` that one is amber or red; both are false where nobody
 * could look.
 */
export type Seen = { ownership: 'proven' | 'ambiguous' | 'missing' | 'unknown'; well: boolean; ill: boolean };

/** `moved`: another workspace has proven the name and takes it over. */
export type Input = { kind: 'looked'; seen: Seen } | { kind: 'moved' } | { kind: 'removed' };

export type Step = { standing: Standing; events: EventKind[] };

const ROUTES: ReadonlySet<DomainState> = new Set(['ready', 'drifting']);

/** Whether requests to the name are served. Nothing else says so. */
export const routes = (state: DomainState): boolean => ROUTES.has(state);

/** A routed name stops for want of ownership alone: not for other faults, and never because nobody could look. */
const keep = (standing: Standing, { ownership, well, ill }: Seen): Step => {
  if (ownership === 'unknown') return { standing, events: [] };
  const drifts: EventKind[] = standing.state === 'ready' ? ['drifting'] : [];
  if (ownership === 'missing') {
    const misses = standing.misses + 1;
    if (misses >= MISSES_MAX) return { standing: { state: 'stopped', misses, proven: false }, events: ['stopped'] };
    return { standing: { state: 'drifting', misses, proven: false }, events: drifts };
  }
  const here = { misses: 0, proven: true };
  if (well) return { standing: { state: 'ready', ...here }, events: standing.state === 'ready' ? [] : ['recovered'] };
  if (ill) return { standing: { state: 'drifting', ...here }, events: drifts };
  return { standing: { state: standing.state, ...here }, events: [] };
};

/** A name that does not route begins to when it is proven and all is well, in one and the same look. */
const gain = (standing: Standing, { ownership, well }: Seen): Step => {
  if (ownership === 'unknown') return { standing, events: [] };
  const proven = ownership === 'proven';
  const events: EventKind[] = proven && !standing.proven ? ['proven'] : [];
  if (proven && well) return { standing: { state: 'ready', misses: 0, proven }, events: [...events, 'ready'] };
  return { standing: { ...standing, proven }, events };
};

/** What a domain becomes. Pure; what it was once removed it stays. */
export const next = (standing: Standing, input: Input): Step => {
  if (standing.state === 'removed') return { standing, events: [] };
  switch (input.kind) {
    case 'removed':
      return { standing: { ...standing, state: 'removed' }, events: ['removed'] };
    case 'moved':
      if (!routes(standing.state)) return { standing, events: [] };
      return { standing: { state: 'stopped', misses: 0, proven: false }, events: ['moved'] };
    case 'looked':
      return routes(standing.state) ? keep(standing, input.seen) : gain(standing, input.seen);
  }
};
