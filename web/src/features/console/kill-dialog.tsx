import { useState } from 'react';
import type { FlagView } from '../../../../src/features/console/contract.ts';
import { ReasonDialog } from './reason-dialog.tsx';
import { useKillFlag } from './use-flags.ts';

/** Turns a flag off for everyone, or takes that back. */
export function KillDialog({ flag, onClose }: { flag: FlagView; onClose: () => void }) {
  // What it was when the dialog opened: the list is read anew before it closes.
  const [verb] = useState<'kill' | 'revive'>(flag.killed ? 'revive' : 'kill');
  const run = useKillFlag(flag.key, verb);
  return (
    <ReasonDialog
      title={verb === 'kill' ? `Kill ${flag.key}?` : `Revive ${flag.key}?`}
      about={
        verb === 'kill'
          ? 'Off for every workspace and every member from the very next request, whatever its rules say.'
          : 'Its rules and its own answer hold again from the very next request.'
      }
      confirm={verb === 'kill' ? 'Kill it' : 'Revive it'}
      kind={verb === 'kill' ? 'danger' : 'primary'}
      busy={run.isPending}
      error={run.error}
      onConfirm={(reason) => run.mutate({ reason }, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}
