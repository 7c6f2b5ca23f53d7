import { defineConfig } from '@playwright/test'
import { tryFindChromium } from './scripts/chromium.mjs'
import { E2E_MOUNTS } from './e2e/tools/mounts.ts'

// Playwright's workers read this file too and must come to the same port: they inherit the variable.
const port = (process.env['E2E_PORT'] ??= String(20_000 + (process.pid % 20_000)))
const chromium = tryFindChromium()

/** Each of these has a worker of its own: started behind all the others, the longer one would run alone at the end. */
const WITH_OWN_WORKER = ['sandbox.spec.ts', 'query.spec.ts']

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  fullyParallel: true,
  forbidOnly: Boolean(process.env['CI']),
  workers: 2,
  retries: 0,
  reporter: [['list']],
  timeout: 60_000,
  expect: { timeout: 10_000 },
  projects: [
    { name: 'first', testMatch: WITH_OWN_WORKER },
    { name: 'then', testIgnore: WITH_OWN_WORKER },
  ],
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    serviceWorkers: 'block',
    launchOptions: {
      ...(chromium === undefined ? {} : { executablePath: chromium }),
      chromiumSandbox: false,
      args: [
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-quic',
        '--no-first-run',
      ],
    },
  },
  webServer: {
    command: `node scripts/serve-dist.mjs ${port} ${E2E_MOUNTS.join(' ')}`,
    url: `http://127.0.0.1:${port}/`,
    stdout: 'ignore',
    reuseExistingServer: false,
  },
})
