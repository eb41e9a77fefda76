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
    reportCompressedSize: true,
  },
});
