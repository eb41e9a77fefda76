import { useNavigate, useRouter } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useStore } from '../../lib/store.ts';
import { useHotkeys } from '../../lib/use-hotkeys.ts';
import { closePalette, openPalette, openShortcuts, paletteStore } from './palette-store.ts';

const Palette = lazy(() => import('./palette.tsx').then((module) => ({ default: module.Palette })));
const Shortcuts = lazy(() => import('./shortcuts.tsx').then((module) => ({ default: module.Shortcuts })));

/** The global keys, and the dialogs that they open. */
export function PaletteHost() {
  const open = useStore(paletteStore);
  const navigate = useNavigate();
  const router = useRouter();
  useHotkeys({
    'mod+k': () => (open === 'palette' ? closePalette() : openPalette()),
    '?': openShortcuts,
    'g p': () => void navigate({ to: '/prospects' }),
    'g i': () => void navigate({ to: '/imports' }),
    'g j': () => void navigate({ to: '/jobs' }),
    'g s': () => void navigate({ to: '/settings' }),
    'g d': () => void router.navigate({ href: '/docs' }),
  });
  return (
    <Suspense>
      {open === 'palette' && <Palette />}
      {open === 'shortcuts' && <Shortcuts />}
    </Suspense>
  );
}
