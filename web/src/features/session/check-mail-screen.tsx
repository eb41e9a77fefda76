import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTitle } from '../../lib/use-title.ts';
import { AuthCard, textLink } from './auth-card.tsx';
import { keptSignUp } from './pending-sign-up.ts';

/** After sign-up: the address must be proven before the first sign-in. */
export function CheckMailScreen() {
  useTitle('Check your mail');
  const [signedUp] = useState(keptSignUp);
  return (
    <AuthCard
      title="Check your mail"
      about={
        <>
          We sent a link to{' '}
          {signedUp === null ? 'your address' : <strong className="break-all text-ink">{signedUp.email}</strong>}. Open
          it on this device to confirm the address and enter your workspace.
        </>
      }
      foot={
        <>
          Wrong address?{' '}
          <Link to="/sign-up" className={textLink}>
            Start again
          </Link>
        </>
      }
    >
      <dl className="grid gap-3 border-t pt-5 text-sm">
        {signedUp?.url != null && (
          <div>
            <dt className="text-ink-3">Your workspace</dt>
            <dd className="break-all font-medium">{new URL(signedUp.url).host}</dd>
          </div>
        )}
        <div>
          <dt className="text-ink-3">No mail after a minute?</dt>
          <dd>Look into the spam folder, and check that the address above is right.</dd>
        </div>
      </dl>
    </AuthCard>
  );
}
