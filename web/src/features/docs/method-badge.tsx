import { cx } from '../../lib/cx.ts';
import type { Method } from './openapi.ts';

const TONES: Record<Method, string> = {
  get: 'text-good-ink',
  post: 'text-accent-ink',
  put: 'text-warn-ink',
  patch: 'text-warn-ink',
  delete: 'text-bad-ink',
};

export const MethodBadge = ({ method, className }: { method: Method; className?: string }) => (
  <span className={cx('font-medium font-mono text-2xs uppercase', TONES[method], className)}>{method}</span>
);
