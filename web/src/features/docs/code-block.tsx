import { Check, Copy } from 'lucide-react';
import { useCopy } from '../../lib/use-copy.ts';

/** Text to be copied as it stands. */
export function CodeBlock({ label, code }: { label: string; code: string }) {
  const { copied, copy } = useCopy();
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-sunken">
      <div className="flex h-9 items-center justify-between border-line border-b pr-1 pl-3 text-ink-3 text-xs">
        {label}
        <button
          type="button"
          onClick={() => copy(code)}
          className="inline-flex h-7 items-center gap-1.5 rounded-md px-2 hover:bg-pressed hover:text-ink"
        >
          {copied ? (
            <Check className="size-3.5" aria-hidden="true" />
          ) : (
            <Copy className="size-3.5" aria-hidden="true" />
          )}
          <span aria-live="polite">{copied ? 'Copied' : 'Copy'}</span>
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <pre tabIndex={0} className="relative overflow-x-auto p-3 font-mono text-xs leading-5 -outline-offset-2">
        {code}
      </pre>
    </div>
  );
}
