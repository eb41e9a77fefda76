import { useMutation } from '@tanstack/react-query';
import type * as z from 'zod';
import type { signUpBody } from '../../../../src/features/access/contract.ts';
import { post } from '../../lib/api.ts';

export type SignUpBody = z.input<typeof signUpBody>;

/** A known address is answered like a new one, and then there is no workspace to name. */
export interface SignUpAnswer {
  tenant?: { slug: string; url: string };
}

/** `POST /api/auth/sign-up/email` */
export const useSignUp = () =>
  useMutation({ mutationFn: (body: SignUpBody) => post<SignUpAnswer>('/api/auth/sign-up/email', body) });
