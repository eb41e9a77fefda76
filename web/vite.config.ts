import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where `npm start` serves the API; `vite` proxies to it while one works on the screens alone. */
const API = process.env.API_ORIGIN ?? 'http://localhost:8787';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), tailwindcss()],
  // Tenants live on names below localhost, and the Worker believes nothing but the Host: it must arrive unchanged.
  server: { allowedHosts: ['.localhost'], proxy: { '/api': { target: API, ws: true, changeOrigin: false } } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    // A data: address for a script or a font would need a wider content security policy.
    assetsInlineLimit: 0,
    // Every browser that runs the target preloads modules by itself.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // Left alone, every icon and helper that two screens share becomes a file of its own: sixty requests for one page.
        codeSplitting: {
          // The first group that names a module takes it and all it needs.
          groups: [
            {
              name: 'vendor',
              test: /node_modules[\\/](react|react-dom|scheduler|@tanstack[\\/](?!react-virtual|virtual-core)[^\\/]+)[\\/]/,
            },
            {
              name: 'base',
              test: /src[\\/]lib[\\/]|src[\\/]ui[\\/](?!dialog|menu|tooltip|toaster)/,
            },
            // What one screen alone uses goes with that screen.
            { name: 'icons', test: /node_modules[\\/]lucide-react/, minShareCount: 2 },
            {
              name: 'overlay',
              test: /src[\\/]ui[\\/](dialog|menu|tooltip)|node_modules[\\/](radix-ui|@radix-ui|@floating-ui)[\\/]/,
            },
          ],
        },
      },
    },
  },
});
