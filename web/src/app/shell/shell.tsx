import { Outlet } from '@tanstack/react-router';
import { TrainingStrip } from '../../features/credits/training-strip.tsx';
import { ExportDialog } from '../../features/exports/export-dialog.tsx';
import { ExportDock } from '../../features/exports/export-dock.tsx';
import { PaletteHost } from '../../features/palette/palette-host.tsx';
import { useLive } from '../use-live.ts';
import { BottomBar } from './bottom-bar.tsx';
import { NoticeStrips } from './notice-strips.tsx';
import { OfflineBanner } from './offline-banner.tsx';
import { SideNav } from './side-nav.tsx';

/** The app around its screens: navigation at the side, or at the foot of a phone. */
export function Shell() {
  useLive();
  return (
    <div className="relative flex h-dvh flex-col overflow-clip">
      <a
        href="#main"
        className="sr-only z-50 rounded-md bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to the content
      </a>
      <OfflineBanner />
      <NoticeStrips />
      <TrainingStrip />
      <div className="flex min-h-0 flex-1">
        <SideNav />
        <main id="main" tabIndex={-1} className="flex min-w-0 flex-1 flex-col outline-none">
          <Outlet />
        </main>
      </div>
      <BottomBar />
      <ExportDialog />
      <ExportDock />
      <PaletteHost />
    </div>
  );
}
