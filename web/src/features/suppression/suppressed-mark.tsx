import { Ban } from 'lucide-react';
import { createContext, useContext } from 'react';

/** Who of the people on the screen is suppressed. */
export const SuppressedPeople = createContext<ReadonlySet<string>>(new Set());

/** Beside the name of whoever is on the suppression list. */
export function SuppressedMark({ id }: { id: string }) {
  if (!useContext(SuppressedPeople).has(id)) return null;
  return (
    <span title="On the suppression list" className="inline-flex shrink-0 text-bad-ink">
      <Ban className="size-3.5" aria-hidden="true" />
      <span className="sr-only">On the suppression list. </span>
    </span>
  );
}
