import { createPortal } from 'react-dom';
import { Toaster as Sonner } from 'sonner';
import { themeStore } from '../lib/theme.ts';
import { useStore } from '../lib/store.ts';

/** Where toasts appear: beside the app, not in it, so that they lie above open dialogs and can be clicked there. */
export function Toaster() {
  const theme = useStore(themeStore);
  return createPortal(
    <Sonner
      theme={theme}
      position="bottom-right"
      gap={8}
      closeButton
      style={{ fontFamily: 'inherit', '--width': '380px', pointerEvents: 'auto' } as React.CSSProperties}
      toastOptions={{
        style: {
          background: 'var(--raised)',
          borderColor: 'var(--line)',
          color: 'var(--ink)',
          boxShadow: 'var(--shadow-pop)',
          borderRadius: '8px',
        },
        classNames: {
          description: 'text-ink-2!',
          actionButton: 'bg-pressed! text-ink! h-7!',
        },
      }}
    />,
    document.body,
  );
}
