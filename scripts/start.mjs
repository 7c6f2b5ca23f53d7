import { spawn } from 'node:child_process'
import path from 'node:path'
import { ensureBuild } from './build.mjs'
import { ensureDependencies, main, projectRoot } from './setup.mjs'
import { createStaticServer, listen } from './static-server.mjs'

const PREFERRED_PORT = 4173

await main(async () => {
  ensureDependencies()
  ensureBuild()
  const server = createStaticServer(path.join(projectRoot, 'dist'))
  const port = await listen(server, Number(process.env['PORT'] ?? PREFERRED_PORT))
  const address = `http://127.0.0.1:${port}/`
  console.log(`\nLakescope is at ${address}\nStop it with Ctrl+C.`)
  if (process.stdout.isTTY && !process.env['CI'] && process.env['BROWSER'] !== 'none') openBrowser(address)
})

/**
 * Asks the desktop to show the address. Where there is no desktop the printed address is enough.
 * @param {string} address
 */
function openBrowser(address) {
  const hasDesktop = process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']
  /** @type {Partial<Record<NodeJS.Platform, [string, string[]]>>} */
  const openers = {
    darwin: ['open', [address]],
    win32: ['cmd', ['/c', 'start', '', address]],
    ...(hasDesktop ? { linux: ['xdg-open', [address]] } : {}),
  }
  const opener = openers[process.platform]
  if (!opener) return
  const child = spawn(opener[0], opener[1], { stdio: 'ignore', detached: true })
  child.on('error', () => console.log('No browser opened by itself; open the address above.'))
  child.unref()
}
