import type { ReactNode } from 'react';

/** A part of the profile. */
export function Section({
  title,
  about,
  action,
  children,
}: {
  title: string;
  about?: ReactNode;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="border-b px-4 py-5 md:px-6">
      <header className="mb-3 flex min-h-7 items-center gap-3">
        <div className="min-w-0 flex-1 sm:flex sm:items-baseline sm:gap-3">
          <h3 className="text-sm">{title}</h3>
          <div className="num text-ink-3 text-xs sm:truncate">{about}</div>
        </div>
        {action}
      </header>
      {children}
    </section>
  );
}
