import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { build } from 'vite'
import { createStaticServer } from '../../scripts/static-server.mjs'
import type { ServedPage } from './query-page.ts'

/** Builds the page of `e2e/judge-page` and serves it. The app itself has no such page. */
export async function serveJudgePage(): Promise<ServedPage> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'judge-page-'))
  const configFile = path.resolve(import.meta.dirname, '..', 'judge-page', 'vite.config.ts')
  await build({ configFile, build: { outDir: folder } })
  const server = createStaticServer(folder)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = (): void => {
    server.close()
    server.closeAllConnections()
    rmSync(folder, { recursive: true, force: true })
  }
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close }
}
