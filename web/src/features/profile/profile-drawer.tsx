import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { ChevronDown, ChevronUp, Link2, Merge, UserX, X } from 'lucide-react';
import { Failure } from '../../lib/failure.ts';
import { isTyping } from '../../lib/hotkeys.ts';
import { useCopy } from '../../lib/use-copy.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Sheet } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import { DossierLink } from '../exports/dossier-link.tsx';
import { enrichedState } from '../prospects/enriched.ts';
import { readFilters } from '../prospects/filters.ts';
import { personLinkId } from '../prospects/person-link.tsx';
import { ProfileBody } from './profile-body.tsx';
import { ProfileHead } from './profile-head.tsx';
import { BodySkeleton, HeadSkeleton } from './profile-skeleton.tsx';
import { useNeighbours } from './use-neighbours.ts';
import { useProfile } from './use-profile.ts';
import { readView, type View } from './view.ts';

/** A profile over the list: J and K go on through it, Esc closes. Works as a deep link as well. */
export function ProfileDrawer() {
  const { prospectId } = useParams({ from: '/frame/members/prospects/$prospectId' });
  // The address holds both, and each takes its own: the list's query must not change with a tab.
  const filters = useSearch({ from: '/frame/members/prospects', select: readFilters });
  const view = useSearch({ from: '/frame/members/prospects/$prospectId', select: readView });
  const navigate = useNavigate();
  const { row, previous, next } = useNeighbours(filters, prospectId);
  const query = useProfile(prospectId);
  const { copied, copy } = useCopy();

  const profile = query.data;
  const person = profile?.prospect ?? row;
  useTitle(person?.name ?? 'Profile');

  const show = (id: string | undefined) => {
    if (id === undefined) return;
    // The same part of the next person: one goes through a list for one thing.
    const search = { ...filters, ...(view.tab === undefined ? {} : { tab: view.tab }) };
    void navigate({ to: '/prospects/$prospectId', params: { prospectId: id }, search, replace: true });
  };
  const showView = (next: View, replace = false) =>
    void navigate({ to: '/prospects/$prospectId', params: { prospectId }, search: { ...filters, ...next }, replace });
  const gone = query.error instanceof Failure ? query.error : null;
  const missing = gone?.status === 404;
  const mergedInto = gone?.code === 'merged' ? (gone.action?.split('/').at(-1) ?? null) : null;
  return (
    <Sheet
      open
      title={person?.name ?? 'Profile'}
      onClose={() => void navigate({ to: '/prospects', search: filters })}
      onCloseFocus={(event) => {
        event.preventDefault();
        (document.getElementById(personLinkId(prospectId)) ?? document.getElementById('search'))?.focus();
      }}
      onKeyDown={(event) => {
        if (isTyping(event.target) || event.metaKey || event.ctrlKey || event.altKey) return;
        if (event.key === 'j') show(next);
        if (event.key === 'k') show(previous);
      }}
    >
      <header className="flex h-12 shrink-0 items-center gap-1 border-b px-2 md:px-4">
        <Tooltip tip="Next person (J)">
          <IconButton label="Next person" size="sm" disabled={next === undefined} onClick={() => show(next)}>
            <ChevronDown aria-hidden="true" />
          </IconButton>
        </Tooltip>
        <Tooltip tip="Previous person (K)">
          <IconButton
            label="Previous person"
            size="sm"
            disabled={previous === undefined}
            onClick={() => show(previous)}
          >
            <ChevronUp aria-hidden="true" />
          </IconButton>
        </Tooltip>
        <button
          type="button"
          onClick={() => copy(`${location.origin}/prospects/${prospectId}`)}
          className="ml-auto inline-flex h-7 items-center gap-1.5 rounded-md px-2 text-ink-2 text-xs hover:bg-hover hover:text-ink"
        >
          <Link2 className="size-4" aria-hidden="true" />
          <span aria-live="polite">{copied ? 'Copied' : 'Copy link'}</span>
        </button>
        <DossierLink prospectId={prospectId} />
        <IconButton
          label="Close the profile"
          size="sm"
          onClick={() => void navigate({ to: '/prospects', search: filters })}
        >
          <X aria-hidden="true" />
        </IconButton>
      </header>
      <div key={prospectId} className="min-h-0 flex-1 relative overflow-y-auto pb-[env(safe-area-inset-bottom)]">
        {missing ? (
          <EmptyState icon={<UserX aria-hidden="true" />} title="There is nobody here">
            This person was removed, or the link is not right.
          </EmptyState>
        ) : mergedInto !== null ? (
          <EmptyState
            icon={<Merge aria-hidden="true" />}
            title="This person was merged into another record"
            action={<Button onClick={() => show(mergedInto)}>Open it</Button>}
          >
            All that was known stands there now. The merge can be undone there too.
          </EmptyState>
        ) : query.isError && profile === undefined ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <>
            {person === undefined ? <HeadSkeleton /> : <ProfileHead person={person} />}
            {profile === undefined ? (
              <BodySkeleton folded={enrichedState(row?.enrichedAt ?? null, Date.now()).tone === 'good'} />
            ) : (
              <ProfileBody profile={profile} view={view} onView={showView} />
            )}
          </>
        )}
      </div>
    </Sheet>
  );
}
