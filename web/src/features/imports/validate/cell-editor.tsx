import { useRef, useState } from 'react';

export type Go = 'ArrowDown' | 'ArrowUp' | 'ArrowRight' | 'ArrowLeft' | 'Stay';

interface CellEditorProps {
  label: string;
  start: string;
  /** The new text, null where it is let be; and where to go on, null where the focus has gone elsewhere by itself. */
  onEnd: (text: string | null, go: Go | null) => void;
}

/** The cell as a field, in its own place and size. Going elsewhere takes what is typed. */
export function CellEditor({ label, start, onEnd }: CellEditorProps) {
  const [text, setText] = useState(start);
  // The field that goes away loses the focus too: that is no second end.
  const ended = useRef(false);
  const end = (value: string | null, go: Go | null) => {
    if (ended.current) return;
    ended.current = true;
    onEnd(value, go);
  };
  return (
    <input
      // biome-ignore lint/a11y/noAutofocus: it opens under the hand that asked for it
      autoFocus
      aria-label={label}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => end(text, null)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Escape') end(null, 'Stay');
        else if (event.key === 'Enter') end(text, event.shiftKey ? 'ArrowUp' : 'ArrowDown');
        else if (event.key === 'Tab') end(text, event.shiftKey ? 'ArrowLeft' : 'ArrowRight');
        else return;
        event.preventDefault();
      }}
      className="absolute inset-0 h-full w-full min-w-40 bg-raised px-2.5 text-ink text-sm outline-2 outline-accent -outline-offset-2"
    />
  );
}
