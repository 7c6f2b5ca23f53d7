import { afterAll, afterEach, expect, vi } from 'vitest'
import { listChanges, readSurroundings } from './surroundings.ts'

// Test files share a worker, and what stands in it. These hooks are the first that are set, and so run behind a file's own.
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const before = readSurroundings()
afterAll(async () => {
  // One that is on its way when the file's surroundings go fails, and stays failed for the files that follow.
  await vi.dynamicImportSettled()
  expect(vi.isFakeTimers(), 'timers are left as fakes').toBe(false)
  expect(listChanges(before, readSurroundings()), 'left for the next file').toEqual([])
})
