import type { ReactNode } from 'react';
import { Card } from '../../ui/page.tsx';

/** A titled part of a console screen. `empty` stands in the place of rows where there are none. */
export function Part({ title, empty, children }: { title: string; empty?: string | undefined; children: ReactNode }) {
  return (
    <section className="min-w-0">
      <h2 className="mb-2 text-base">{title}</h2>
      <Card className="overflow-hidden">
        {empty === undefined ? children : <p className="px-4 py-3 text-ink-3 text-sm">{empty}</p>}
      </Card>
    </section>
  );
}

/** Rows of one part. */
export const Rows = ({ children }: { children: ReactNode }) => <ul className="divide-y divide-line">{children}</ul>;

/** One row: a text and its line below, and what stands at the right. */
export function Row({ title, about, children }: { title: ReactNode; about?: ReactNode; children?: ReactNode }) {
  return (
    <li className="flex items-center justify-between gap-4 px-4 py-2.5 text-sm">
      <div className="min-w-0">
        <p className="break-words">{title}</p>
        {about !== undefined && <p className="num break-words text-ink-3 text-xs">{about}</p>}
      </div>
      {children !== undefined && <div className="num shrink-0 text-right">{children}</div>}
    </li>
  );
}
