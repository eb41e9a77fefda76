import type { CSSProperties } from 'react';
import { createPortal } from 'react-dom';
import { Toaster as Sonner } from 'sonner';
import { useStore } from '../lib/store.ts';
import { themeStore } from '../lib/theme.ts';

const STYLE = {
  fontFamily: 'inherit',
  pointerEvents: 'auto',
  '--width': '380px',
  '--toast-close-button-start': 'unset',
  '--toast-close-button-end': '0',
  '--toast-close-button-transform': 'translate(35%, -35%)',
} as CSSProperties;

/** Where toasts appear: beside the app, not in it, so that they lie above open dialogs and can be clicked there. */
export function Toaster() {
  const theme = useStore(themeStore);
  return createPortal(
    <Sonner
      theme={theme}
      position="bottom-right"
      gap={8}
      closeButton
      style={STYLE}
      toastOptions={{
        style: {
          background: 'var(--raised)',
          borderColor: 'var(--line)',
          color: 'var(--ink)',
          boxShadow: 'var(--shadow-pop)',
          borderRadius: '8px',
        },
        classNames: {
          icon: 'text-bad!',
          description: 'text-ink-2!',
          closeButton: 'bg-raised! border-line! text-ink-2!',
          actionButton: 'bg-pressed! text-ink! h-7!',
        },
      }}
    />,
    document.body,
  );
}
