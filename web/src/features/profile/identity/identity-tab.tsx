import { Fingerprint } from 'lucide-react';
import type { Profile } from '../../../../../src/features/prospects/profile-contract.ts';
import { Banner } from '../../../ui/banner.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { useWhyNot } from '../../billing/why-not.ts';
import { useMay, useMe } from '../../session/use-me.ts';
import { useChange } from '../use-change.ts';
import { isRunning } from '../use-profile.ts';
import { MatchCard } from './match-card.tsx';
import { deciding } from './match-change.ts';
import { inOrder, openWords } from './match-words.ts';

/** Is this the same person? Each record that a source brought, with its evidence, and a word of the member's own. */
export function IdentityTab({ profile }: { profile: Profile }) {
  const { prospect, matches, fields, enrichment } = profile;
  const may = useMay('prospects:write');
  const me = useMe();
  const whyNot = useWhyNot();
  const change = useChange(prospect.id);
  if (matches.length === 0) {
    return (
      <EmptyState icon={<Fingerprint aria-hidden="true" />} title="No records to compare yet">
        {isRunning(enrichment)
          ? 'Sources are being asked. What they bring is compared with this person here.'
          : 'Once a source brings a record, its evidence stands here: what speaks for the same person, and what against it.'}
      </EmptyState>
    );
  }
  const open = openWords(matches);
  return (
    <section className="px-4 py-5 md:px-6">
      <h3 className="text-sm">Is this the same person?</h3>
      <p className="mt-0.5 mb-4 max-w-[62ch] text-ink-2 text-sm">
        Wealth and insider facts count only from records that are proven, by their evidence or by you.
      </p>
      {open !== null && (
        <Banner tone="warn" className="mb-3">
          {open}
        </Banner>
      )}
      <ul className="grid gap-3">
        {inOrder(matches).map((match) => (
          <MatchCard
            key={match.id}
            match={match}
            fields={fields}
            may={may}
            whyNot={whyNot}
            onDecide={(decision) => change.mutate(deciding(prospect.id, match, decision, me.user.name))}
          />
        ))}
      </ul>
      {!may && (
        <p className="mt-4 text-ink-3 text-xs">You may look at the evidence. Members of the workspace decide.</p>
      )}
    </section>
  );
}
