import { useEffect } from 'react';

/** The tab's title while the screen is shown. */
export function useTitle(title: string): void {
  useEffect(() => {
    const before = document.title;
    document.title = `${title} · Edgewise`;
    return () => {
      document.title = before;
    };
  }, [title]);
}
