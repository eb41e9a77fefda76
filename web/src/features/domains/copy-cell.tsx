import { Check, Copy } from 'lucide-react';
import { cx } from '../../lib/cx.ts';
import { useCopy } from '../../lib/use-copy.ts';

/** A text that one press copies, whole. */
export function CopyCell({ text, what, className }: { text: string; what: string; className?: string }) {
  const { copied, copy } = useCopy();
  return (
    <button
      type="button"
      onClick={() => copy(text)}
      title={`Copy the ${what}`}
      className={cx(
        'group -mx-1.5 inline-flex max-w-full items-start gap-2 rounded-md px-1.5 py-1 text-left hover:bg-hover',
        className,
      )}
    >
      <span className="min-w-0 break-all font-mono text-xs leading-5">{text}</span>
      {copied ? (
        <Check className="mt-0.5 size-4 shrink-0 text-good" aria-hidden="true" />
      ) : (
        <Copy className="mt-0.5 size-4 shrink-0 text-ink-3 group-hover:text-ink" aria-hidden="true" />
      )}
      <span className="sr-only" aria-live="polite">
        {copied ? 'Copied' : `Copy the ${what}`}
      </span>
    </button>
  );
}
