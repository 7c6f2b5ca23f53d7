import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { tryFindChromium } from './chromium.mjs'
import { fingerprint } from './fingerprint.mjs'
import { isInstalled, isNodeSupported } from './setup.mjs'

let root = ''
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'lakescope-setup-'))
})
afterEach(() => {
  rmSync(root, { recursive: true })
})

it.each([
  ['18.20.0', false],
  ['20.18.3', false],
  ['20.19.0', true],
  ['21.7.0', false],
  ['22.11.0', false],
  ['22.12.0', true],
  ['25.0.0', true],
])('Node %s is supported: %s', (version, expected) => {
  expect(isNodeSupported(version)).toBe(expected)
})

describe('dependencies', () => {
  const writeLock = (file: string, packages: object) => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
    writeFileSync(path.join(root, file), JSON.stringify({ packages }))
  }
  const stamp = 'node_modules/.package-lock.json'
  const wanted = {
    '': { dependencies: { a: '1.0.0' } },
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b-darwin-arm64': { version: '1.0.0', optional: true },
  }

  it('are there when each is, in its version; other platforms may be missing', () => {
    writeLock('package-lock.json', wanted)
    writeLock(stamp, { 'node_modules/a': { version: '1.0.0' } })
    expect(isInstalled(root)).toBe(true)
  })

  it.each([
    ['nothing is installed', undefined],
    ['a package is missing', {}],
    ['the lock file has moved on', { 'node_modules/a': { version: '0.9.0' } }],
    [
      'an optional one is old',
      { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b-darwin-arm64': { version: '0.9.0' } },
    ],
  ])('are not when %s', (_reason, present) => {
    writeLock('package-lock.json', wanted)
    if (present) writeLock(stamp, present)
    expect(isInstalled(root)).toBe(false)
  })
})

describe('the fingerprint', () => {
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
    writeFileSync(path.join(root, file), text)
  }
  const take = () => fingerprint(root, ['src', 'missing', 'index.html'], (file) => !file.endsWith('.test.ts'))

  it('changes with a content, a name and a new file, not with what is irrelevant or unchanged', () => {
    write('src/b/c.ts', 'one')
    write('index.html', 'page')
    const before = take()
    write('src/b/c.ts', 'one')
    write('src/b/c.test.ts', 'test')
    write('other.ts', 'other')
    expect(take()).toBe(before)
    write('src/b/c.ts', 'two')
    const changed = take()
    write('src/b/d.ts', '')
    expect(new Set([before, changed, take()]).size).toBe(3)
  })
})

describe('the search for Chromium', () => {
  it('takes the one that is named, and complains when there is none by that name', () => {
    const named = path.join(root, 'my-chrome')
    writeFileSync(named, '')
    expect(tryFindChromium({ CHROMIUM: named })).toBe(named)
    expect(() => tryFindChromium({ CHROMIUM: `${named}-not` })).toThrow('there is no such file')
  })

  it.skipIf(process.platform === 'win32')('looks along the PATH in order and passes over what does not run', () => {
    // Some systems put a file in the browser's place that only says how to install it.
    writeFileSync(path.join(root, 'chromium'), '#!/bin/sh\nexit 1\n', { mode: 0o755 })
    writeFileSync(path.join(root, 'chromium-browser'), '#!/bin/sh\nexit 0\n', { mode: 0o755 })
    const env = { PATH: `/nowhere:${root}` }
    expect(tryFindChromium(env)).toBe(path.join(root, 'chromium-browser'))
    writeFileSync(path.join(root, 'chrome-headless-shell'), '#!/bin/sh\nexit 0\n', { mode: 0o755 })
    expect(tryFindChromium(env)).toBe(path.join(root, 'chrome-headless-shell'))
    expect(tryFindChromium(env, true)).toBe(path.join(root, 'chromium-browser'))
  })
})
