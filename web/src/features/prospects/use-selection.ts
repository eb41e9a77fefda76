import { useEffect, useMemo, useRef, useState } from 'react';
import { between, NOBODY, type Selection, ticked } from './selection.ts';

/** The ticks of a list. Another search is another list and begins without any: nobody is enriched whom one does not see. */
export function useSelection(listKey: string, rows: ReadonlyArray<{ id: string }>) {
  const [selection, setSelection] = useState<Selection>(NOBODY);
  const last = useRef<number | null>(null);
  const shown = useRef(rows);
  shown.current = rows;
  useEffect(() => {
    setSelection(NOBODY);
    last.current = null;
  }, [listKey]);
  // The same functions for good: a row is drawn anew only where it is ticked or unticked itself.
  const [ticks] = useState(() => ({
    clear: () => setSelection(NOBODY),
    all: (on: boolean) => {
      const ids = shown.current.map(({ id }) => id);
      setSelection((before) => ticked(before, ids, on));
    },
    /** `range`: everyone since the last tick is ticked, or unticked, alike. */
    toggle: (index: number, range: boolean) => {
      const row = shown.current[index];
      if (row === undefined) return;
      const ids = between(shown.current, range && last.current !== null ? last.current : index, index);
      last.current = index;
      setSelection((before) => ticked(before, ids, !before.has(row.id)));
    },
  }));
  return useMemo(() => ({ selection, ...ticks }), [selection, ticks]);
}

export type Selecting = ReturnType<typeof useSelection>;
