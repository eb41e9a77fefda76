import type { ReactNode } from 'react';

/** A part of a settings screen: what it is at the left, what can be done at the right. */
export function SettingsSection({ title, about, children }: { title: string; about?: ReactNode; children: ReactNode }) {
  return (
    <section className="grid gap-x-10 gap-y-4 border-b py-8 first:pt-0 last:border-b-0 md:grid-cols-[240px_minmax(0,1fr)]">
      <div>
        <h2 className="text-base">{title}</h2>
        {about !== undefined && <div className="mt-1 text-ink-2 text-sm">{about}</div>}
      </div>
      <div className="min-w-0">{children}</div>
    </section>
  );
}
