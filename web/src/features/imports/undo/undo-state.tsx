import { Undo2 } from 'lucide-react';
import type { ImportState } from '../../../../../src/features/imports/contract.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Card } from '../../../ui/page.tsx';
import { Progress } from '../../../ui/progress.tsx';
import { undoneSoFar, undoneWords } from './undo-words.ts';

/** An import that is being taken back, was, or could not be. Nothing where nobody asked for it. */
export function UndoState({ state }: { state: ImportState }) {
  const { undo, rows } = state;
  if (undo.status === null) return null;
  if (undo.status === 'failed') {
    return (
      <Banner tone="bad" className="mb-4">
        <p className="font-medium">It could not be undone to its end</p>
        <p className="num">{undoneWords(undo).join(' ')} Undo it again to go on: what is back stays back.</p>
      </Banner>
    );
  }
  const done = undo.status === 'done';
  return (
    <Card className="mb-4 p-4">
      <p role="status" className="flex items-center gap-2 font-medium">
        <Undo2 className="size-4 text-ink-3" aria-hidden="true" />
        {done ? 'Undone' : undo.status === 'queued' ? 'Waiting to undo it' : 'Undoing it'}
      </p>
      {done ? (
        <ul className="num mt-1 pl-6 text-ink-2 text-sm">
          {undoneWords(undo).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      ) : (
        <>
          <Progress
            label="Undo"
            done={undo.people.removed + undo.people.stayed}
            total={undo.status === 'queued' || rows.updated > 0 ? null : rows.created}
            className="mt-3"
          />
          <p className="num mt-2 text-ink-3 text-sm">{undoneSoFar(undo)}. You can leave this page: it goes on.</p>
        </>
      )}
    </Card>
  );
}
