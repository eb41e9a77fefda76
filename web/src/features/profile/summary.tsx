import { CircleHelp, RotateCw } from 'lucide-react';
import type { Profile } from '../../../../src/features/prospects/contract.ts';
import { exactTime } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { useWhyNot } from '../billing/why-not.ts';
import { useMay } from '../session/use-me.ts';
import { citedSummary } from './citations.ts';
import { Claim } from './claim.tsx';
import { Section } from './section.tsx';
import { summaryFacts, summaryWords, UNKNOWN_LABELS } from './summary-words.ts';
import { useEnrich } from './use-enrich.ts';
import { isRunning } from './use-profile.ts';

interface SummaryProps {
  profile: Profile;
  onCite: (evidenceId: string) => void;
}

const SUBHEAD = 'mb-1.5 text-ink-3 text-xs';

/** What is known in sentences, each with the evidence it rests on; how it stands beside the facts; and what is not known. */
export function Summary({ profile, onCite }: SummaryProps) {
  const now = useNow();
  const may = useMay('enrichment:run');
  const whyNot = useWhyNot('enrichment');
  const { prospect, fields, enrichment } = profile;
  const enrich = useEnrich(prospect.id);
  const { summary, summaryState, signals } = enrichment;
  const running = isRunning(enrichment);
  const words = summaryWords(summaryState, { older: summary !== null, running, now });
  const claims = summary === null ? null : citedSummary(summary, fields, signals);
  const facts = summary === null ? null : summaryFacts(summary, now);
  return (
    <Section
      title="Summary"
      about={facts !== null && summary !== null && <span title={exactTime(summary.generatedAt)}>{facts.origin}</span>}
      action={words.badge !== null && <Badge tone={words.badge.tone}>{words.badge.word}</Badge>}
    >
      {words.text !== null && (
        <div className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg bg-sunken px-3 py-2 text-ink-2 text-sm last:mb-0">
          <p className="min-w-48 flex-1">{words.text}</p>
          {may && words.retry !== null && (
            <Button
              size="sm"
              busy={running || enrich.isPending}
              whyNot={running ? null : whyNot}
              icon={<RotateCw aria-hidden="true" />}
              onClick={() => enrich.mutate({ sources: ['claude'] })}
            >
              {words.retry}
            </Button>
          )}
        </div>
      )}
      {claims !== null && (
        <p className="max-w-[62ch] text-base text-ink leading-6">
          {claims.sentences.map((claim, index) => (
            <Claim key={index} claim={claim} onCite={onCite} />
          ))}
        </p>
      )}
      {claims !== null && claims.wealthSignals.length > 0 && (
        <div className="mt-4">
          <h4 className={SUBHEAD}>Wealth signals</h4>
          <ul className="grid max-w-[62ch] gap-1 text-sm">
            {claims.wealthSignals.map((claim, index) => (
              <li key={index} className="flex gap-2">
                <span className="mt-2 size-1 shrink-0 rounded-full bg-good" aria-hidden="true" />
                <span>
                  <Claim claim={claim} onCite={onCite} />
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {claims !== null && claims.talkingPoints.length > 0 && (
        <div className="mt-4">
          <h4 className={SUBHEAD}>To begin a conversation</h4>
          <ul className="grid max-w-[62ch] gap-1 text-sm">
            {claims.talkingPoints.map((claim, index) => (
              <li key={index} className="flex gap-2">
                <span className="mt-2 size-1 shrink-0 rounded-full bg-accent" aria-hidden="true" />
                <span>
                  <Claim claim={claim} onCite={onCite} />
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {summary !== null && summary.unknowns.length > 0 && (
        <div className="mt-4">
          <h4 className={SUBHEAD}>Not in the facts</h4>
          <ul className="flex flex-wrap gap-1.5">
            {summary.unknowns.map((unknown) => (
              <li
                key={unknown}
                className="inline-flex items-center gap-1 rounded-md border border-line border-dashed px-2 py-0.5 text-ink-2 text-xs"
              >
                <CircleHelp className="size-3 shrink-0 text-ink-3" aria-hidden="true" />
                {UNKNOWN_LABELS[unknown]}
              </li>
            ))}
          </ul>
        </div>
      )}
      {facts !== null && (
        <p className="num mt-4 text-ink-3 text-xs">{[facts.cost, facts.dropped].filter(Boolean).join(' · ')}</p>
      )}
    </Section>
  );
}
