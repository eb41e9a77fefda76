import type { Workspace } from '../../../../src/features/workspace/contract.ts';
import { date, exactTime } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { useSite } from '../site/use-site.ts';

/** The addresses of before that still lead here, each with its end. */
export function FormerAddresses({ workspace }: { workspace: Workspace }) {
  const { appDomain } = useSite();
  const now = useNow();
  if (workspace.formerSlugs.length === 0) return null;
  return (
    <div className="mt-6">
      <h3 className="text-ink-3 text-xs">Old addresses that lead here</h3>
      <ul className="mt-1 divide-y divide-line border-line border-y text-sm">
        {workspace.formerSlugs.map(({ slug, endsAt }) => (
          <li key={slug} className="flex items-baseline justify-between gap-4 py-2">
            <span className="min-w-0 break-all">
              {slug}.{appDomain}
            </span>
            <time dateTime={endsAt} title={exactTime(endsAt)} className="num shrink-0 text-ink-3 text-xs">
              until {date(endsAt, now)}
            </time>
          </li>
        ))}
      </ul>
    </div>
  );
}
