import type { ReactNode } from 'react';

/** The buttons of a dialog that may be taller than the screen: always in reach. */
export const DialogFoot = ({ children }: { children: ReactNode }) => (
  <div className="sticky -bottom-5 z-10 -mx-5 mt-4 -mb-5 flex flex-wrap items-center justify-end gap-2 rounded-b-xl border-t bg-raised px-5 py-3">
    {children}
  </div>
);
