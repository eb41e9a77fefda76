import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { post } from '../../lib/api.ts';
import { Failure } from '../../lib/failure.ts';
import { toastFailure } from '../../ui/toast.ts';
import { operatorKey } from './use-operator.ts';

/** `POST /api/console/sign-in` */
export function useConsoleSignIn() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { email: string; password: string }) => post<unknown>('/api/console/sign-in', body),
    onSuccess: () => queries.invalidateQueries({ queryKey: operatorKey }),
  });
}

/** `POST /api/console/sign-out`. A real navigation: nothing of the session may stay in the memory of the page. */
export const useConsoleSignOut = () =>
  useMutation({
    mutationFn: () => post<unknown>('/api/console/sign-out'),
    onSuccess: () => location.replace('/console'),
    onError: (error) => toastFailure('You are still signed in', error),
  });

/** A session that ended shows the sign-in again, whichever call learns of it. */
export function useFollowEnd(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const follow = (error: unknown) => {
      if (error instanceof Failure && error.code === 'unauthenticated') queries.setQueryData(operatorKey, null);
    };
    const stops = [
      queries.getQueryCache().subscribe(({ query, type }) => {
        if (type === 'updated' && query.queryKey[0] === 'console') follow(query.state.error);
      }),
      queries.getMutationCache().subscribe(({ mutation, type }) => {
        if (type === 'updated') follow(mutation.state.error);
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [queries]);
}
