import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { announcer } from './build/announcer.ts';
import { budget } from './build/budget.ts';
import { impossible } from './build/impossible.ts';
import { locales } from './build/locales.ts';

export default defineConfig({
  base: './',
  html: { cspNonce: '__NONCE__' },
  plugins: [react(), locales('en-US'), announcer(), impossible(), budget()],
  build: {
    outDir: 'dist',
    assetsDir: '-/a',
    assetsInlineLimit: 0,
    sourcemap: false,
    reportCompressedSize: false,
    target: ['chrome123', 'firefox128', 'safari17.5'],
    cssTarget: ['chrome123', 'firefox128', 'safari17.5'],
    modulePreload: { polyfill: false },
    license: { fileName: 'LICENSES.md' },
    chunkSizeWarningLimit: 1000,
    rolldownOptions: {
      output: {
        // What the first load and every later chunk need, in one file.
        codeSplitting: {
          groups: [
            {
              name: 'base',
              test: /node_modules[\\/]react[\\/]|src[\\/](ui[\\/](Icon|Button)|wire[\\/](address|mount|store|socket|limits))\./,
            },
          ],
        },
        entryFileNames: '-/a/main-[hash].js',
        chunkFileNames: '-/a/[name]-[hash].js',
        assetFileNames: '-/a/[name]-[hash][extname]',
      },
    },
  },
  test: {
    include: ['test/**/*.test.{ts,tsx}', 'src/**/*.test.{ts,tsx}'],
    environment: 'happy-dom',
    testTimeout: 60_000, // of what hangs, also on a machine that has much to do
    restoreMocks: true,
  },
});
