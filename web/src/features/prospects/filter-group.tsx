import type { ReactNode } from 'react';

/** One part of the filters: its name, a word about it, and its controls. */
export function FilterGroup({ title, about, children }: { title: ReactNode; about?: ReactNode; children: ReactNode }) {
  return (
    <fieldset className="min-w-0 border-b px-4 py-3">
      <legend className="float-left mb-1 flex w-full items-baseline justify-between gap-2 text-xs">
        <span className="min-w-0 flex-1 font-medium text-ink-2">{title}</span>
        {about !== undefined && <span className="num text-ink-3">{about}</span>}
      </legend>
      <div className="clear-both">{children}</div>
    </fieldset>
  );
}
