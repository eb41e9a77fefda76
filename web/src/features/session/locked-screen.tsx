import { LogOut, RotateCw } from 'lucide-react';
import { useState } from 'react';
import { useTitle } from '../../lib/use-title.ts';
import { Button } from '../../ui/button.tsx';
import { useSite } from '../site/use-site.ts';
import { AuthCard } from './auth-card.tsx';
import { signOut } from './sign-out.ts';

/** A workspace whose bill is not paid. Shows nothing of it, and needs no session. */
export function LockedScreen() {
  useTitle('Workspace locked');
  const { signedIn } = useSite();
  const [leaving, setLeaving] = useState(false);
  const leave = async () => {
    setLeaving(true);
    await signOut();
    setLeaving(false);
  };
  return (
    <AuthCard
      title="This workspace is locked"
      about="Its last invoice is not paid. Nothing is lost: people, imports and results stay as they are, and open again once the payment is in."
    >
      <div className="mb-6 rounded-lg bg-sunken p-4 text-sm">
        <p className="font-medium">What to do</p>
        <p className="mt-1 text-ink-2">
          The owner of the workspace can settle the open invoice. Ask them, then try again here.
        </p>
      </div>
      <div className="grid gap-2">
        <Button kind="primary" size="lg" icon={<RotateCw aria-hidden="true" />} onClick={() => location.assign('/')}>
          Try again
        </Button>
        {signedIn !== false && (
          <Button size="lg" busy={leaving} icon={<LogOut aria-hidden="true" />} onClick={() => void leave()}>
            Sign out
          </Button>
        )}
      </div>
    </AuthCard>
  );
}
