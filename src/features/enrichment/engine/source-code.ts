import type { SourceCode, SourceStatus } from '../../prospects/profile-contract.ts';

/** Where something has to be changed first: a key, a balance, what is known of the person, a setting. */
const NEEDS_CHANGE: ReadonlySet<SourceCode> = new Set([
  'key_refused',
  'out_of_credits',
  'refused',
  'no_key',
  'too_little_known',
  'cap',
  'switched_off',
  'gone',
  'training',
]);

/** Whether asking a source again may help by itself: it waits, failed for a while, was stopped or was not needed. */
export const isRetryable = ({ status, code }: Pick<SourceStatus, 'status' | 'code'>): boolean => {
  if (status === 'waiting' || status === 'cancelled') return true;
  if (status === 'failed') return code === null || !NEEDS_CHANGE.has(code);
  return status === 'skipped' && code === 'not_needed';
};
