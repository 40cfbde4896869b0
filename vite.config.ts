import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The page: what the window and the browser show. `scripts/build/targets.mjs` holds the bundles of the main process. */
export default defineConfig({
  root: 'renderer',
  base: '/',
  plugins: [react()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    // The oldest engine the page meets is the fallback Electron's.
    target: 'chrome114',
    // The content security policy allows no inline script, and every targeted engine preloads modules by itself.
    modulePreload: { polyfill: false },
    // A data: URL for a small font or picture would need an exception in the content security policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1024,
    rolldownOptions: {
      // The first screen is one file: every other one costs a request through the main process before the first paint.
      output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } },
    },
    reportCompressedSize: false,
  },
  server: { host: '127.0.0.1', strictPort: false },
})
