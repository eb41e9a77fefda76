import type { Me } from '../../../../src/features/access/contract.ts';
import { clockTime, date } from '../../lib/format.ts';
import { isLimited, LIMITED_WORDS } from './why-not.ts';

/** The end of a trial is announced from so many days before: a working week to get a payment approved. */
const TRIAL_DAYS = 5;
const DAY_MS = 86_400_000;

/** A strip above every screen. */
export interface Notice {
  kind: 'impersonation' | 'limited' | 'past_due' | 'trial';
  tone: 'info' | 'warn' | 'bad';
  text: string;
  /** The moment that the text speaks of, for its title. */
  at: string | null;
}

const days = (ms: number): string => {
  const whole = Math.ceil(ms / DAY_MS);
  return whole <= 1 ? 'within a day' : `in ${whole} days`;
};

function billing({ tenant }: Pick<Me, 'tenant'>, now: number): Notice | null {
  const { trialEndsAt, graceEndsAt } = tenant;
  if (isLimited({ tenant }, now)) {
    const trial = tenant.billing === 'trialing';
    return {
      kind: 'limited',
      tone: 'bad',
      text: trial ? LIMITED_WORDS.trialing : LIMITED_WORDS.past_due,
      at: trial ? trialEndsAt : graceEndsAt,
    };
  }
  if (tenant.billing === 'past_due') {
    const until = graceEndsAt === null ? 'for now' : `until ${date(graceEndsAt, now)}`;
    return {
      kind: 'past_due',
      tone: 'warn',
      text: `The last invoice is not paid. Everything works ${until}; after that, this workspace can only be read.`,
      at: graceEndsAt,
    };
  }
  if (tenant.billing === 'trialing' && trialEndsAt !== null) {
    const left = Date.parse(trialEndsAt) - now;
    if (left <= TRIAL_DAYS * DAY_MS) {
      return {
        kind: 'trial',
        tone: 'info',
        text: `The trial ends ${days(left)}, on ${date(trialEndsAt, now)}. After that, this workspace can only be read.`,
        at: trialEndsAt,
      };
    }
  }
  return null;
}

/** What everyone in the workspace must know while they work, most pressing first. */
export function noticesOf(me: Pick<Me, 'tenant' | 'impersonation'>, now: number): Notice[] {
  const notices: Notice[] = [];
  const { impersonation } = me;
  if (impersonation !== undefined) {
    notices.push({
      kind: 'impersonation',
      tone: 'warn',
      text: `You are looking at ${me.tenant.name} as a reader, until ${clockTime(impersonation.until)}.`,
      at: impersonation.until,
    });
  }
  const bill = billing(me, now);
  if (bill !== null) notices.push(bill);
  return notices;
}
