import type { Page } from '@playwright/test'

/** Runs in the worker before the engine: it rests after each piece of log that it has sent. */
const REST_AFTER_CHUNKS = `
{
  const post = self.postMessage.bind(self)
  self.postMessage = (message, transfer) => {
    post(message, transfer)
    if (message.type !== 'chunk') return
    const end = performance.now() + 250
    while (performance.now() < end);
  }
}
`

/**
 * Makes the engine's runs long enough to be watched while they are written, on a machine of any speed. To be called
 * before the page is opened.
 */
export async function slowEngine(page: Page): Promise<void> {
  await page.route('**/assets/entry-*.js', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, body: REST_AFTER_CHUNKS + (await response.text()) })
  })
}
