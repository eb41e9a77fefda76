import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { leaveForLocked, leaveForSignIn } from '../features/session/session-channel.ts';
import { Failure } from '../lib/failure.ts';
import { toastRefusal } from '../ui/toast.ts';

/** Tries again after a broken connection or a fault of the server; a refusal stays a refusal. */
const RETRIES = 2;

/** A session that ended, a workspace that was locked or limited meanwhile: every call may be the one that learns of it. */
function follow(error: unknown): void {
  if (!(error instanceof Failure)) return;
  if (error.code === 'unauthenticated') leaveForSignIn();
  if (error.code === 'tenant_locked') leaveForLocked();
}

/** A change refused because the workspace is limited says so, whether its screen has a place for it or not. */
function followChange(error: unknown): void {
  follow(error);
  if (error instanceof Failure && error.code === 'tenant_limited') toastRefusal(error);
}

export const createQueryClient = (): QueryClient =>
  new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        // The first look at who one is belongs to the router, which knows where to lead without a reload.
        if (query.queryKey[0] === 'me' && query.state.data === undefined) return;
        follow(error);
      },
    }),
    mutationCache: new MutationCache({ onError: followChange }),
    defaultOptions: {
      queries: {
        retry: (failures, error) =>
          failures < RETRIES && !(error instanceof Failure && error.status >= 400 && error.status < 500),
      },
      // A click made without a network fails at once, and never runs by itself an hour later.
      mutations: { networkMode: 'always' },
    },
  });
