import { CircleAlert, CircleCheck, CircleDashed, Clock } from 'lucide-react';
import type { Light } from '../../../../src/features/domains/contract.ts';
import { cx } from '../../lib/cx.ts';

const LOOK = {
  green: { Icon: CircleCheck, colour: 'text-good' },
  amber: { Icon: Clock, colour: 'text-warn' },
  red: { Icon: CircleAlert, colour: 'text-bad' },
  grey: { Icon: CircleDashed, colour: 'text-ink-3' },
};

/** A light: each colour has a shape of its own. Says nothing by itself; the words beside it do. */
export function LightIcon({ state, className }: { state: Light['state']; className?: string }) {
  const { Icon, colour } = LOOK[state];
  return <Icon className={cx('shrink-0', colour, className)} aria-hidden="true" />;
}
