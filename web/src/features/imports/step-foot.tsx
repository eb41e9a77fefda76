import type { ReactNode } from 'react';

/** The end of a step: where it leads. Stays in sight however long the step is. */
export function StepFoot({ about, children }: { about?: ReactNode; children: ReactNode }) {
  return (
    <footer className="sticky bottom-0 -mx-4 mt-6 flex items-center gap-2 border-t bg-canvas px-4 py-3 md:-mx-6 md:px-6">
      <p className="num mr-auto min-w-0 truncate text-ink-3 text-sm">{about}</p>
      {children}
    </footer>
  );
}
