import { useRouter, useSearch } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { Failure } from '../../lib/failure.ts';
import { safeNext } from '../../lib/safe-next.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { rootUrl } from '../site/addresses.ts';
import { useSite } from '../site/use-site.ts';
import { AuthCard, textLink } from './auth-card.tsx';
import { FormProblem } from './form-problem.tsx';
import { PasswordField } from './password-field.tsx';
import { useSignIn } from './use-sign-in.ts';

/** Sign-in on the tenant's own host. */
export function SignInScreen() {
  useTitle('Sign in');
  const { next, link } = useSearch({ from: '/sign-in' });
  const { appDomain } = useSite();
  const router = useRouter();
  const signIn = useSignIn();

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    signIn.mutate(
      { email: String(form.get('email')).trim(), password: String(form.get('password')) },
      { onSuccess: () => void router.navigate({ href: safeNext(next, location.origin), replace: true }) },
    );
  };

  const { error } = signIn;
  const unverified = error instanceof Failure && error.code === 'email_not_verified';
  return (
    <AuthCard
      title="Sign in"
      about={<span className="break-all">{location.host}</span>}
      foot={
        <>
          No workspace yet?{' '}
          <a className={textLink} href={rootUrl(appDomain, location.protocol, '/sign-up')}>
            Create one
          </a>
        </>
      }
    >
      {unverified ? (
        <Banner tone="warn" className="mb-5">
          {error.message}. {error.detail ?? 'Open the link in the mail we sent you, then sign in.'}
        </Banner>
      ) : error !== null ? (
        <FormProblem error={error} />
      ) : (
        link === 'expired' && (
          <Banner tone="warn" className="mb-5">
            That link is no longer good. Sign in, and we send you a new one if your address still needs it.
          </Banner>
        )
      )}
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
