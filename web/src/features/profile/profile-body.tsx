import { lazy, Suspense, useRef, useState } from 'react';
import type { Profile } from '../../../../src/features/prospects/profile-contract.ts';
import { Badge } from '../../ui/badge.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { IdentityTab } from './identity/identity-tab.tsx';
import { isOpen } from './identity/match-words.ts';
import { InsiderSkeleton } from './insider/insider-skeleton.tsx';
import { OverviewTab } from './overview-tab.tsx';
import { FieldSheet } from './provenance/field-sheet.tsx';
import type { Tab, View } from './view.ts';

// Most profiles are read without them.
const InsiderTab = lazy(async () => ({ default: (await import('./insider/insider-tab.tsx')).InsiderTab }));
const RelationsTab = lazy(async () => ({ default: (await import('../records/relations-tab.tsx')).RelationsTab }));
const TimelineTab = lazy(async () => ({ default: (await import('../records/timeline-tab.tsx')).TimelineTab }));
const WealthTab = lazy(async () => ({ default: (await import('./wealth/wealth-tab.tsx')).WealthTab }));

interface ProfileBodyProps {
  profile: Profile;
  view: View;
  /** Shows another view; `replace` leaves no way back to the one before. */
  onView: (view: View, replace?: boolean) => void;
}

/** The parts of a profile behind their tabs, and the sheet of one field over them. */
export function ProfileBody({ profile, view, onView }: ProfileBodyProps) {
  const [lit, setLit] = useState<string | null>(null);
  const top = useRef<HTMLDivElement>(null);
  const tab: Tab = view.tab ?? 'overview';
  const waiting = profile.matches.filter(isOpen).length;
  const { field, ...rest } = view;
  const show = (next: Tab) => {
    onView(next === 'overview' ? {} : { tab: next });
    // A part begins at its top, and the tabs stay under the hand that pressed them.
    const element = top.current;
    if (element !== null && element.getBoundingClientRect().top < 0) element.scrollIntoView();
  };
  return (
    <div ref={top}>
      <Tabs
        label="Parts of the profile"
        value={tab}
        onChange={show}
        className="sticky top-0 z-10"
        options={[
          { value: 'overview', label: 'Overview' },
          { value: 'timeline', label: 'Timeline' },
          { value: 'relations', label: 'Relations' },
          {
            value: 'identity',
            label: (
              <>
                Identity
                {waiting > 0 && (
                  <Badge tone="warn">
                    <span className="num">{waiting}</span>
                    <span className="sr-only"> to decide</span>
                  </Badge>
                )}
              </>
            ),
          },
          { value: 'insider', label: 'Insider' },
          { value: 'wealth', label: 'Wealth' },
        ]}
      >
        <div className="min-h-[72dvh]">
          {tab === 'overview' && (
            <OverviewTab
              profile={profile}
              onField={(name, evidenceId) => {
                setLit(evidenceId ?? null);
                onView({ ...rest, field: name });
              }}
              onRecords={() => show('identity')}
            />
          )}
          {tab === 'identity' && <IdentityTab profile={profile} />}
          <Suspense fallback={<InsiderSkeleton />}>
            {tab === 'timeline' && <TimelineTab prospectId={profile.prospect.id} />}
            {tab === 'relations' && (
              <RelationsTab prospectId={profile.prospect.id} onRecords={() => show('identity')} />
            )}
            {tab === 'insider' && (
              <InsiderTab
                prospectId={profile.prospect.id}
                kind={view.kind}
                onKind={(kind) => onView({ tab: 'insider', ...(kind.length === 0 ? {} : { kind }) }, true)}
                onRecords={() => show('identity')}
              />
            )}
            {tab === 'wealth' && (
              <WealthTab
                profile={profile}
                switches={{ without: view.without ?? [], with: view.with ?? [] }}
                onSwitches={(next) =>
                  onView(
                    {
                      tab: 'wealth',
                      ...(next.without.length === 0 ? {} : { without: [...next.without] }),
                      ...(next.with.length === 0 ? {} : { with: [...next.with] }),
                    },
                    true,
                  )
                }
                onField={(name) => onView({ ...rest, field: name })}
                onRecords={() => show('identity')}
              />
            )}
          </Suspense>
        </div>
      </Tabs>
      {field !== undefined && (
        <FieldSheet
          profile={profile}
          field={field}
          lit={lit}
          onClose={() => onView(rest, true)}
          onRecord={() => onView({ tab: 'identity' })}
        />
      )}
    </div>
  );
}
