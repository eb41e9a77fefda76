import type { ForcedState, Hostname } from './cloudflare-hostname.ts';

/** The custom hostnames of all zones, and what is forced on names whether they are there yet or not. */
export interface Hostnames {
  list(): Hostname[];
  byName(hostname: string): Hostname | undefined;
  byId(id: string): Hostname | undefined;
  /** @returns the hostname as it is now kept, with what is forced on it. */
  save(hostname: Hostname): Hostname;
  remove(hostname: string): boolean;
  /** An empty state lifts what was forced. */
  force(hostname: string, state: ForcedState): void;
  /** Forgets hostnames and what was forced. */
  clear(): void;
}

/** Custom hostnames in memory; `changed` is called after every change. */
export function createHostnames(kept: Hostname[] = [], changed: () => void = () => {}): Hostnames {
  const byName = new Map(kept.map((one) => [one.hostname, one]));
  const forced = new Map<string, ForcedState>();
  for (const one of kept) if (one.forced !== undefined) forced.set(one.hostname, one.forced);

  const save = (hostname: Hostname): Hostname => {
    const now = { ...hostname, forced: forced.get(hostname.hostname) };
    byName.set(hostname.hostname, now);
    changed();
    return now;
  };

  return {
    list: () => [...byName.values()],
    byName: (hostname) => byName.get(hostname),
    byId: (id) => [...byName.values()].find((one) => one.id === id),
    save,
    remove(hostname) {
      const found = byName.delete(hostname);
      changed();
      return found;
    },
    force(hostname, state) {
      if (Object.keys(state).length === 0) forced.delete(hostname);
      else forced.set(hostname, state);
      const there = byName.get(hostname);
      if (there !== undefined) save(there);
    },
    clear() {
      byName.clear();
      forced.clear();
      changed();
    },
  };
}
