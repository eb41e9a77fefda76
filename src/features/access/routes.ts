import * as z from 'zod';
import { type Route, route } from '../../http/route.ts';
import { limitAccount, limitAnonymous } from '../limits/limits.ts';
import { me, membersAnswer, membersQuery, signInBody, signUpBody } from './contract.ts';
import { readMe } from './me.ts';
import { readMembers } from './members.ts';
import { passForm, readForm, signOut, verifyEmail } from './sign-in.ts';

/** Answers that hold a session are stored nowhere, so that a key repeats none of these; each is safe to send again. */
export const accessRoutes: Route[] = [
  route({
    method: 'post',
    path: '/auth/sign-up/email',
    scope: 'public',
    tag: 'Access',
    summary: 'Make a user and a workspace',
    description:
      'A mail with a link to the workspace follows. A known address answers the same, and gets no second workspace.',
    bodyTypes: { 'application/json': signUpBody },
    answerType: 'application/json',
    async handle(_, { c }) {
      await limitAnonymous(c, 'sign-in');
      const { company, ...form } = await readForm(c, signUpBody);
      await limitAccount(c, form.email);
      return passForm(c, '/api/auth/sign-up/email', form, company);
    },
  }),
  route({
    method: 'post',
    path: '/auth/sign-in/email',
    scope: 'public',
    tag: 'Access',
    summary: 'Sign in on the workspace’s own host',
    bodyTypes: { 'application/json': signInBody },
    answerType: 'application/json',
    async handle(_, { c }) {
      const ofAddress = await limitAnonymous(c, 'sign-in');
      const form = await readForm(c, signInBody);
      const ofAccount = await limitAccount(c, form.email);
      const response = await passForm(c, '/api/auth/sign-in/email', form);
      // Who knows the password has guessed nothing.
      ofAddress();
      ofAccount();
      return response;
    },
  }),
  route({
    method: 'post',
    path: '/auth/sign-out',
    scope: 'public',
    tag: 'Access',
    summary: 'End the session',
    answerType: 'application/json',
    handle: (_, { c }) => signOut(c),
  }),
  route({
    method: 'get',
    path: '/auth/verify-email',
    scope: 'public',
    tag: 'Access',
    summary: 'Follow the link of a verification mail',
    query: z.object({ token: z.string().min(1).max(2000) }),
    answerType: 'text/html',
    status: 303,
    async handle(_, { c, query }) {
      await limitAnonymous(c, 'sign-in');
      return verifyEmail(c, query.token);
    },
  }),
  route({
    method: 'get',
    path: '/v1/me',
    scope: 'profile:read',
    tag: 'Access',
    summary: 'Who am I, where, and what may I do',
    answer: me,
    handle: (ctx) => readMe(ctx),
  }),
  route({
    method: 'get',
    path: '/v1/members',
    scope: 'profile:read',
    tag: 'Access',
    summary: 'List who belongs to the workspace',
    description: 'By name; addresses are shown to those who manage the workspace.',
    query: membersQuery,
    answer: membersAnswer,
    handle: (ctx, { query }) => readMembers(ctx, query),
  }),
];
