import type { Failure } from './failure.ts';

/** A refusal that is nobody's mistake: the plan, the bill or a switch. */
export interface Refusal {
  title: string;
  text: string;
  /** Where more is said, or where it can be mended; null where there is no such place. */
  go: { label: string; href: string } | null;
}

const CREDITS = { label: 'See credits', href: '/settings/credits' };
const USAGE = { label: 'See usage', href: '/settings/usage' };

/** The refusal that a failure tells of, in words; null where it is a failure of another kind. */
export function refusalOf({ code, detail }: Pick<Failure, 'code' | 'detail'>): Refusal | null {
  if (code === 'tenant_limited') {
    return {
      title: 'This workspace can only be read for now',
      text: detail ?? 'Everything in it can be looked at and exported, but not changed.',
      go: { label: 'Why', href: '/billing/reactivate' },
    };
  }
  if (code === 'quota_exceeded') {
    return { title: 'That is more than the plan covers', text: detail ?? 'A limit of the plan is reached.', go: USAGE };
  }
  if (code === 'insufficient_credits') {
    return { title: 'Not enough credits', text: detail ?? 'This would cost more credits than are left.', go: CREDITS };
  }
  if (code === 'feature_off') {
    return {
      title: 'This is switched off at the moment',
      text: 'We have paused it for a while. Nothing of yours is lost; everything else works. Please try again later.',
      go: null,
    };
  }
  return null;
}
