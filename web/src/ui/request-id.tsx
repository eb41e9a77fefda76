import { Check, Copy } from 'lucide-react';
import { cx } from '../lib/cx.ts';
import { useCopy } from '../lib/use-copy.ts';

/** The id by which support finds the call; a click copies it. */
export function RequestId({ id, className }: { id: string; className?: string }) {
  const { copied, copy } = useCopy();
  return (
    <button
      type="button"
      onClick={() => copy(id)}
      className={cx(
        'inline-flex max-w-full items-center gap-1.5 rounded-sm px-1 py-0.5 text-ink-3 text-xs hover:bg-hover hover:text-ink-2',
        className,
      )}
    >
      <span className="truncate font-mono">{id}</span>
      {copied ? <Check className="size-3" aria-hidden="true" /> : <Copy className="size-3" aria-hidden="true" />}
      <span className="sr-only">{copied ? 'Copied' : 'Copy the request id'}</span>
    </button>
  );
}
