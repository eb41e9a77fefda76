import { Link } from '@tanstack/react-router';
import { Check, ChevronDown, CircleHelp, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Fit, FitCondition } from '../../../../src/features/personas/contract.ts';
import type { Prospect } from '../../../../src/features/prospects/contract.ts';
import { cx } from '../../lib/cx.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Section } from '../profile/section.tsx';
import { conditionWords, fitWords, PART_WORDS } from './persona-words.ts';
import { useFit } from './use-personas.ts';

/** Personas that are shown open at once: the one that fits best. */
const OPEN = 1;

type State = FitCondition['state'];
const BARS: Record<State, string> = { met: 'bg-good', not: 'bg-bad', unknown: 'bg-line-strong' };
const ICONS: Record<State, ReactNode> = {
  met: <Check className="text-good" aria-hidden="true" />,
  not: <X className="text-bad" aria-hidden="true" />,
  unknown: <CircleHelp className="text-ink-3" aria-hidden="true" />,
};
const STATE_WORDS: Record<State, string> = { met: 'Met: ', not: 'Not met: ', unknown: 'Not known: ' };

/** How far a person meets each persona of the workspace, in their profile; nothing where there is none. */
export function FitsSection({ prospect }: { prospect: Pick<Prospect, 'id' | 'updatedAt'> }) {
  const query = useFit(prospect);
  if (query.data?.items.length === 0) return null;
  return (
    <Section title="Fits">
      {query.isPending ? (
        <Skeleton className="h-10 w-full rounded-lg" />
      ) : query.data === undefined ? (
        <p className="text-ink-3 text-sm">
          How they fit your personas could not be loaded.{' '}
          <button type="button" className="underline underline-offset-2" onClick={() => void query.refetch()}>
            Try again
          </button>
        </p>
      ) : (
        <ul className="divide-y rounded-lg border">
          {query.data.items.map((fit, at) => (
            <li key={fit.personaId}>
              <One fit={fit} open={at < OPEN} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function One({ fit, open }: { fit: Fit; open: boolean }) {
  const counted = fit.conditions.filter((one) => one.counted);
  return (
    <details open={open} className="group">
      <summary className="flex min-h-10 cursor-pointer list-none items-center gap-3 rounded-lg px-3 py-2 hover:bg-hover [&::-webkit-details-marker]:hidden">
        <span className="min-w-0 flex-1 truncate font-medium text-sm">{fit.name}</span>
        <span className="flex shrink-0 gap-0.5" aria-hidden="true">
          {counted.map(({ part, state }) => (
            <span key={part} className={cx('h-1.5 w-4 rounded-full', BARS[state])} />
          ))}
        </span>
        <span className="num w-20 shrink-0 text-right text-ink-2 text-xs">{fitWords(fit)}</span>
        <ChevronDown
          className="size-4 shrink-0 text-ink-3 transition-transform group-open:rotate-180"
          aria-hidden="true"
        />
      </summary>
      <ul className="grid gap-2 px-3 pt-1 pb-3">
        {fit.conditions.map((condition) => (
          <li
            key={condition.part}
            className="flex items-start gap-2.5 text-sm [&>svg]:mt-0.5 [&>svg]:size-4 [&>svg]:shrink-0"
          >
            {ICONS[condition.state]}
            <span className="min-w-0">
              <span className="sr-only">{STATE_WORDS[condition.state]}</span>
              <span className="text-ink-2">{PART_WORDS[condition.part]}</span>{' '}
              <span className="break-words">{conditionWords(condition)}</span>
            </span>
          </li>
        ))}
        <li className="mt-0.5 text-xs">
          <Link
            to="/personas/$personaId"
            params={{ personaId: fit.personaId }}
            className="text-accent-ink underline-offset-2 hover:underline"
          >
            Open the persona
          </Link>
        </li>
      </ul>
    </details>
  );
}
