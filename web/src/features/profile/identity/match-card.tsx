import { Check, ExternalLink, RotateCcw, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { FieldValue, IdentityMatch } from '../../../../../src/features/prospects/profile-contract.ts';
import { cx } from '../../../lib/cx.ts';
import { count, exactTime } from '../../../lib/format.ts';
import { safeUrl } from '../../../lib/links.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { SourcePill } from '../source-pill.tsx';
import { consequences, type Decision } from './decide.ts';
import { EvidenceList } from './evidence-list.tsx';
import { countsWords, GRADE_LABELS, recordWords } from './match-words.ts';

interface MatchCardProps {
  match: IdentityMatch;
  fields: readonly FieldValue[];
  /** Whether the reader may decide. */
  may: boolean;
  whyNot: string | null;
  onDecide: (decision: Decision) => void;
}

const YES: Record<Decision, string> = {
  confirm: 'Yes, the same person',
  reject: 'Yes, another person',
  reopen: 'Yes, take it back',
};

/** A record of a source: is it this person? The evidence, what counts now, and a decision, its effect said first. */
export function MatchCard({ match, fields, may, whyNot, onDecide }: MatchCardProps) {
  const [asked, setAsked] = useState<Decision | null>(null);
  const yes = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (asked !== null) yes.current?.querySelector('button')?.focus();
  }, [asked]);
  const { record, state } = match;
  const grade = GRADE_LABELS[match.grade];
  const url = record.url === null ? null : safeUrl(record.url);
  const about = recordWords(record);
  const decide = (decision: Decision) => {
    setAsked(null);
    onDecide(decision);
  };
  return (
    <li
      className={cx(
        'rounded-lg border',
        match.counts ? 'border-line' : 'border-line-strong border-dashed',
        state === 'rejected' && 'bg-sunken',
      )}
    >
      <div className="px-4 py-3">
        <div className="flex flex-wrap items-center gap-2">
          <SourcePill source={match.source} />
          <Badge tone={grade.tone}>{grade.word}</Badge>
          {state === 'confirmed' && (
            <Badge tone="good">
              <Check aria-hidden="true" />
              Confirmed
            </Badge>
          )}
          {state === 'rejected' && (
            <Badge tone="bad">
              <X aria-hidden="true" />
              Another person
            </Badge>
          )}
          <span className="num ml-auto text-ink-3 text-xs" title={`Seen ${exactTime(match.seenAt)}`}>
            {count(match.values, 'value')}
          </span>
        </div>
        <div className="mt-2 flex items-start gap-3">
          <div className="min-w-0 flex-1">
            <h3 className={cx('text-base', state === 'rejected' && 'text-ink-2')}>{record.name}</h3>
            {about !== '' && <p className="text-ink-2 text-sm">{about}</p>}
          </div>
          {url !== null && (
            <a
              href={url}
              target="_blank"
              rel="noopener noreferrer"
              className="inline-flex shrink-0 items-center gap-1 rounded-sm text-accent-ink text-xs hover:underline"
            >
              Open record
              <ExternalLink className="size-3" aria-hidden="true" />
              <span className="sr-only"> (opens in a new tab)</span>
            </a>
          )}
        </div>
        <div className="mt-3">
          <EvidenceList evidence={match.evidence} />
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-line border-t px-4 py-2.5">
        <p
          className={cx('min-w-56 flex-1 text-xs', match.counts ? 'text-ink-2' : 'text-warn-ink')}
          title={match.decidedAt === null ? undefined : exactTime(match.decidedAt)}
        >
          {countsWords(match)}
        </p>
        {may && asked === null && (
          <div className="flex gap-2">
            {state === 'proposed' ? (
              <>
                <Button size="sm" whyNot={whyNot} onClick={() => setAsked('reject')}>
                  Not this person
                </Button>
                <Button size="sm" whyNot={whyNot} onClick={() => setAsked('confirm')}>
                  Same person
                </Button>
              </>
            ) : (
              <Button
                size="sm"
                whyNot={whyNot}
                icon={<RotateCcw aria-hidden="true" />}
                onClick={() => setAsked('reopen')}
              >
                Undo
              </Button>
            )}
          </div>
        )}
      </div>
      {asked !== null && (
        <div ref={yes} className="animate-fade-in border-line border-t bg-sunken px-4 py-3">
          <p className="mb-1 font-medium text-sm">What this changes</p>
          <ul className="mb-3 grid list-disc gap-0.5 pl-4 text-ink-2 text-sm marker:text-ink-3">
            {consequences(match, fields, asked).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          <div className="flex gap-2">
            <Button
              size="sm"
              kind={asked === 'reject' ? 'danger' : 'primary'}
              whyNot={whyNot}
              onClick={() => decide(asked)}
            >
              {YES[asked]}
            </Button>
            <Button size="sm" kind="ghost" onClick={() => setAsked(null)}>
              Leave it
            </Button>
          </div>
        </div>
      )}
    </li>
  );
}
