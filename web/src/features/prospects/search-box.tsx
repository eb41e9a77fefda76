import { Search, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { cx } from '../../lib/cx.ts';
import { useDebounced } from '../../lib/use-debounced.ts';
import { useHotkeys } from '../../lib/use-hotkeys.ts';
import { Kbd } from '../../ui/kbd.tsx';

/** The pause in typing after which is searched: shorter than a thought, longer than the gap between two keys. */
const PAUSE_MS = 150;

interface SearchBoxProps {
  value: string;
  onSearch: (q: string) => void;
  /** Arrow down leaves the box for the list. */
  onLeave: () => void;
}

export function SearchBox({ value, onSearch, onLeave }: SearchBoxProps) {
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(value);
  const sent = useRef(value);
  const search = useDebounced((q: string) => {
    sent.current = q.trim();
    onSearch(q);
  }, PAUSE_MS);

  // Back, forward and "clear" change the address from outside; what one is typing is never overwritten.
  useEffect(() => {
    if (value === sent.current) return;
    sent.current = value;
    search.cancel();
    setText(value);
  }, [value, search.cancel]);

  useHotkeys({ '/': () => input.current?.select() });

  const change = (next: string) => {
    setText(next);
    search.call(next);
  };
  return (
    <div className="group relative min-w-0 flex-1 max-sm:order-first max-sm:basis-full md:max-w-[420px]">
      <Search
        className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-3"
        aria-hidden="true"
      />
      <input
        ref={input}
        id="search"
        type="search"
        value={text}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        aria-label="Search people"
        aria-keyshortcuts="/"
        title="Name, company, title, place, e-mail and notes are searched."
        placeholder="Name, company, title, place…"
        onChange={(event) => change(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') {
            event.preventDefault();
            onLeave();
          } else if (event.key === 'Escape') {
            if (text === '') event.currentTarget.blur();
            else change('');
          }
        }}
        className="h-8 w-full rounded-md border border-line-strong bg-surface pr-9 pl-8 text-sm transition-colors hover:border-control max-md:h-10 max-md:text-md"
      />
      {text === '' ? (
        <Kbd className="pointer-events-none absolute top-1/2 right-1.5 -translate-y-1/2 group-focus-within:hidden max-md:hidden">
          /
        </Kbd>
      ) : (
        <button
          type="button"
          aria-label="Clear the search"
          onClick={() => {
            change('');
            input.current?.focus();
          }}
          className={cx(
            'absolute top-1/2 right-1 inline-flex size-6 -translate-y-1/2 items-center justify-center rounded-sm text-ink-3',
            'hover:bg-hover hover:text-ink',
          )}
        >
          <X className="size-3.5" aria-hidden="true" />
        </button>
      )}
    </div>
  );
}
