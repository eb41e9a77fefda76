import { useEffect, useRef } from 'react';
import { dialogIsOpen, isTyping, nameKey } from './hotkeys.ts';

type Handler = (event: KeyboardEvent) => void;

/** Keyboard commands of a screen, by name (`hotkeys.ts`). Only those with `mod` work in a field or over a dialog. */
export function useHotkeys(handlers: Record<string, Handler>): void {
  const latest = useRef(handlers);
  latest.current = handlers;
  useEffect(() => {
    let pending: { key: string; at: number } | null = null;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat) return;
      const named = nameKey(event, pending, Date.now());
      const global = named.name.startsWith('mod+');
      if (!global && (isTyping(event.target) || dialogIsOpen())) return;
      pending = named.pending;
      const handler = latest.current[named.name];
      if (handler === undefined) return;
      event.preventDefault();
      handler(event);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
