import type { FormEvent } from 'react';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { AuthCard } from '../session/auth-card.tsx';
import { FormProblem } from '../session/form-problem.tsx';
import { PasswordField } from '../session/password-field.tsx';
import { useConsoleSignIn } from './use-console-session.ts';

/** Sign-in of operators. One stays at the address that one came for. */
export function ConsoleSignIn() {
  const signIn = useConsoleSignIn();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    signIn.mutate({ email: String(form.get('email')).trim(), password: String(form.get('password')) });
  };
  return (
    <AuthCard title="Console" about="For operators of the platform. What you do here is recorded.">
      {signIn.isError && <FormProblem error={signIn.error} />}
      <form onSubmit={submit} className="grid gap-4">
        <Field label="E-mail" name="email" type="email" autoComplete="username" inputMode="email" required autoFocus />
        <PasswordField label="Password" name="password" autoComplete="current-password" required maxLength={128} />
        <Button type="submit" kind="primary" size="lg" busy={signIn.isPending} className="mt-2">
          Sign in
        </Button>
      </form>
    </AuthCard>
  );
}
