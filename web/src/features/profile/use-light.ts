import { type RefObject, useEffect, useRef } from 'react';
import type { FieldValue } from '../../../../src/features/prospects/profile-contract.ts';
import type { Cited } from './citations.ts';

/**
 * Goes to the evidence that a footnote names, within `root`. A value that is not the chosen one stands in its field's
 * own sheet, which `onField` opens.
 */
export function useLight(
  root: RefObject<HTMLElement | null>,
  cited: Cited | null,
  fields: readonly FieldValue[],
  onField: (field: string) => void,
): void {
  // Values that are read again are no new click on a footnote.
  const latest = useRef({ fields, onField });
  latest.current = { fields, onField };
  useEffect(() => {
    if (cited === null) return;
    const carriers = latest.current.fields.filter((value) => value.evidenceId === cited.evidenceId);
    const [loser] = carriers;
    if (loser !== undefined && !carriers.some((value) => value.chosen)) {
      latest.current.onField(loser.field);
      return;
    }
    // One piece of evidence may carry several values: the first one is gone to, all of them light up.
    const element = root.current?.querySelector<HTMLElement>(`[data-evidence="${CSS.escape(cited.evidenceId)}"]`);
    const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    element?.scrollIntoView({ block: 'center', behavior: calm ? 'auto' : 'smooth' });
    element?.focus({ preventScroll: true });
  }, [root, cited]);
}
