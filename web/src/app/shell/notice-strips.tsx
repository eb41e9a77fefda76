import { Link } from '@tanstack/react-router';
import { CircleAlert, Eye, Info, TriangleAlert } from 'lucide-react';
import { endImpersonation } from '../../features/billing/end-impersonation.ts';
import { type Notice, noticesOf } from '../../features/billing/notices.ts';
import { useMe } from '../../features/session/use-me.ts';
import { useSite } from '../../features/site/use-site.ts';
import { cx } from '../../lib/cx.ts';
import { exactTime } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';

const LOOK = {
  info: { box: 'bg-accent-soft text-accent-ink', Icon: Info },
  warn: { box: 'bg-warn-soft text-warn-ink', Icon: TriangleAlert },
  bad: { box: 'bg-bad-soft text-bad-ink', Icon: CircleAlert },
};
const ACTION = 'shrink-0 rounded-sm font-medium underline underline-offset-2';

function Action({ kind }: { kind: Notice['kind'] }) {
  const { appDomain } = useSite();
  if (kind === 'impersonation') {
    return (
      <button type="button" className={ACTION} onClick={() => void endImpersonation(appDomain)}>
        Stop looking
      </button>
    );
  }
  return kind === 'trial' ? (
    <Link to="/settings/usage" className={ACTION}>
      See usage
    </Link>
  ) : (
    <Link to="/billing/reactivate" className={ACTION}>
      What to do
    </Link>
  );
}

/** Whose workspace this is, and what the bill has in store for it, above every screen. */
export function NoticeStrips() {
  const me = useMe();
  const now = useNow();
  return noticesOf(me, now).map(({ kind, tone, text, at }) => {
    const Icon = kind === 'impersonation' ? Eye : LOOK[tone].Icon;
    return (
      <div
        key={kind}
        role="status"
        title={at === null ? undefined : exactTime(at)}
        className={cx('flex shrink-0 items-start justify-center gap-2 px-4 py-1.5 text-sm', LOOK[tone].box)}
      >
        <Icon className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
        <p className="num min-w-0">
          {text}
          {kind === 'impersonation' && me.impersonation !== undefined && (
            <span className="max-md:hidden"> Signed in as {me.impersonation.by}.</span>
          )}
        </p>
        <Action kind={kind} />
      </div>
    );
  });
}
