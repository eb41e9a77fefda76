import { ChevronDown, RotateCw, Sparkles } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { EnrichmentState } from '../../../../src/features/prospects/profile-contract.ts';
import { cx } from '../../lib/cx.ts';
import { credits } from '../../lib/format.ts';
import { liveStatus } from '../../lib/live-status.ts';
import { useStore } from '../../lib/store.ts';
import { useNow } from '../../lib/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { Progress } from '../../ui/progress.tsx';
import { useWhyNot } from '../billing/why-not.ts';
import { EnrichDialog } from '../enrichment-run/enrich-dialog.tsx';
import { RunFoot } from '../enrichment-run/run-foot.tsx';
import { useMay } from '../session/use-me.ts';
import { isFinished, mayRetry, nextRun, runWords, SOURCE_ORDER } from './run-words.ts';
import { Section } from './section.tsx';
import { SourceRow, SourceTick } from './source-row.tsx';
import { useEnrich, useRetrySource } from './use-enrich.ts';
import { isRunning } from './use-profile.ts';

/** Seconds tick while a run is on. */
const TICK_MS = 1_000;
const REST_MS = 30_000;

/** The run: five sources side by side, live. At rest and in order it is one line; it opens by itself for news. */
export function SourcesPanel({ prospectId, state }: { prospectId: string; state: EnrichmentState }) {
  const running = isRunning(state);
  const now = useNow(running ? TICK_MS : REST_MS);
  const live = useStore(liveStatus);
  const mayEnrich = useMay('enrichment:run');
  const enrich = useEnrich(prospectId);
  const retry = useRetrySource(prospectId);
  const whyNot = useWhyNot('enrichment');
  const [asking, setAsking] = useState(false);
  const [open, setOpen] = useState(state.status !== 'done');
  useEffect(() => {
    // Once seen running it stays open: what one watches must not fold away at the end.
    if (running) setOpen(true);
  }, [running]);
  const next = nextRun(state);
  const spent = state.sources.reduce((sum, { cost }) => sum + cost, 0);
  const stateOf = (source: (typeof SOURCE_ORDER)[number]) => state.sources.find((one) => one.source === source);
  return (
    <Section
      title="Enrichment"
      about={<span aria-live="polite">{runWords(state, now)}</span>}
      action={
        mayEnrich && (
          <Button
            size="sm"
            kind={next.label === 'Enrich now' ? 'primary' : 'secondary'}
            busy={running || enrich.isPending}
            whyNot={running ? null : whyNot}
            icon={next.sources === undefined ? <Sparkles aria-hidden="true" /> : <RotateCw aria-hidden="true" />}
            onClick={() => (next.sources === undefined ? setAsking(true) : enrich.mutate({ sources: next.sources }))}
          >
            {next.label}
          </Button>
        )
      }
    >
      <div className="overflow-hidden rounded-lg border border-line">
        {running && (
          <Progress
            label="Sources done"
            done={state.sources.filter(isFinished).length}
            total={state.status === 'queued' ? null : state.sources.length}
            className="h-0.5! rounded-none!"
          />
        )}
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="flex h-10 w-full items-center gap-3 px-3 text-xs -outline-offset-2 hover:bg-hover"
        >
          <span className="flex min-w-0 flex-1 items-center gap-1.5">
            <span className="font-medium text-ink-2">Sources</span>
            {!open && SOURCE_ORDER.map((source) => <SourceTick key={source} source={source} state={stateOf(source)} />)}
          </span>
          <span className="num text-ink-3">{credits(spent)} spent</span>
          <ChevronDown
            className={cx('size-4 text-ink-3 transition-transform', open && 'rotate-180')}
            aria-hidden="true"
          />
        </button>
        {open && (
          <ul className="divide-y divide-line border-line border-t">
            {SOURCE_ORDER.map((source) => (
              <SourceRow
                key={source}
                source={source}
                state={stateOf(source)}
                now={now}
                onRetry={
                  mayEnrich && !retry.isPending && whyNot === null && mayRetry(stateOf(source), running)
                    ? () => retry.mutate(source)
                    : null
                }
              />
            ))}
          </ul>
        )}
        {state.runId !== null && <RunFoot runId={state.runId} running={running} />}
        {running && live === 'down' && (
          <p role="status" className="border-line border-t bg-sunken px-3 py-2 text-ink-3 text-xs">
            Live updates are interrupted. Checking every 2 seconds.
          </p>
        )}
      </div>
      {asking && (
        <EnrichDialog
          target={{ kind: 'one', prospectId, name: 'this person' }}
          people={1}
          onClose={() => setAsking(false)}
        />
      )}
    </Section>
  );
}
