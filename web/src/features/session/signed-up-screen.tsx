import { Link } from '@tanstack/react-router';
import { Upload, Users } from 'lucide-react';
import { useTitle } from '../../lib/use-title.ts';
import { buttonClass } from '../../ui/button.tsx';
import { AuthCard } from './auth-card.tsx';
import { useMe } from './use-me.ts';

/** Where the link of the verification mail ends: confirmed and signed in. */
export function SignedUpScreen() {
  useTitle('Welcome');
  const { user, tenant } = useMe();
  return (
    <AuthCard
      title={`Welcome, ${user.name.split(' ')[0] ?? user.name}`}
      about={
        <>
          Your address is confirmed and <strong className="text-ink">{tenant.name}</strong> is ready. Bring in the
          people you know; Edgewise finds out the rest.
        </>
      }
    >
      <div className="grid gap-2">
        <Link to="/imports/new" className={buttonClass('primary', 'lg')}>
          <Upload aria-hidden="true" />
          Import a CSV
        </Link>
        <Link to="/prospects" className={buttonClass('secondary', 'lg')}>
          <Users aria-hidden="true" />
          Look around first
        </Link>
      </div>
    </AuthCard>
  );
}
