import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { build } from 'vite'
import { createStaticServer } from '../../scripts/static-server.mjs'

export interface ServedSandbox {
  /** Where a page finds the sandbox: at the root, and below a path. */
  readonly origin: string
  /** The same with the headers that isolate a page from other origins. */
  readonly isolatedOrigin: string
  /** Every path that was asked for, by whomever. */
  readonly asked: readonly string[]
  readonly close: () => void
}

const ISOLATION = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
}

/** Builds the page of `e2e/sandbox-page` and serves it. The app itself has no such page. */
export async function serveSandboxPage(): Promise<ServedSandbox> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'sandbox-page-'))
  const configFile = path.resolve(import.meta.dirname, '..', 'sandbox-page', 'vite.config.ts')
  await build({ configFile, build: { outDir: folder } })
  const asked: string[] = []
  const plain = await serve(folder, {}, asked)
  const isolated = await serve(folder, ISOLATION, asked)
  const close = (): void => {
    plain.close()
    isolated.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { origin: plain.origin, isolatedOrigin: isolated.origin, asked, close }
}

async function serve(folder: string, headers: Readonly<Record<string, string>>, asked: string[]) {
  const server = createStaticServer(folder, ['/', '/some/deep/path/'])
  server.prependListener('request', (request, response) => {
    asked.push(request.url ?? '')
    response.setHeaders(new Map(Object.entries(headers)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = (): void => {
    server.close()
    server.closeAllConnections()
  }
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close }
}
