import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DOMAIN_STATES } from './contract.ts';
import { MISSES_MAX, next, routes, type Seen, type Standing } from './machine.ts';

const at = (state: Standing['state'], more: Partial<Standing> = {}): Standing => ({
  state,
  misses: 0,
  proven: state === 'ready' || state === 'drifting',
  ...more,
});
const well: Seen = { ownership: 'proven', well: true, ill: false };
const ill: Seen = { ownership: 'proven', well: false, ill: true };
const missing: Seen = { ownership: 'missing', well: false, ill: true };
const blind: Seen = { ownership: 'unknown', well: false, ill: false };
const looked = (standing: Standing, seen: Seen) => next(standing, { kind: 'looked', seen });

describe('a domain', () => {
  it('gets ready by proof and three green lights in one look, and by nothing less', () => {
    expect(looked(at('pending'), well)).toEqual({
      standing: { state: 'ready', misses: 0, proven: true },
      events: ['proven', 'ready'],
    });
    for (const seen of [ill, missing, blind, { ...well, ownership: 'ambiguous' as const }]) {
      expect(looked(at('pending'), seen).standing.state).toBe('pending');
    }
  });

  it('tells of its proof once', () => {
    const first = looked(at('pending'), ill);
    expect(first.events).toEqual(['proven']);
    expect(looked(first.standing, ill).events).toEqual([]);
  });

  it('drifts while something is wrong and serves on, however long', () => {
    let standing = at('ready');
    const told = Array.from({ length: 5 }, () => {
      const step = looked(standing, ill);
      standing = step.standing;
      return step.events;
    });
    expect(told).toEqual([['drifting'], [], [], [], []]);
    expect(routes(standing.state)).toBe(true);
    expect(looked(standing, well)).toEqual({ standing: at('ready'), events: ['recovered'] });
  });

  it('stops when its proof is gone twice in a row, and not when a look in between found it', () => {
    const once = looked(at('ready'), missing);
    expect(once).toEqual({ standing: { state: 'drifting', misses: 1, proven: false }, events: ['drifting'] });
    expect(looked(once.standing, missing)).toMatchObject({ standing: { state: 'stopped' }, events: ['stopped'] });
    const between = looked(once.standing, ill);
    expect(looked(between.standing, missing).standing.state).toBe('drifting');
    const ambiguous = looked(once.standing, { ...ill, ownership: 'ambiguous' });
    expect(looked(ambiguous.standing, missing).standing.state).toBe('drifting');
  });

  it('is changed by no look that could not see the proof, and such a look breaks no row of misses', () => {
    for (const state of DOMAIN_STATES) expect(looked(at(state), blind)).toEqual({ standing: at(state), events: [] });
    const once = looked(at('ready'), missing).standing;
    expect(looked(looked(once, blind).standing, missing).standing.state).toBe('stopped');
  });

  it('comes back from being stopped by proof, and from being removed never', () => {
    expect(looked(at('stopped', { misses: MISSES_MAX }), well).standing).toEqual(at('ready'));
    expect(looked(at('stopped'), { ...well, ownership: 'ambiguous' }).standing.state).toBe('stopped');
    const { standing } = next(at('ready'), { kind: 'removed' });
    expect(standing.state).toBe('removed');
    for (const input of [{ kind: 'looked', seen: well }, { kind: 'moved' }, { kind: 'removed' }] as const) {
      expect(next(standing, input)).toEqual({ standing, events: [] });
    }
  });
});

/** Two names and three workspaces; a name's DNS says whose proof stands, and a look sees it or nothing. */
const TENANTS = [0, 1, 2];
const HOSTS = [0, 1];
type Op =
  | { op: 'add' | 'remove' | 'look'; tenant: number; host: number }
  | { op: 'publish'; host: number; proofs: number[] }
  | { op: 'outage' | 'fault'; host: number; on: boolean };
const host = fc.constantFrom(...HOSTS);
const ops: fc.Arbitrary<Op> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ op: fc.constantFrom('look' as const), tenant: fc.constantFrom(...TENANTS), host }),
  },
  fc.record({ op: fc.constantFrom('add' as const, 'remove' as const), tenant: fc.constantFrom(...TENANTS), host }),
  fc.record({ op: fc.constant('publish' as const), host, proofs: fc.subarray(TENANTS) }),
  fc.record({ op: fc.constantFrom('outage' as const, 'fault' as const), host, on: fc.boolean() }),
);

