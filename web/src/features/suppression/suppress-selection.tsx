import { Ban } from 'lucide-react';
import { useState } from 'react';
import { count } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { useWhyNot } from '../billing/why-not.ts';
import { useMay } from '../session/use-me.ts';
import { SuppressDialog } from './suppress-dialog.tsx';

/** Leaves those ticked alone. */
export function SuppressSelection({ ids, onDone }: { ids: readonly string[]; onDone: () => void }) {
  const may = useMay('prospects:write');
  const whyNot = useWhyNot();
  const [open, setOpen] = useState(false);
  if (!may) return null;
  return (
    <>
      <Button icon={<Ban aria-hidden="true" />} whyNot={whyNot} onClick={() => setOpen(true)}>
        <span className="max-xl:sr-only">Suppress</span>
      </Button>
      {open && (
        <SuppressDialog
          ids={ids}
          whom={count(ids.length, 'person', 'people')}
          onClose={() => setOpen(false)}
          onDone={onDone}
        />
      )}
    </>
  );
}
