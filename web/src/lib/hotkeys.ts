/** Milliseconds within which the second key of a pair (`g` then `p`) must come: longer than a slow hand, no trap. */
export const PAIR_MS = 1_200;

const NO_TYPING_TYPES = new Set(['checkbox', 'radio', 'button', 'submit', 'file', 'range']);

/** Whether the key goes into a field, where single letters are text and no command. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.tagName === 'TEXTAREA' || target.tagName === 'SELECT') return true;
  return target instanceof HTMLInputElement && !NO_TYPING_TYPES.has(target.type);
}

/** Whether a dialog is open: shortcuts of the page behind it rest. */
export const dialogIsOpen = (): boolean => document.querySelector('[role="dialog"][data-state="open"]') !== null;

/**
 * Names a key press: `mod+k`, `?`, `/`, `j`, `g p`. `mod` is Cmd on a Mac and Ctrl elsewhere. Returns the name and
 * what to remember for the next press.
 */
export function nameKey(
  event: Pick<KeyboardEvent, 'key' | 'metaKey' | 'ctrlKey' | 'altKey'>,
  pending: { key: string; at: number } | null,
  now: number,
): { name: string; pending: { key: string; at: number } | null } {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.metaKey || event.ctrlKey) return { name: `mod+${key}`, pending: null };
  if (event.altKey) return { name: `alt+${key}`, pending: null };
  if (pending !== null && now - pending.at < PAIR_MS) return { name: `${pending.key} ${key}`, pending: null };
  return { name: key, pending: key === 'g' ? { key, at: now } : null };
}