/** The rows and the DNS together, as add, check and remove drive the machine. */
class World {
  rows = new Map<string, Standing & { verified: boolean; missesSeen: number }>();
  proofs = new Map<number, number[]>();
  outage = new Set<number>();
  fault = new Set<number>();

  private seen(tenant: number, of: number): Seen {
    if (this.outage.has(of)) return blind;
    const proofs = this.proofs.get(of) ?? [];
    const ownership = !proofs.includes(tenant) ? 'missing' : proofs.length > 1 ? 'ambiguous' : 'proven';
    const good = ownership === 'proven' && !this.fault.has(of);
    return { ownership, well: good, ill: !good };
  }

  private step(key: string, input: Parameters<typeof next>[1]): void {
    const row = this.rows.get(key);
    if (!row) return;
    const { standing } = next(row, input);
    const verified = routes(standing.state);
    const seen = input.kind === 'looked' ? input.seen.ownership : 'unknown';
    const missesSeen = seen === 'missing' ? row.missesSeen + 1 : seen === 'unknown' ? row.missesSeen : 0;
    if (verified && !row.verified) {
      // What may begin to serve: proven alone, looked at just now; and whoever served until now stops with it.
      expect(seen).toBe('proven');
      const of = key.split(':')[1];
      for (const [other, it] of this.rows) {
        if (other !== key && other.split(':')[1] === of && it.verified) this.step(other, { kind: 'moved' });
      }
    }
    this.rows.set(key, { ...standing, verified, missesSeen });
  }

  run(op: Op): void {
    if ('proofs' in op) this.proofs.set(op.host, op.proofs);
    else if ('on' in op) this[op.op][op.on ? 'add' : 'delete'](op.host);
    else {
      const key = `${op.tenant}:${op.host}`;
      const row = this.rows.get(key);
      if (op.op === 'add' && (!row || row.state === 'removed'))
        this.rows.set(key, { ...at('pending'), verified: false, missesSeen: 0 });
      if (op.op === 'remove') this.step(key, { kind: 'removed' });
      if (op.op === 'look') this.step(key, { kind: 'looked', seen: this.seen(op.tenant, op.host) });
    }
  }
}

describe('in any order of adding, looking, removing, publishing and outages', () => {
  it('one name serves one workspace at most, and only while it was proven and not missed twice', () => {
    fc.assert(
      fc.property(fc.array(ops, { maxLength: 120 }), (list) => {
        const world = new World();
        for (const op of list) {
          const before = new Map([...world.rows].map(([key, row]) => [key, row.verified]));
          world.run(op);
          for (const of of HOSTS) {
            const serving = [...world.rows].filter(([key, row]) => key.endsWith(`:${of}`) && row.verified);
            expect(serving.length).toBeLessThanOrEqual(1);
          }
          for (const [key, row] of world.rows) {
            if (row.verified) {
              expect(['ready', 'drifting']).toContain(row.state);
              expect(row.missesSeen).toBeLessThan(MISSES_MAX);
            }
            // An outage or a fault alone stops nobody, and no step but two misses, a move or a removal does.
            if (before.get(key) && !row.verified) {
              expect(['look', 'remove']).toContain(op.op);
              expect(row.state).toMatch(/^(stopped|removed)$/);
            }
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('two workspaces whose proofs stand side by side do not take the name from each other by turns', () => {
    const world = new World();
    const look = (tenant: number) => world.run({ op: 'look', tenant, host: 0 });
    for (const tenant of [0, 1]) world.run({ op: 'add', tenant, host: 0 });
    world.run({ op: 'publish', host: 0, proofs: [0] });
    look(0);
    world.run({ op: 'publish', host: 0, proofs: [0, 1] });
    for (const tenant of [1, 0, 1, 0]) look(tenant);
    expect([...world.rows.values()].map((row) => row.verified)).toEqual([true, false]);
    world.run({ op: 'publish', host: 0, proofs: [1] });
    for (const tenant of [1, 0]) look(tenant);
    expect([...world.rows.values()].map((row) => row.verified)).toEqual([false, true]);
  });
});
