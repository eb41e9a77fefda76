import { MessageSquareText } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { toastUndo } from '../../../ui/toast.ts';
import { useMay } from '../../session/use-me.ts';
import type { Filters } from '../filters.ts';
import { applied } from './proposal.ts';

const WordsDialog = lazy(() => import('./words-dialog.tsx').then((module) => ({ default: module.WordsDialog })));

/** Opens the box for filters in words. Nothing for those who may not ask. */
export function WordsButton({ filters, go }: { filters: Filters; go: (filters: Filters) => void }) {
  const may = useMay('enrichment:run');
  const [open, setOpen] = useState(false);
  if (!may) return null;
  const apply = (proposed: Filters) => {
    setOpen(false);
    go(applied(proposed, filters));
    toastUndo('The filters are applied.', 'words-applied', () => go(filters));
  };
  return (
    <>
      <Button icon={<MessageSquareText aria-hidden="true" />} onClick={() => setOpen(true)} aria-haspopup="dialog">
        <span className="max-xl:sr-only">In words</span>
      </Button>
      {open && (
        <Suspense>
          <WordsDialog onApply={apply} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
