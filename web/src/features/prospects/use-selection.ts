import { useEffect, useRef, useState } from 'react';
import { between, NOBODY, type Selection, ticked } from './selection.ts';

/** The ticks of a list. Another search is another list and begins without any: nobody is enriched whom one does not see. */
export function useSelection(listKey: string, rows: ReadonlyArray<{ id: string }>) {
  const [selection, setSelection] = useState<Selection>(NOBODY);
  const last = useRef<number | null>(null);
  useEffect(() => {
    setSelection(NOBODY);
    last.current = null;
  }, [listKey]);
  return {
    selection,
    clear: () => setSelection(NOBODY),
    all: (on: boolean) =>
      setSelection((before) =>
        ticked(
          before,
          rows.map(({ id }) => id),
          on,
        ),
      ),
    /** `range`: everyone since the last tick is ticked, or unticked, alike. */
    toggle: (index: number, range: boolean) => {
      const row = rows[index];
      if (row === undefined) return;
      const from = range && last.current !== null ? last.current : index;
      last.current = index;
      setSelection((before) => ticked(before, between(rows, from, index), !before.has(row.id)));
    },
  };
}

export type Selecting = ReturnType<typeof useSelection>;
