import { useQuery } from '@tanstack/react-query';
import type { Workspace } from '../../../../src/features/workspace/contract.ts';
import { get } from '../../lib/api.ts';
import { Failure } from '../../lib/failure.ts';
import { type LockedFor, lockedFor } from './locked-words.ts';

export interface Locked {
  why: LockedFor;
  /** Whether a member is signed in. */
  member: boolean;
  workspace: Workspace | null;
}

/** What the workspace is locked for, as far as the API tells this caller: it may refuse this very question. */
async function readLocked(signal: AbortSignal): Promise<Locked> {
  try {
    const workspace = await get<Workspace>('/api/v1/workspace', signal);
    return { why: lockedFor(workspace), member: true, workspace };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (error.code === 'unauthenticated') return { why: 'unknown', member: false, workspace: null };
    if (error.code === 'tenant_locked' || error.code === 'forbidden') {
      return { why: 'unknown', member: true, workspace: null };
    }
    throw error;
  }
}

export const useLocked = () => useQuery({ queryKey: ['locked'], queryFn: ({ signal }) => readLocked(signal) });
