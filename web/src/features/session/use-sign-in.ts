import { useMutation, useQueryClient } from '@tanstack/react-query';
import type * as z from 'zod';
import type { signInBody } from '../../../../src/features/access/contract.ts';
import { post } from '../../lib/api.ts';
import type { Site } from '../site/use-site.ts';
import { tellOtherTabs } from './session-channel.ts';

export type SignInBody = z.input<typeof signInBody>;

/** `POST /api/auth/sign-in/email` */
export function useSignIn() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: SignInBody) => post<unknown>('/api/auth/sign-in/email', body),
    onSuccess: () => {
      queries.removeQueries({ queryKey: ['me'] });
      queries.setQueryData<Site>(['site'], (site) => site && { ...site, signedIn: true });
      tellOtherTabs('signed-in');
    },
  });
}
