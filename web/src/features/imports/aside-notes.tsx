import { Ban, Eraser } from 'lucide-react';
import type { Asides } from '../../../../src/features/imports/contract.ts';
import { leftOutWords, suppressedWords } from './aside-words.ts';

/** What the counts of rows do not say: people who stay left alone, and values that were left out. */
export function AsideNotes({ asides, expected = false }: { asides: Asides; expected?: boolean }) {
  const notes = [
    { Icon: Ban, words: suppressedWords(asides.suppressed, expected) },
    { Icon: Eraser, words: leftOutWords(asides.leftOut, expected) },
  ].filter(({ words }) => words !== null);
  if (notes.length === 0) return null;
  return (
    <ul aria-label="Also to know" className="mt-3 grid gap-1.5 text-ink-2 text-sm">
      {notes.map(({ Icon, words }) => (
        <li key={words} className="flex gap-2">
          <Icon className="mt-0.5 size-4 shrink-0 text-ink-3" aria-hidden="true" />
          <span className="min-w-0 break-words">{words}</span>
        </li>
      ))}
    </ul>
  );
}
