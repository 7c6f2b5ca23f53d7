import type { BrowserContext, Page } from '@playwright/test'

/** What went wrong in a page while a test ran; `allow` takes out what the test provokes on purpose. */
export interface PageFaults {
  /** Lines so far, without the allowed ones. */
  readonly list: () => readonly string[]
  readonly allow: (pattern: RegExp) => void
}

/**
 * Collects, from now on: violations of the security policy, errors and warnings on the console, uncaught exceptions and
 * rejections, crashes, and requests (those of workers too) that leave `origin`.
 */
export async function watchFaults(page: Page, origin: string): Promise<PageFaults> {
  const lines: string[] = []
  const allowed: RegExp[] = []
  const add = (line: string) => lines.push(line)

  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      console.error(`policy: ${event.effectiveDirective} refused ${event.blockedURI} at ${event.sourceFile}`)
    })
  })
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) add(`console ${message.type()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => add(`uncaught: ${error.stack ?? error.message}`))
  page.on('crash', () => add('the page crashed'))
  watchRequests(page.context(), origin, add)

  return {
    list: () => lines.filter((line) => !allowed.some((pattern) => pattern.test(line))),
    allow: (pattern) => allowed.push(pattern),
  }
}

function watchRequests(context: BrowserContext, origin: string, add: (line: string) => void): void {
  context.on('request', (request) => {
    const url = new URL(request.url())
    const isLocal = url.origin === origin || ['data:', 'blob:', 'about:'].includes(url.protocol)
    if (!isLocal) add(`request leaves the origin: ${request.url()}`)
  })
}
