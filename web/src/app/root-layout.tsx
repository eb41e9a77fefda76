import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';

const Toaster = lazy(() => import('../ui/toaster.tsx').then((module) => ({ default: module.Toaster })));

/** What stands around every screen: nothing but the toasts. */
export const RootLayout = () => (
  <>
    <Outlet />
    <Suspense>
      <Toaster />
    </Suspense>
  </>
);
