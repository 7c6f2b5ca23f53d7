import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

const html = readFileSync(path.resolve(import.meta.dirname, '../../../public/sandbox.html'), 'utf8')

it('the policy of the frame allows its own script, workers from text and WebAssembly, and nothing else', () => {
  const script = /<script>([^]*)<\/script>/.exec(html)?.[1] ?? ''
  const digest = createHash('sha256').update(script).digest('base64')
  const policy = /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(html)?.[1]
  expect(policy).toBe(`default-src 'none'; script-src 'sha256-${digest}' blob: 'wasm-unsafe-eval'; worker-src blob:`)
})
