import { useRef, useState } from 'react';
import type { Profile } from '../../../../src/features/prospects/profile-contract.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { CustomSection } from '../custom-fields/custom-section.tsx';
import { ListsSection } from '../lists/lists-section.tsx';
import { FitsSection } from '../personas/fits-section.tsx';
import { RecordSection } from '../records/record-section.tsx';
import { SuppressedBanner, SuppressionSection } from '../suppression/suppression-section.tsx';
import { AboutSection } from './about-section.tsx';
import type { Cited } from './citations.ts';
import { FieldsSection } from './fields-section.tsx';
import { openWords } from './identity/match-words.ts';
import { Signals } from './signals.tsx';
import { SourcesPanel } from './sources-panel.tsx';
import { Summary } from './summary.tsx';
import { useLight } from './use-light.ts';

interface OverviewTabProps {
  profile: Profile;
  /** Opens a field's values; with the evidence that a footnote led to, where one did. */
  onField: (field: string, evidenceId?: string) => void;
  onRecords: () => void;
}

/** What is known of a person, and how it came to be known. */
export function OverviewTab({ profile, onField, onRecords }: OverviewTabProps) {
  const root = useRef<HTMLDivElement>(null);
  const [cited, setCited] = useState<Cited | null>(null);
  useLight(root, cited, profile.fields, (field) => onField(field, cited?.evidenceId));
  const { enrichment } = profile;
  const open = openWords(profile.matches);
  const hasSummary = enrichment.summary !== null || enrichment.summaryState.state !== 'none';
  return (
    <div ref={root}>
      <SuppressedBanner prospectId={profile.prospect.id} />
      <SourcesPanel prospectId={profile.prospect.id} state={enrichment} />
      {open !== null && (
        <div className="border-b px-4 py-3 md:px-6">
          <Banner tone="warn">
            <span className="flex flex-wrap items-center gap-x-3 gap-y-2">
              <span className="min-w-56 flex-1">{open}</span>
              <Button size="sm" onClick={onRecords}>
                Look at the evidence
              </Button>
            </span>
          </Banner>
        </div>
      )}
      {(hasSummary || enrichment.status !== 'never') && (
        <Summary
          profile={profile}
          onCite={(evidenceId) => setCited((before) => ({ evidenceId, click: (before?.click ?? 0) + 1 }))}
        />
      )}
      {enrichment.signals.length > 0 && <Signals signals={enrichment.signals} cited={cited} />}
      <FieldsSection profile={profile} cited={cited} onField={onField} onRecords={onRecords} />
      <FitsSection prospect={profile.prospect} />
      <ListsSection prospect={profile.prospect} />
      <CustomSection prospectId={profile.prospect.id} />
      <SuppressionSection prospect={profile.prospect} />
      <RecordSection prospect={profile.prospect} />
      <AboutSection prospect={profile.prospect} />
    </div>
  );
}
