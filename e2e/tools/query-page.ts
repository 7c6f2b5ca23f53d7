import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { build } from 'vite'
import { htmlHead } from '../../scripts/html-head.ts'
import { createStaticServer } from '../../scripts/static-server.mjs'

export interface ServedPage {
  readonly origin: string
  readonly close: () => void
}

/**
 * Builds the page of `e2e/query-page` as the app is built, policy included, and serves it. The app itself has no such page.
 */
export async function serveQueryPage(): Promise<ServedPage> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'query-page-'))
  await build({
    root: path.resolve(import.meta.dirname, '..', 'query-page'),
    configFile: false,
    logLevel: 'warn',
    base: './',
    plugins: [htmlHead()],
    worker: { format: 'es' },
    build: { outDir: folder, emptyOutDir: true, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  })
  const server = createStaticServer(folder)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = (): void => {
    server.close()
    server.closeAllConnections()
    rmSync(folder, { recursive: true, force: true })
  }
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close }
}
