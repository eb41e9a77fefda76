import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useHotkeys } from '../../lib/use-hotkeys.ts';

/** Rows drawn beyond each edge: a flick of the wheel shows no blank. */
const OVERSCAN = 10;
/** Rows before the end at which the next page is fetched: half a page of scrolling. */
const FETCH_AHEAD = 40;

/** Frames to wait for a row that is drawn only after the scroll to it. */
const FRAMES_MAX = 20;

interface PeopleRowsOptions {
  /** Rows drawn, placeholders too. */
  count: number;
  /** Rows that are there, and can be gone to. */
  reachable: number;
  rowHeight: number;
  /** What lies over the head and the foot of the box, in pixels: rows are not gone to beneath it. */
  cover: { head: number; foot: number };
  /** The row whose profile is open, and followed; -1 where none is. */
  shown: number;
  /** Fetches the next page; null where there is none, or one is on its way, or the last try failed. */
  more: (() => void) | null;
  /** A change of this is another list: it starts at the top. */
  listKey: string;
  open: (index: number) => void;
  /** Ticks a row; null where rows cannot be ticked. */
  tick: ((index: number) => void) | null;
}

/** What table and cards share: virtual rows in a scrolling box, more of them near the end, and arrow keys. */
export function usePeopleRows(options: PeopleRowsOptions) {
  const { count, reachable, rowHeight, cover, shown, more, listKey, open, tick } = options;
  const box = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    // The rows begin below the head, which the virtual list knows nothing of.
    scrollPaddingEnd: cover.head + cover.foot,
  });
  // A window that becomes a phone's, or no longer is one, has rows of another height.
  useLayoutEffect(() => {
    if (rowHeight > 0) virtual.measure();
  }, [rowHeight, virtual]);
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;

  useEffect(() => {
    if (more !== null && count > 0 && last >= count - FETCH_AHEAD) more();
  }, [more, last, count]);

  useEffect(() => {
    box.current?.scrollTo({ top: 0 });
    setActive(0);
  }, [listKey]);

  useEffect(() => {
    if (shown < 0) return;
    virtual.scrollToIndex(shown);
    setActive(shown);
  }, [shown, virtual]);

  const focusRow = (index: number) => {
    if (reachable === 0) return;
    const next = Math.max(0, Math.min(reachable - 1, index));
    setActive(next);
    virtual.scrollToIndex(next);
    const focus = (frames: number) => {
      const link = box.current?.querySelector<HTMLElement>(`[data-index="${next}"] a`);
      if (link != null) link.focus({ preventScroll: true });
      else if (frames > 0) requestAnimationFrame(() => focus(frames - 1));
    };
    focus(FRAMES_MAX);
  };

  // From anywhere on the screen into the list, to where one was.
  const enter = () => focusRow(active);
  useHotkeys({ j: enter, k: enter });

  // Keys and clicks are a comfort on top of the links in the rows, hence listeners and no roles.
  const latest = useRef({ active, focusRow, open, tick });
  latest.current = { active, focusRow, open, tick };
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const rowAt = (target: EventTarget | null) => {
      const row = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null;
      return row === null ? null : Number(row.dataset.index);
    };
    const onKey = (event: KeyboardEvent) => {
      const row = rowAt(event.target);
      if (row === null || event.metaKey || event.ctrlKey || event.altKey) return;
      if (event.key === 'x' && latest.current.tick !== null) {
        event.preventDefault();
        latest.current.tick(row);
        return;
      }
      const page = Math.max(1, Math.floor(element.clientHeight / rowHeight) - 1);
      const steps: Record<string, number> = {
        ArrowDown: 1,
        j: 1,
        ArrowUp: -1,
        k: -1,
        PageDown: page,
        PageUp: -page,
        Home: Number.NEGATIVE_INFINITY,
        End: Number.POSITIVE_INFINITY,
      };
      const step = steps[event.key];
      if (step === undefined) return;
      event.preventDefault();
      latest.current.focusRow(row + step);
    };
    const onClick = (event: MouseEvent) => {
      const row = rowAt(event.target);
      if (
        row === null ||
        !(event.target instanceof Element) ||
        event.target.closest('button, label, input, [data-away]') !== null
      )
        return;
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      // The link of a person is a plain one: a router's own in every row would cost more than the rest of the row.
      const onLink = event.target.closest('a') !== null;
      if (onLink) event.preventDefault();
      else if ((window.getSelection()?.toString() ?? '') !== '') return;
      latest.current.open(row);
    };
    const onFocus = (event: FocusEvent) => {
      const row = rowAt(event.target);
      if (row !== null) setActive(row);
    };
    element.addEventListener('keydown', onKey);
    element.addEventListener('click', onClick);
    element.addEventListener('focusin', onFocus);
    return () => {
      element.removeEventListener('keydown', onKey);
      element.removeEventListener('click', onClick);
      element.removeEventListener('focusin', onFocus);
    };
  }, [rowHeight]);

  return {
    box,
    items,
    scrolling: virtual.isScrolling,
    active,
    focusRow,
    /** Of all rows, drawn or not. */
    height: virtual.getTotalSize(),
  };
}
