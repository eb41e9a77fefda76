import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Domain } from '../../../../src/features/domains/contract.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useRemoveDomain } from './use-remove-domain.ts';

/** Takes a name away, after saying what that does. */
export function RemoveDomain({ domain, whyNot }: { domain: Domain; whyNot: string | null }) {
  const [asking, setAsking] = useState(false);
  const remove = useRemoveDomain(domain.id);
  const navigate = useNavigate();
  const serves = domain.verifiedAt !== null;
  return (
    <>
      <Button kind="danger" whyNot={whyNot} onClick={() => setAsking(true)}>
        Remove
      </Button>
      <Dialog title="Remove this domain?" open={asking} onClose={() => !remove.isPending && setAsking(false)}>
        <p className="break-all font-medium text-sm">{domain.host}</p>
        <ul className="mt-3 grid list-disc gap-1.5 pl-5 text-ink-2 text-sm">
          <li>
            {serves
              ? 'It stops serving at once: whoever opens it finds nothing.'
              : 'It does not serve yet, so that nobody loses anything.'}
          </li>
          <li>Your workspace, and its other names, stay as they are.</li>
          <li>Delete its records at your DNS service afterwards, so that they lead nowhere.</li>
          <li>You can add it again later; the proof that it is yours is the same then.</li>
        </ul>
        <div className="mt-6 flex justify-end gap-2">
          <Button onClick={() => setAsking(false)} disabled={remove.isPending}>
            Keep it
          </Button>
          <Button
            kind="danger"
            busy={remove.isPending}
            onClick={() =>
              remove.mutate(undefined, {
                onSuccess: () => void navigate({ to: '/settings/domains', replace: true }),
                onError: () => setAsking(false),
              })
            }
          >
            Remove the domain
          </Button>
        </div>
      </Dialog>
    </>
  );
}
