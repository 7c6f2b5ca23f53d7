import { existsSync } from 'node:fs'
import path from 'node:path'
import type { AddressInfo } from 'node:net'
import { chromium, type Browser, type CDPSession, type LaunchOptions, type Page } from '@playwright/test'
import { createStaticServer } from '../scripts/static-server.mjs'

/** A file that a page asked for. */
export interface AskedFile {
  /** Path below the folder that is served. */
  readonly file: string
  /** When it was asked for, in milliseconds since 1970. */
  readonly atMs: number
}

/** A folder served on a free port of this machine, with a list of what was asked for. */
export interface ServedFolder {
  readonly origin: string
  readonly folder: string
  /** Grows while pages ask; whoever measures a load empties it first. */
  readonly asked: AskedFile[]
  close(): void
}

/** Serves a folder as a plain static host would. */
export async function serveFolder(folder: string): Promise<ServedFolder> {
  const server = createStaticServer(folder)
  const asked: AskedFile[] = []
  server.on('request', (request) => asked.push({ file: (request.url ?? '/').slice(1), atMs: Date.now() }))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { origin: `http://127.0.0.1:${port}`, folder, asked, close: () => void server.close() }
}

/** The built app; `npm run bench` builds it before it starts a bench. */
export async function serveBuild(): Promise<ServedFolder> {
  const folder = path.resolve('dist')
  if (!existsSync(path.join(folder, 'index.html'))) throw new Error('dist/ is missing: run npm run bench')
  return serveFolder(folder)
}

/** How every bench starts its browser. */
export function launchOptions(): LaunchOptions {
  const executablePath = process.env['CHROMIUM']
  return {
    ...(executablePath === undefined ? {} : { executablePath }),
    chromiumSandbox: false,
    args: ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
  }
}

export function launchBrowser(): Promise<Browser> {
  return chromium.launch(launchOptions())
}

/** Makes the main thread of a page so many times slower; workers keep their speed. */
export async function throttle(page: Page, rate: number): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate })
  return session
}
