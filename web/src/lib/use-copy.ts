import { useEffect, useRef, useState } from 'react';
import { copyText } from './copy.ts';

/** How long "Copied" stays: long enough to be read, short enough to press again. */
const SHOWN_MS = 1_600;

/** Copies a text; `copied` holds for a moment after. */
export function useCopy(): { copied: boolean; copy: (text: string) => void } {
  const [copied, setCopied] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return {
    copied,
    copy: (text) => {
      void copyText(text).then((done) => {
        setCopied(done);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => setCopied(false), SHOWN_MS);
      });
    },
  };
}
