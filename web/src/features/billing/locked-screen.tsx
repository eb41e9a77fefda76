import { ArrowRight, Download, LogOut, RotateCw } from 'lucide-react';
import { useState } from 'react';
import { date, exactTime } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { AuthCard } from '../session/auth-card.tsx';
import { signOut } from '../session/sign-out.ts';
import { LOCKED_WORDS } from './locked-words.ts';
import { type Locked, useLocked } from './use-locked.ts';

const OWN_DATA = '/api/v1/exports/prospects.csv';
const SIGN_IN = `/sign-in?next=${encodeURIComponent('/billing/reactivate')}`;

/** Why the workspace is not open, what still works, and who can set it right. Needs no session. */
export function LockedScreen() {
  useTitle('Workspace locked');
  const locked = useLocked();
  if (locked.isError) return <ErrorState error={locked.error} onRetry={() => void locked.refetch()} />;
  if (locked.data === undefined) {
    return (
      <AuthCard title={<Skeleton className="h-7 w-64 max-w-full" />}>
        <Loading label="Loading" />
        <Skeleton className="h-64 w-full rounded-lg" />
      </AuthCard>
    );
  }
  return <Told {...locked.data} />;
}

function Told({ why, member, workspace }: Locked) {
  const { title, what, works, who, data } = LOCKED_WORDS[why];
  const now = useNow();
  const [leaving, setLeaving] = useState(false);
  const open = why === 'open' || why === 'past_due' || why === 'trial_ended' || why === 'grace_ended';
  const at = why === 'trial_ended' ? workspace?.trialEndsAt : workspace?.graceEndsAt;
  const leave = async () => {
    setLeaving(true);
    await signOut();
    setLeaving(false);
  };
  return (
    <AuthCard
      title={title}
      about={
        <>
          {workspace !== null && <p className="mb-2 font-medium text-ink">{workspace.name}</p>}
          <p>{what}</p>
          {why === 'suspended' && workspace?.suspendedReason != null && (
            <p className="mt-2">
              The reason given: <q className="text-ink">{workspace.suspendedReason}</q>
            </p>
          )}
        </>
      }
    >
      <dl className="mb-6 grid gap-3 rounded-lg bg-sunken p-4 text-sm">
        <div>
          <dt className="font-medium">What still works</dt>
          <dd className="mt-0.5 text-ink-2">{works}</dd>
        </div>
        <div>
          <dt className="font-medium">Who can set it right</dt>
          <dd className="mt-0.5 text-ink-2">{who}</dd>
        </div>
        {at != null && (why === 'past_due' || why === 'trial_ended' || why === 'grace_ended') && (
          <div>
            <dt className="font-medium">{why === 'past_due' ? 'Until' : 'Since'}</dt>
            <dd className="num mt-0.5 text-ink-2">
              <time dateTime={at} title={exactTime(at)}>
                {date(at, now)}
              </time>
            </dd>
          </div>
        )}
      </dl>
      <div className="grid gap-2">
        {open ? (
          <a href="/" className={buttonClass('primary', 'lg')}>
            <ArrowRight aria-hidden="true" />
            Go to the workspace
          </a>
        ) : (
          <Button kind="primary" size="lg" icon={<RotateCw aria-hidden="true" />} onClick={() => location.assign('/')}>
            Try again
          </Button>
        )}
        {member && (data || why === 'unknown') && (
          <a href={OWN_DATA} download className={buttonClass('secondary', 'lg')}>
            <Download aria-hidden="true" />
            Download the people as CSV
          </a>
        )}
        {member ? (
          <Button size="lg" busy={leaving} icon={<LogOut aria-hidden="true" />} onClick={() => void leave()}>
            Sign out
          </Button>
        ) : (
          <a href={SIGN_IN} className={buttonClass('secondary', 'lg')}>
            Sign in
          </a>
        )}
      </div>
    </AuthCard>
  );
}
