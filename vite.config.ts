import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { CHUNK_GROUPS, FIRST_LAB, pictureApart } from './scripts/chunks.ts'
import { compileHint } from './scripts/compile-hint.ts'
import { htmlHead } from './scripts/html-head.ts'
import { markdown } from './scripts/markdown.ts'
import { scriptText } from './scripts/script-text.ts'
import { smallBoot } from './scripts/small-boot.ts'
import { listTestFiles } from './scripts/test-files.ts'

const tests = listTestFiles(import.meta.dirname)
const PAGE_SETUP = ['scripts/test-setup-page.ts']

export default defineConfig({
  // A relative base lets the built folder work from any sub-path of any static host.
  base: './',
  plugins: [
    react(),
    htmlHead(),
    compileHint('first', FIRST_LAB),
    pictureApart(),
    smallBoot(),
    markdown(),
    scriptText(),
  ],
  // The router's shim for React 17: from React 18 on it hands out React's own.
  resolve: { alias: [{ find: /^use-sync-external-store\/shim\/index\.js$/, replacement: 'react' }] },
  worker: { format: 'es' },
  build: {
    target: ['chrome111', 'firefox114', 'safari16.4'],
    // Data URLs would need `data:` in font-src and script-src; files need nothing.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: { groups: CHUNK_GROUPS },
      },
    },
  },
  test: {
    // A worker loads modules, and what stands for a browser, once for all its files, and each file leaves it as it was: the setup
    // holds them to that. A module that has another in its place would keep it, so what does that has a worker of its own.
    projects: [
      { extends: true, test: { name: 'node', include: tests.node, isolate: false } },
      { extends: true, test: { name: 'page', include: tests.page, isolate: false, setupFiles: PAGE_SETUP } },
      { extends: true, test: { name: 'mocking', include: tests.mocking, setupFiles: PAGE_SETUP } },
    ],
    setupFiles: ['scripts/test-setup.ts'],
    environment: 'node',
    // Two cores may be busy with other suites; a test that hangs is still told.
    testTimeout: 30_000,
    // By default one core is left free for a watcher.
    maxWorkers: '100%',
  },
})
