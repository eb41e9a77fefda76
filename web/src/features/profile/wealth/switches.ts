import type { WealthInput } from '../../../../../src/features/filings/contract.ts';

/** Inputs of the wealth signal by their keys: switched off, and switched on though they do not count by themselves. */
export interface Switches {
  without: readonly string[];
  with: readonly string[];
}

/** The switches after one is turned. Back where it was by itself, an input is in neither list. */
export function turned({ without, with: added }: Switches, key: string, on: boolean): Switches {
  const less = (keys: readonly string[]) => keys.filter((other) => other !== key);
  if (on) {
    return without.includes(key) ? { without: less(without), with: added } : { without, with: [...less(added), key] };
  }
  return added.includes(key) ? { without, with: less(added) } : { without: [...less(without), key], with: added };
}

/** Whether an input is on, before and after the answer to a turn: the switches speak first. */
export function isOn(input: Pick<WealthInput, 'key' | 'counted' | 'reason'>, switches: Switches): boolean {
  if (switches.without.includes(input.key)) return false;
  if (switches.with.includes(input.key)) return true;
  return input.counted || input.reason === 'switched_off';
}
