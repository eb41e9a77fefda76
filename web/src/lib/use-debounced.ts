import { useEffect, useRef } from 'react';

/** A call that waits until `ms` passed without another; `cancel` forgets the one that waits. */
export function useDebounced<A extends unknown[]>(run: (...args: A) => void, ms: number) {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => () => clearTimeout(timer.current), []);
  return {
    call: (...args: A) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => latest.current(...args), ms);
    },
    cancel: () => clearTimeout(timer.current),
  };
}
