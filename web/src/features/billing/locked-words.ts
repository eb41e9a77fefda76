import type { Workspace } from '../../../../src/features/workspace/contract.ts';

/** Why a workspace is not open to the full. `unknown` is locked for a reason that is not told to who asks. */
export type LockedFor =
  | 'unpaid'
  | 'canceled'
  | 'suspended'
  | 'trial_ended'
  | 'grace_ended'
  | 'past_due'
  | 'open'
  | 'unknown';

/** What is said of each: what happened, what still works, and who can set it right. */
export interface LockedWords {
  title: string;
  what: string;
  works: string;
  who: string;
  /** Whether one's own data can be downloaded meanwhile. */
  data: boolean;
}

export const LOCKED_WORDS: Record<LockedFor, LockedWords> = {
  unpaid: {
    title: 'This workspace is locked',
    what: 'Its last invoices are not paid. Nothing is lost: people, imports and results stay as they are, and open again once the payment is in.',
    works: 'You can download your data, and privacy requests are still answered.',
    who: 'An owner of the workspace can settle the open invoice.',
    data: true,
  },
  canceled: {
    title: 'This workspace is closed',
    what: 'Its plan was canceled and has come to its end. Nothing is deleted: all of it opens again with a plan.',
    works: 'You can download your data, and privacy requests are still answered.',
    who: 'An owner of the workspace can take up a plan again.',
    data: true,
  },
  suspended: {
    title: 'This workspace is suspended',
    what: 'We have suspended it. Nothing is deleted, and nothing in it can be read or changed until this is settled.',
    works: 'Nothing but signing out, for now.',
    who: 'Only our support can lift this. An owner of the workspace should write to them.',
    data: false,
  },
  trial_ended: {
    title: 'The trial has ended',
    what: 'Everything you brought in and found out is still here. It can be read, and not changed.',
    works: 'Searching, profiles as they are, and exports.',
    who: 'An owner of the workspace can choose a plan.',
    data: true,
  },
  grace_ended: {
    title: 'This workspace can only be read',
    what: 'The last invoice is not paid, and the time to settle it has passed. Nothing is lost, and nothing can be changed.',
    works: 'Searching, profiles as they are, and exports.',
    who: 'An owner of the workspace can settle the open invoice.',
    data: true,
  },
  past_due: {
    title: 'An invoice is not paid',
    what: 'The last payment did not go through. Nothing is locked yet.',
    works: 'Everything, until the date below. After it, the workspace can be read and exported, but not changed.',
    who: 'An owner of the workspace can settle the open invoice.',
    data: true,
  },
  open: {
    title: 'This workspace is open',
    what: 'Nothing is locked and no payment is missing.',
    works: 'Everything.',
    who: 'There is nothing to set right.',
    data: false,
  },
  unknown: {
    title: 'This workspace is locked',
    what: 'A payment is missing, its plan has ended, or it was suspended. Nothing is deleted: people, imports and results stay as they are.',
    works: 'Members who sign in can download their data, unless the workspace is suspended.',
    who: 'An owner of the workspace can set it right.',
    data: false,
  },
};

/** Which of these a workspace is in. */
export function lockedFor({ billing, gate }: Pick<Workspace, 'billing' | 'gate'>): LockedFor {
  if (billing === 'suspended' || gate === 'closed') return 'suspended';
  if (billing === 'unpaid' || billing === 'canceled') return billing;
  if (gate === 'limited') return billing === 'trialing' ? 'trial_ended' : 'grace_ended';
  if (gate === 'locked') return 'unknown';
  return billing === 'past_due' ? 'past_due' : 'open';
}
