import { describe, expect, it } from 'vitest'
import type { OperationProgress } from './operation.ts'
import { ByteProgress } from './sort-progress.ts'

const SIZE = 1000
const shareOf = ({ done, total }: OperationProgress): number => done / total

/** What is told of a sort whose memory takes `fill` bytes of the file, all its runs merged `fanIn` at a time. */
function toldOf(fill: number, fanIn: number, memoryBytes: number): readonly OperationProgress[] {
  const progress = new ByteProgress(SIZE, fanIn, memoryBytes)
  const told = [0, 400, SIZE].map((inputBytes) => progress.note({ phase: 'infer', inputBytes } as never))
  told.push(progress.note({ phase: 'sample' }))
  for (let inputBytes = 10; inputBytes <= SIZE; inputBytes += 10) {
    const waitingRuns = Math.floor(inputBytes / fill)
    told.push(progress.note({ phase: 'form', inputBytes, recordsRead: inputBytes, waitingRuns } as never))
  }
  let left = Math.ceil(SIZE / fill)
  while (left > 1) {
    const steps = Math.ceil(left / fanIn)
    const each = SIZE / steps
    for (let step = 0; step < steps; step++) {
      for (const share of [0, 0.5, 1]) told.push(progress.note({ phase: 'merge', merged: each * share } as never))
    }
    left = steps
  }
  for (const done of [0, 500, 900]) told.push(progress.noteReadBack(done, 900))
  return told
}

describe('how much of a file sort is read', () => {
  it.each([
    ['one pass', 100, 16, 160],
    ['two passes', 50, 5, 80],
    ['five passes', 30, 2, 50],
  ])('has one total from the beginning and never goes back: %s', (_name, fill, fanIn, memory) => {
    const told = toldOf(fill, fanIn, memory)
    expect(new Set(told.slice(1).map(({ total }) => total)).size).toBe(1)
    const shares = told.map(shareOf)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(shares.at(-1)).toBe(1)
  })

  it('knows a sort that goes on with all of its runs by its first merge: nothing was formed', () => {
    const progress = new ByteProgress(SIZE, 4, 10_000)
    const told = [0, 500, 1000].map((merged) =>
      progress.note({ phase: 'merge', merged, recordsRead: 1000, waitingRuns: 8 } as never),
    )
    expect(told.map(shareOf)).toEqual([0.25, 0.375, 0.5])
  })

  it('knows the passes once the runs are formed, whatever the plan was', () => {
    const told = toldOf(100, 16, 4)
    expect(told.at(-1)).toEqual({ done: 4 * SIZE, total: 4 * SIZE, unit: 'bytes' })
    const more = toldOf(10, 4, 10_000)
    expect(more.at(-1)).toEqual({ done: 7 * SIZE, total: 7 * SIZE, unit: 'bytes' })
  })
})
