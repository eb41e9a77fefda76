import { useRouter } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { Failure } from '../../lib/failure.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { FormProblem } from './form-problem.tsx';
import { PasswordField } from './password-field.tsx';
import { keepSignUp } from './pending-sign-up.ts';
import { useSignUp } from './use-sign-up.ts';

/** The bounds of a password, as the access contract has them (`PASSWORD_MIN`, `PASSWORD_MAX`). */
const PASSWORD_MIN = 12;
const PASSWORD_MAX = 128;

const text = (form: FormData, name: string) => String(form.get(name) ?? '').trim();

/** Makes a user and a workspace. */
export function SignUpForm() {
  const router = useRouter();
  const signUp = useSignUp();
  const failure = signUp.error instanceof Failure ? signUp.error : null;

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const company = text(form, 'company');
    const email = text(form, 'email');
    signUp.mutate(
      {
        name: text(form, 'name'),
        email,
        password: String(form.get('password')),
        ...(company === '' ? {} : { company }),
      },
      {
        onSuccess: ({ tenant }) => {
          keepSignUp({ email, url: tenant?.url ?? null });
          void router.navigate({ to: '/check-mail' });
        },
      },
    );
  };

  return (
    <form onSubmit={submit} className="grid gap-4">
      {signUp.error !== null && (failure === null || failure.issues.length === 0) && (
        <FormProblem error={signUp.error} />
      )}
      <Field
        label="Your name"
        name="name"
        autoComplete="name"
        required
        maxLength={120}
        error={failure?.issueOf('name')}
      />
      <Field
        label="Work e-mail"
        name="email"
        type="email"
        autoComplete="email"
        inputMode="email"
        required
        maxLength={254}
        error={failure?.issueOf('email')}
      />
      <Field
        label="Workspace name"
        name="company"
        autoComplete="organization"
        maxLength={120}
        hint="Usually your company. Leave it empty to use your own name."
        error={failure?.issueOf('company')}
      />
      <PasswordField
        label="Password"
        name="password"
        autoComplete="new-password"
        required
        minLength={PASSWORD_MIN}
        maxLength={PASSWORD_MAX}
        hint={`At least ${PASSWORD_MIN} characters. Length beats symbols.`}
        error={failure?.issueOf('password')}
      />
      <Button type="submit" kind="primary" size="lg" busy={signUp.isPending} className="mt-2">
        Create workspace
      </Button>
    </form>
  );
}
