import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../lib/cx.ts';

const LOOK = {
  info: { box: 'border-line bg-sunken text-ink-2', Icon: Info },
  warn: { box: 'border-transparent bg-warn-soft text-warn-ink', Icon: TriangleAlert },
  bad: { box: 'border-transparent bg-bad-soft text-bad-ink', Icon: CircleAlert },
};

/** A remark above the content that it concerns. */
export function Banner({
  tone = 'info',
  children,
  className,
}: {
  tone?: keyof typeof LOOK;
  children: ReactNode;
  className?: string;
}) {
  const { box, Icon } = LOOK[tone];
  return (
    <div
      role={tone === 'bad' ? 'alert' : 'status'}
      className={cx('flex gap-2.5 rounded-lg border px-3 py-2.5 text-sm', box, className)}
    >
      <Icon className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  );
}
