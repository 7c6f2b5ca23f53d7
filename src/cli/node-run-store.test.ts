import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { NodeRunStore } from './node-run-store.ts'

const FILES = '/proc/self/fd'

test.skipIf(!existsSync(FILES))('runs that are read in turn are all read right, and some of them are open', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lakescope-runs-'))
  const before = readdirSync(FILES).length
  const store = new NodeRunStore(join(folder, 'runs'))
  const numbers = Array.from({ length: 250 }, (_, i) => i + 1)
  for (const run of numbers) {
    store.create(run)
    store.append(run, Uint8Array.of(run, 255 - run))
    const pages = { pageBytes: [2], pageRecords: [1] }
    store.seal({ run, records: 1, ...pages, digest: [0, 0], level: 0, inputs: [], isInputComplete: false, job: 'j' })
  }
  expect(readdirSync(FILES).length).toBeLessThanOrEqual(before)
  const into = new Uint8Array(1)
  for (const offset of [0, 1]) {
    for (const run of numbers) {
      store.read(run, offset, into)
      expect(into[0]).toBe(offset === 0 ? run : 255 - run)
    }
  }
  expect(readdirSync(FILES).length).toBeLessThanOrEqual(before + 100)
  for (const run of numbers.slice(100)) store.remove(run)
  expect(() => store.read(250, 0, into)).toThrow(expect.objectContaining({ code: 'READ_FAILED', where: 'run 250' }))
  store.destroy()
  expect(readdirSync(FILES).length).toBeLessThanOrEqual(before)
  rmSync(folder, { recursive: true })
})
