import { useMutation } from '@tanstack/react-query';
import type * as z from 'zod';
import type { signUpBody } from '../../../../src/features/access/contract.ts';
import { post } from '../../lib/api.ts';

export type SignUpBody = z.input<typeof signUpBody>;

export interface SignedUp {
  tenant: { slug: string; url: string };
  email: string;
}

/** `POST /api/auth/sign-up/email` */
export const useSignUp = () =>
  useMutation({ mutationFn: (body: SignUpBody) => post<SignedUp>('/api/auth/sign-up/email', body) });
