import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { ImportState } from '../../../../../src/features/imports/contract.ts';
import { useNow } from '../../../lib/use-now.ts';
import { Button, type ButtonSize } from '../../../ui/button.tsx';
import { useWhyNot } from '../../billing/why-not.ts';
import { useMay } from '../../session/use-me.ts';
import { UndoDialog } from './undo-dialog.tsx';
import { undoRefusal } from './undo-words.ts';

interface UndoButtonProps {
  state: ImportState;
  size?: ButtonSize;
  className?: string;
  /** Whether it stands, and says why not, where its time has passed. */
  always?: boolean;
}

/** The way back from an import; nothing where there is none. */
export function UndoButton({ state, size = 'md', className, always = false }: UndoButtonProps) {
  const [open, setOpen] = useState(false);
  const now = useNow();
  const may = useMay('imports:write');
  const whyNot = useWhyNot('imports');
  const refusal = undoRefusal(state, now);
  if (!may || (refusal !== null && !(always && refusal === 'too_late'))) return null;
  return (
    <>
      <Button
        size={size}
        className={className}
        icon={<Undo2 aria-hidden="true" />}
        whyNot={refusal === 'too_late' ? 'It is too long ago: what it changed is not kept any more.' : whyNot}
        onClick={() => setOpen(true)}
      >
        Undo
      </Button>
      <UndoDialog state={state} open={open} onClose={() => setOpen(false)} />
    </>
  );
}
