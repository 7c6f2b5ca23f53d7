import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { compileHint } from './scripts/compile-hint.ts'
import { htmlHead } from './scripts/html-head.ts'
import { markdown } from './scripts/markdown.ts'
import { scriptText } from './scripts/script-text.ts'

/** Tests of code that eslint and the import table keep from globals, and others that put nothing in their place. */
const PURE = ['src/{base,engine,query,progress,practice}/**/*.test.ts', 'src/labs/**/!(own-*)/*.test.ts']

export default defineConfig({
  // A relative base lets the built folder work from any sub-path of any static host.
  base: './',
  plugins: [react(), htmlHead(), compileHint('first'), markdown(), scriptText()],
  worker: { format: 'es' },
  build: {
    target: ['chrome111', 'firefox114', 'safari16.4'],
    // Data URLs would need `data:` in font-src and script-src; files need nothing.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: 'first', tags: ['$initial'] }],
        },
      },
    },
  },
  test: {
    projects: [
      {
        extends: true,
        test: { name: 'page', include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.{ts,mjs}'], exclude: PURE },
      },
      // These touch nothing that another file could see: no globals, no clock, no document. Modules are loaded once for all.
      { extends: true, test: { name: 'engine', include: PURE, isolate: false } },
    ],
    environment: 'node',
    // Two cores may be busy with other suites; a test that hangs is still told.
    testTimeout: 30_000,
    // By default one core is left free for a watcher.
    maxWorkers: '100%',
  },
})
