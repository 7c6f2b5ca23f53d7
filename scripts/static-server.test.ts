import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createStaticServer, listen, planAnswer } from './static-server.mjs'

const folder = mkdtempSync(path.join(os.tmpdir(), 'lakescope-server-'))
const root = path.join(folder, 'dist')
const mounts = ['/some/deep/path/', '/']

beforeAll(() => {
  mkdirSync(path.join(root, 'assets'), { recursive: true })
  writeFileSync(path.join(root, 'index.html'), '<title>home</title>')
  writeFileSync(path.join(root, 'assets', 'a b.wasm'), '\0asm')
  writeFileSync(path.join(folder, 'secret.txt'), 'secret')
})

afterAll(() => {
  rmSync(folder, { recursive: true })
})

describe('a static host', () => {
  it.each([
    ['/', 'index.html', 'text/html; charset=utf-8'],
    ['/index.html?from=test', 'index.html', 'text/html; charset=utf-8'],
    ['/some/deep/path/', 'index.html', 'text/html; charset=utf-8'],
    ['/assets/a%20b.wasm', 'assets/a b.wasm', 'application/wasm'],
  ])('answers %s with %s', (url, file, type) => {
    const answer = planAnswer(root, mounts, 'GET', url)
    expect(answer).toMatchObject({ status: 200, file: path.join(root, file), headers: { 'content-type': type } })
  })

  it.each(['/missing.js', '/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/%', '/a%00b', '/assets/'])(
    'does not find %s',
    (url) => {
      expect(planAnswer(root, mounts, 'GET', url)).toEqual({ status: 404, headers: {} })
    },
  )

  it('sends a folder without its slash to the one with it, and takes no other method', () => {
    expect(planAnswer(root, mounts, 'GET', '/assets').headers).toEqual({ location: '/assets/' })
    expect(planAnswer(root, mounts, 'POST', '/').status).toBe(405)
  })

  it('takes a free port when the wanted one is taken', async () => {
    const [first, second] = [createStaticServer(root), createStaticServer(root)]
    const port = await listen(first, 0)
    const other = await listen(second, port)
    expect(other).not.toBe(port)
    expect(await (await fetch(`http://127.0.0.1:${other}/`)).text()).toBe('<title>home</title>')
    first.close()
    second.close()
  })
})
