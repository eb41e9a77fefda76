import type { Me } from '../../../../src/features/access/contract.ts';
import type { FlagKey } from '../../../../src/lib/flags.ts';
import { useNow } from '../../lib/use-now.ts';
import { useMe } from '../session/use-me.ts';

export const LIMITED_WORDS = {
  trialing: 'The trial has ended: this workspace can be read and exported, not changed.',
  past_due: 'The last invoice is not paid: this workspace can be read and exported, not changed.',
};

const FEATURE_WORDS: Record<FlagKey, string> = {
  imports: 'Imports are switched off at the moment.',
  enrichment: 'Enrichment is switched off at the moment.',
  exports: 'Exports are switched off at the moment.',
};

const ended = (at: string | null, now: number): boolean => at !== null && Date.parse(at) <= now;

/** Whether the workspace is for reading alone: what the API says, or what the dates say until it is asked again. */
export const isLimited = ({ tenant }: Pick<Me, 'tenant'>, now: number): boolean =>
  tenant.gate === 'limited' ||
  (tenant.billing === 'trialing' && ended(tenant.trialEndsAt, now)) ||
  (tenant.billing === 'past_due' && ended(tenant.graceEndsAt, now));

/** Why nobody here can change something, or use a feature, at the moment; null where they can. */
export function whyNot(
  me: Pick<Me, 'tenant' | 'flags' | 'impersonation'>,
  now: number,
  feature?: FlagKey,
): string | null {
  if (me.impersonation !== undefined) return 'You look at this workspace as a reader.';
  if (feature !== undefined && me.flags[feature] === false) return FEATURE_WORDS[feature];
  if (feature !== 'exports' && isLimited(me, now)) {
    return me.tenant.billing === 'trialing' ? LIMITED_WORDS.trialing : LIMITED_WORDS.past_due;
  }
  return null;
}

/** For the buttons that change something. */
export const useWhyNot = (feature?: FlagKey): string | null => whyNot(useMe(), useNow(), feature);
