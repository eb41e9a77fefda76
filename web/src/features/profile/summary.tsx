import { CircleHelp, RotateCw } from 'lucide-react';
import type { Profile } from '../../../../src/features/prospects/profile-contract.ts';
import { exactTime } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { useWhyNot } from '../billing/why-not.ts';
import { useMay } from '../session/use-me.ts';
import { citedSummary } from './citations.ts';
import { Claim } from './claim.tsx';
import { ClaimList, SUBHEAD } from './claim-list.tsx';
import { Section } from './section.tsx';
import { summaryFacts, summaryWords, UNKNOWN_LABELS } from './summary-words.ts';
import { useRetrySource } from './use-enrich.ts';
import { isRunning } from './use-profile.ts';

interface SummaryProps {
  profile: Profile;
  onCite: (evidenceId: string) => void;
}

/** What is known in sentences, each with the evidence it rests on; how it stands beside the facts; and what is not known. */
export function Summary({ profile, onCite }: SummaryProps) {
  const now = useNow();
  const may = useMay('enrichment:run');
  const whyNot = useWhyNot('enrichment');
  const { prospect, fields, enrichment } = profile;
  const retry = useRetrySource(prospect.id);
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
              busy={running || retry.isPending}
              whyNot={running ? null : whyNot}
              icon={<RotateCw aria-hidden="true" />}
              onClick={() => retry.mutate('claude')}
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
      {claims !== null && (
        <>
          <ClaimList title="Wealth signals" dot="bg-good" claims={claims.wealthSignals} onCite={onCite} />
          <ClaimList title="To begin a conversation" dot="bg-accent" claims={claims.talkingPoints} onCite={onCite} />
        </>
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
