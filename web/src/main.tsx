import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { watchProfiles } from './app/live-news.ts';
import { reloadWhenStale } from './app/reload-stale.ts';
import { queries, router } from './app/router.tsx';
import { watchOtherTabs } from './features/session/session-channel.ts';
import { watchTheme } from './lib/theme.ts';
import './styles/index.css';

const element = document.getElementById('root');
if (element === null) throw new Error('index.html has no #root');

watchTheme();
watchOtherTabs();
watchProfiles(queries);
reloadWhenStale();

createRoot(element).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
