import { Toaster as Sonner } from 'sonner';
import { themeStore } from '../lib/theme.ts';
import { useStore } from '../lib/store.ts';

/** Where toasts appear. */
export function Toaster() {
  const theme = useStore(themeStore);
  return (
    <Sonner
      theme={theme}
      position="bottom-right"
      gap={8}
      closeButton
      style={{ fontFamily: 'inherit', '--width': '380px' } as React.CSSProperties}
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
    />
  );
}
