import { afterEach, describe, expect, it, vi } from 'vitest'
import { listChanges, readSurroundings } from './surroundings.ts'

/** What has changed when it is done. */
function changesOf(work: () => void): string[] {
  const before = readSurroundings()
  work()
  return listChanges(before, readSurroundings())
}

describe('what a test file leaves behind', () => {
  const left = globalThis as { left?: number }
  afterEach(() => {
    delete left.left
    delete process.env['LAKESCOPE_LEFT']
  })

  it('is nothing when nothing was done', () => {
    expect(changesOf(() => undefined)).toEqual([])
  })

  it('is a global that was added, put in the place of another, or taken away', () => {
    expect(changesOf(() => (left.left = 1))).toEqual(['globalThis.left'])
    expect(changesOf(() => (left.left = 2))).toEqual(['globalThis.left'])
    expect(changesOf(() => delete left.left)).toEqual(['globalThis.left'])
    expect(changesOf(() => vi.stubGlobal('fetch', () => undefined))).toEqual(['globalThis.fetch'])
  })

  it('is a variable of the environment', () => {
    expect(changesOf(() => (process.env['LAKESCOPE_LEFT'] = '1'))).toEqual(['process.env.LAKESCOPE_LEFT'])
  })

  it('is no global that Node has put in its place because it was asked for, and one that is put there instead', () => {
    const value = {}
    const define = (key: string, descriptor: PropertyDescriptor): unknown =>
      Object.defineProperty(globalThis, key, { configurable: true, ...descriptor })
    const whenAskedFor = { get: () => (define('left', { value }), value) }
    define('left', whenAskedFor)
    expect(changesOf(() => expect(left.left).toBe(value))).toEqual([])
    define('left', whenAskedFor)
    expect(changesOf(() => define('left', { value: {} }))).toEqual(['globalThis.left'])
  })
})
