import { useEffect, useState } from 'react';
import type { EnrichmentSettings } from '../../../../src/features/enrichment/contract.ts';
import { useNow } from '../../lib/use-now.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { PageBody } from '../../ui/page.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { toastFailure, toastNote } from '../../ui/toast.ts';
import { useWhyNot } from '../billing/why-not.ts';
import { useMay } from '../session/use-me.ts';
import { ManagersOnly } from '../settings/managers-only.tsx';
import { SettingsSection } from '../settings/section.tsx';
import { Automatic } from './automatic.tsx';
import { KeysSection } from './keys-section.tsx';
import { ModeChoice } from './mode-choice.tsx';
import { RulesSection } from './rules-section.tsx';
import { SourceList } from './source-list.tsx';
import { settingsProblem } from './source-words.ts';
import { usePrecedence } from './use-precedence.ts';
import { useHealth, useKeys, useSaveSettings, useSourceSettings } from './use-sources.ts';

/** Health tells of moments to come. */
const TICK_MS = 5_000;

/** Which sources are asked, in which order, with whose keys, and how they are. */
export function SourcesScreen() {
  useTitle('Sources');
  const may = useMay('tenant:manage');
  const query = useSourceSettings(may);
  const keys = useKeys(may);
  const rules = usePrecedence(may);
  const now = useNow(TICK_MS);
  const whyNot = useWhyNot();
  return (
    <PageBody wide>
      {!may ? (
        <ManagersOnly what="Which sources are asked, and with whose keys, is kept by them." />
      ) : query.data === undefined ? (
        query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <>
            <Loading label="Loading sources" />
            <Skeleton className="mb-4 h-[430px] w-full rounded-lg" />
            <Skeleton className="h-[96px] w-full rounded-lg" />
          </>
        )
      ) : (
        <Settings saved={query.data} now={now} whyNot={whyNot} />
      )}
      {may && (
        <div className="pt-8">
          <SettingsSection
            title="Which value counts"
            about="The usual order: what a member chose, then what is checked, then the newest that is sure."
          >
            <RulesSection query={rules} whyNot={whyNot} />
          </SettingsSection>
          <SettingsSection title="Keys" about="Bring your own key for a source, and its calls cost no credits here.">
            <KeysSection query={keys} now={now} whyNot={whyNot} />
          </SettingsSection>
        </div>
      )}
    </PageBody>
  );
}

/** What is set, as a draft until it is saved: an order is not tried out on live runs. */
function Settings({ saved, now, whyNot }: { saved: EnrichmentSettings; now: number; whyNot: string | null }) {
  const [draft, setDraft] = useState(saved);
  const save = useSaveSettings();
  const health = useHealth(true);
  const key = JSON.stringify(saved);
  useEffect(() => setDraft(JSON.parse(key)), [key]);
  const changed = JSON.stringify(draft) !== key;
  const problem = settingsProblem(draft);
  const change = (part: Partial<EnrichmentSettings>) => setDraft((before) => ({ ...before, ...part }));
  return (
    <>
      <div>
        <SettingsSection
          title="Order"
          about="Drag a source, or move it by the arrow keys. Who is switched off is never asked."
        >
          <SourceList
            order={draft.order}
            off={draft.off}
            health={health.data?.items ?? (health.isError ? null : undefined)}
            now={now}
            whyNot={whyNot}
            onOrder={(order) => change({ order })}
            onOff={(source, off) =>
              change({ off: off ? [...draft.off, source] : draft.off.filter((one) => one !== source) })
            }
          />
          {health.isError && health.data === undefined && (
            <p className="mt-2 text-ink-3 text-xs">How the sources are cannot be said at the moment.</p>
          )}
        </SettingsSection>
        <SettingsSection title="How they are asked">
          <ModeChoice settings={draft} whyNot={whyNot} onChange={change} />
        </SettingsSection>
        <SettingsSection title="Automatic" about="Never beyond the budgets under Credits.">
          <Automatic key={key} settings={draft} whyNot={whyNot} onChange={change} />
        </SettingsSection>
      </div>
      <div className="sticky bottom-0 z-10 -mx-4 flex min-h-14 items-center gap-3 border-y bg-canvas px-4 py-2 md:-mx-6 md:px-6">
        <p role="status" className={problem === null ? 'text-ink-2 text-sm' : 'text-bad-ink text-sm'}>
          {problem ?? (changed ? 'Not saved yet.' : 'Holds from the next run on.')}
        </p>
        <span className="ml-auto flex gap-2">
          {changed && (
            <Button kind="ghost" disabled={save.isPending} onClick={() => setDraft(saved)}>
              Discard
            </Button>
          )}
          <Button
            kind="primary"
            busy={save.isPending}
            whyNot={whyNot}
            disabled={whyNot === null && (!changed || problem !== null)}
            onClick={() =>
              save.mutate(draft, {
                onSuccess: () => toastNote('Sources saved'),
                onError: (error) => toastFailure('The sources were not saved', error),
              })
            }
          >
            Save
          </Button>
        </span>
      </div>
    </>
  );
}
