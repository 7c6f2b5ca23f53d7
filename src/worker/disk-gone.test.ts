import { describe, expect, it, vi } from 'vitest'
import { Rng } from '../base/rng.ts'
import { MemoryFile } from './sync-file.ts'
import { createWorld, fileOf } from './test-files.ts'
import { createRows, csvOf, outputOf, paramsFor, sortRows } from './test-people.ts'

const KEYS = ['city', 'auto', 'asc', 'first', 'age', 'auto', 'asc', 'first']
const METHODS = ['getSize', 'read', 'write', 'truncate', 'flush'] as const

/** From the `nth` call on, files of the workspace refuse with a DOMException; returns how many calls there were. */
function refuseFrom(nth: number, name: string, methods: readonly (typeof METHODS)[number][]): () => number {
  let calls = 0
  for (const method of methods) {
    const real = MemoryFile.prototype[method] as (...args: unknown[]) => unknown
    vi.spyOn(MemoryFile.prototype, method).mockImplementation(function (this: MemoryFile, ...args: unknown[]) {
      if (++calls >= nth) throw new DOMException('refused', name)
      return real.apply(this, args) as never
    })
  }
  return () => calls
}

/** The calls at the end of a sort: where runs go, the output is noted and read back. */
function lastOf(calls: number): readonly number[] {
  return Array.from({ length: 25 }, (_, i) => calls - i)
}

describe('a disk that refuses while a file is sorted', () => {
  const rows = createRows(2000)
  const params = paramsFor(fileOf(csvOf(rows)), KEYS)
  const sorted = csvOf(sortRows(rows))

  for (const [name, code, methods] of [
    ['QuotaExceededError', 'QUOTA_EXCEEDED', ['write', 'flush']],
    ['InvalidStateError', /^(READ|WRITE)_FAILED$/, METHODS],
    ['NotFoundError', /^(READ|WRITE)_FAILED$/, METHODS],
    ['NotReadableError', /^(READ|WRITE)_FAILED$/, METHODS],
  ] as const) {
    it(`is told as what it is, and the next sort works: ${name}, seed 5`, async () => {
      const calls = refuseFrom(Infinity, name, methods)
      await createWorld().ask('sort-file', params)
      const all = calls()
      vi.restoreAllMocks()
      const rng = new Rng(5, name)
      const ends = name === 'NotReadableError' ? lastOf(all) : [all]
      const places = [1, 2, ...Array.from({ length: 10 }, () => 3 + rng.nextBelow(all - 3)), ...ends]
      for (const place of places) {
        const world = createWorld()
        refuseFrom(place, name, methods)
        const { last } = await world.ask('sort-file', params)
        vi.restoreAllMocks()
        expect(last, `refused at call ${place} of ${all}`).toMatchObject({
          type: 'failed',
          error: { code: typeof code === 'string' ? code : (expect.stringMatching(code) as string) },
        })
        const left = (await world.ask('list-sorts', {})).last
        const list = (left.type === 'finished' ? left.result : undefined) as { runs: number; stage: string }[]
        // A disk that is gone cannot be tidied up either.
        if (methods !== METHODS) expect(list.every(({ runs, stage }) => runs > 0 || stage !== 'open')).toBe(true)
        const isWritten = list.some(({ stage }) => stage !== 'open')
        const again = await (isWritten ? world.ask('check-sorted', { job: 'job-1' }) : world.ask('sort-file', params))
        const resumedRuns = isWritten ? 0 : (list[0]?.runs ?? 0)
        expect(again.last).toMatchObject({ type: 'finished', result: { resumedRuns } })
        expect(await outputOf(world)).toBe(sorted)
      }
    }, 60_000)
  }
})

it('a browser that returns the number of its error in place of a count has refused', async () => {
  const real = MemoryFile.prototype.write
  let calls = 0
  vi.spyOn(MemoryFile.prototype, 'write').mockImplementation(function (this: MemoryFile, bytes, options) {
    return ++calls > 40 ? 2 ** 32 - 8 : real.call(this, bytes, options)
  })
  const world = createWorld()
  const params = paramsFor(fileOf(csvOf(createRows(4000))), KEYS)
  const { last } = await world.ask('sort-file', params)
  expect(last).toMatchObject({ type: 'failed', error: { code: 'QUOTA_EXCEEDED' } })
  vi.restoreAllMocks()
  vi.spyOn(MemoryFile.prototype, 'read').mockReturnValue(2 ** 32 - 5)
  expect((await world.ask('sort-file', params)).last).toMatchObject({ type: 'failed', error: { code: 'READ_FAILED' } })
})
