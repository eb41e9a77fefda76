import { type PointerEvent, useRef, useState } from 'react';
import { moved, placeAt } from './order.ts';

/**
 * Rows that are put in order by their handles: by finger or mouse, and by the arrow keys. `list` holds the rows' elements
 * as its children, in order.
 */
export function useDragOrder<T>(items: readonly T[], onOrder: (items: readonly T[], at: number) => void) {
  const list = useRef<HTMLUListElement>(null);
  const [dragged, setDragged] = useState<number | null>(null);
  const place = (y: number): number =>
    placeAt(
      Array.from(list.current?.children ?? []).map((row) => {
        const box = row.getBoundingClientRect();
        return box.top + box.height;
      }),
      y,
    );
  const step = (from: number, to: number): number => {
    const next = moved(items, from, to);
    if (next !== items) onOrder(next, to);
    return next === items ? from : to;
  };
  const handle = (at: number) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      setDragged(at);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (dragged === null) return;
      const to = place(event.clientY);
      if (to !== dragged) setDragged(step(dragged, to));
    },
    onPointerUp: () => setDragged(null),
    onPointerCancel: () => setDragged(null),
    onKeyDown: (event: React.KeyboardEvent<HTMLElement>) => {
      const to = event.key === 'ArrowUp' ? at - 1 : event.key === 'ArrowDown' ? at + 1 : null;
      if (to === null) return;
      event.preventDefault();
      step(at, to);
    },
  });
  return { list, dragged, handle };
}
