import { Link } from '@tanstack/react-router';
import { useTitle } from '../../lib/use-title.ts';
import { AuthCard, textLink } from './auth-card.tsx';
import { SignUpForm } from './sign-up-form.tsx';

export function SignUpScreen() {
  useTitle('Create a workspace');
  return (
    <AuthCard
      title="Create your workspace"
      about="You get an address of your own and can bring your people in with a CSV."
      foot={
        <>
          Have one already?{' '}
          <Link to="/" hash="open" className={textLink}>
            Open it
          </Link>
        </>
      }
    >
      <SignUpForm />
    </AuthCard>
  );
}
