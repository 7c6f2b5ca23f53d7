import path from 'node:path'
import { defineConfig } from 'vite'
import { htmlHead } from '../../scripts/html-head.ts'
import { markdown } from '../../scripts/markdown.ts'
import { scriptText } from '../../scripts/script-text.ts'

/** The page is built as the app is, policy and public files included. */
export default defineConfig({
  root: import.meta.dirname,
  logLevel: 'warn',
  base: './',
  publicDir: path.resolve(import.meta.dirname, '../../public'),
  plugins: [htmlHead(), markdown(), scriptText()],
  worker: { format: 'es' },
  build: { emptyOutDir: true, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
})
