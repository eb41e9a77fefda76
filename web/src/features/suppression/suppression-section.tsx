import { Ban } from 'lucide-react';
import { useState } from 'react';
import type { Prospect } from '../../../../src/features/prospects/contract.ts';
import { ago } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Section } from '../profile/section.tsx';
import { useMay } from '../session/use-me.ts';
import { SuppressDialog } from './suppress-dialog.tsx';
import { entryWords } from './suppression-words.ts';
import { useLift, useSuppress, useSuppressedBy } from './use-suppression.ts';

/** Over the profile of whoever is suppressed: that they are, since when, by whom, and the way back. */
export function SuppressedBanner({ prospectId }: { prospectId: string }) {
  const by = useSuppressedBy(prospectId) ?? [];
  const now = useNow();
  const mayLift = useMay('tenant:manage');
  const lift = useLift();
  if (by.length === 0) return null;
  return (
    <div className="border-b px-4 py-3 md:px-6">
      <Banner tone="bad">
        <span className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <span className="min-w-56 flex-1">
            On the suppression list: in no export, enriched by nobody.
            {by.map((entry) => (
              <span key={entry.id} className="block text-xs">
                {entryWords(entry)}, {ago(entry.createdAt, now)}
              </span>
            ))}
          </span>
          {mayLift && (
            <Button size="sm" busy={lift.isPending} onClick={() => lift.mutate(by.map(({ id }) => id))}>
              Lift
            </Button>
          )}
        </span>
      </Banner>
    </div>
  );
}

/** Whether somebody may be contacted, in their profile, and the way to say no. */
export function SuppressionSection({ prospect }: { prospect: Pick<Prospect, 'id' | 'name'> }) {
  const by = useSuppressedBy(prospect.id);
  const may = useMay('prospects:write');
  const [open, setOpen] = useState(false);
  const suppress = useSuppress();
  if (!may || by === undefined || by.length > 0) return null;
  return (
    <Section
      title="Suppression"
      action={
        <Button size="sm" icon={<Ban aria-hidden="true" />} onClick={() => setOpen(true)}>
          Suppress
        </Button>
      }
    >
      <p className="text-ink-3 text-sm">Not on the suppression list.</p>
      {open && (
        <SuppressDialog
          whom={prospect.name}
          busy={suppress.isPending}
          onClose={() => setOpen(false)}
          onSuppress={(reason) =>
            suppress.mutate(
              { ids: [prospect.id], ...(reason === undefined ? {} : { reason }) },
              { onSuccess: () => setOpen(false) },
            )
          }
        />
      )}
    </Section>
  );
}
