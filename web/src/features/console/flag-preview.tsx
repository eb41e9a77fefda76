import { number } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { SEES_WORDS } from './console-words.ts';
import { useFlagPreview } from './use-flags.ts';

const SKELETONS = ['a', 'b', 'c', 'd', 'e', 'f'];

/** Who sees a flag as it stands now, workspace by workspace. */
export function FlagPreviewDialog({ flagKey, onClose }: { flagKey: string; onClose: () => void }) {
  const query = useFlagPreview(flagKey);
  const preview = query.data;
  return (
    <Dialog title={`Who sees ${flagKey}`} open onClose={onClose}>
      {query.isError && preview === undefined ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : preview === undefined ? (
        <>
          <Loading label="Working it out" />
          {SKELETONS.map((key) => (
            <div key={key} className="flex h-10 items-center justify-between">
              <Skeleton className="w-32" />
              <Skeleton className="h-5 w-10" />
            </div>
          ))}
        </>
      ) : (
        <>
          <p className="num mb-3 text-ink-2 text-sm">
            On for {number(preview.on)}, off for {number(preview.off)}
            {preview.some > 0 && `, on for some members of ${number(preview.some)}`}.
          </p>
          <ul className="divide-y divide-line border-line border-y text-sm">
            {preview.items.map(({ tenantId, slug, plan, sees }) => (
              <li key={tenantId} className="flex items-center justify-between gap-4 py-2">
                <span className="min-w-0 truncate">
                  {slug} <span className="text-ink-3 text-xs">{plan}</span>
                </span>
                <Badge tone={SEES_WORDS[sees].tone}>{SEES_WORDS[sees].word}</Badge>
              </li>
            ))}
          </ul>
          {preview.items.length < preview.on + preview.off + preview.some && (
            <p className="num mt-3 text-ink-3 text-xs">The first {number(preview.items.length)} of them.</p>
          )}
        </>
      )}
    </Dialog>
  );
}
