import { type ReactNode, useMemo } from 'react';
import { SuppressedPeople } from '../suppression/suppressed-mark.tsx';
import { useSuppressedOf } from '../suppression/use-suppression.ts';
import { PeopleBox, type PeopleBoxProps } from './people-box.tsx';
import { SpeltAlike } from './spelt-alike.tsx';

interface PeopleProps extends Omit<PeopleBoxProps, 'alike'> {
  /** What stands over the foot of the list. */
  foot?: ReactNode;
}

/** The list with what is known of its people beside their rows, and what stands over it. It is not drawn anew by scrolling. */
export function People({ foot, ...box }: PeopleProps) {
  const { filters, found } = box;
  const ids = useMemo(() => found.rows.map(({ id }) => id), [found.rows]);
  const suppressed = useSuppressedOf(ids);
  const similar = found.counting ? null : found.counts?.similar;
  const alike =
    similar && (similar.didYouMean !== null || similar.items.length > 0) ? (
      <SpeltAlike similar={similar} filters={filters} />
    ) : undefined;
  return (
    <SuppressedPeople value={suppressed}>
      <div className="relative min-h-0 flex-1">
        {found.query.isPlaceholderData && (
          <div className="absolute inset-x-0 top-0 z-20 h-0.5 overflow-hidden">
            <div className="h-full w-2/5 animate-sweep bg-accent" />
          </div>
        )}
        <PeopleBox {...box} alike={alike} />
        {foot}
      </div>
    </SuppressedPeople>
  );
}
