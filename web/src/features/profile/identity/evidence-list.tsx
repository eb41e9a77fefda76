import { Minus, Plus } from 'lucide-react';
import type { MatchEvidence } from '../../../../../src/features/prospects/profile-contract.ts';
import { cx } from '../../../lib/cx.ts';
import { sides, weightWord } from './match-words.ts';

const NOTHING = { pro: 'Nothing speaks for it.', con: 'Nothing speaks against it.' };

function Side({ side, evidence }: { side: 'pro' | 'con'; evidence: readonly MatchEvidence[] }) {
  const Icon = side === 'pro' ? Plus : Minus;
  return (
    <div>
      <h4 className="mb-1 text-ink-3 text-xs">{side === 'pro' ? 'For' : 'Against'}</h4>
      {evidence.length === 0 ? (
        <p className="text-ink-3 text-sm">{NOTHING[side]}</p>
      ) : (
        <ul className="grid gap-1 text-sm">
          {evidence.map(({ kind, weight, words }) => (
            <li key={`${kind}:${words}`} className="flex items-start gap-2">
              <span
                className={cx(
                  'mt-0.5 inline-flex size-4 shrink-0 items-center justify-center rounded-full [&_svg]:size-2.5',
                  side === 'pro' ? 'bg-good-soft text-good-ink' : 'bg-bad-soft text-bad-ink',
                )}
              >
                <Icon aria-hidden="true" />
              </span>
              <span className="min-w-0 flex-1">{words}</span>
              <span className="shrink-0 text-ink-3 text-xs leading-5">{weightWord(weight)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** What speaks for the same person and what against it, the weightiest first. */
export function EvidenceList({ evidence }: { evidence: readonly MatchEvidence[] }) {
  const { pro, con } = sides(evidence);
  return (
    <div className="grid gap-x-6 gap-y-3 sm:grid-cols-2">
      <Side side="pro" evidence={pro} />
      <Side side="con" evidence={con} />
    </div>
  );
}
