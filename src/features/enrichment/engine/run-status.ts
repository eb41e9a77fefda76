import type { SOURCE_STATUSES } from '../../prospects/profile-contract.ts';

type Status = (typeof SOURCE_STATUSES)[number];

/**
 * How a run ended: `cancelled` where it was stopped before a source was asked, `done` where no source failed, `failed` where every source that was asked did, else `partial`. A
 * source that was skipped was not asked.
 */
export const runStatus = (sources: readonly Status[]): 'done' | 'partial' | 'failed' | 'cancelled' => {
  if (sources.includes('cancelled')) return 'cancelled';
  const failures = sources.filter((status) => status === 'failed').length;
  if (failures === 0) return 'done';
  return sources.some((status) => status === 'found' || status === 'empty') ? 'partial' : 'failed';
};
