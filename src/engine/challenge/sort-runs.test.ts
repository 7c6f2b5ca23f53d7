import { expect, it } from 'vitest'
import { Rng } from '../../base/rng.ts'
import { selectedRuns } from './sort-runs.ts'

it('lets wait what is smaller than what went out', () => {
  expect(selectedRuns([5, 2, 8, 1, 9, 3, 7, 4, 6], 3)).toEqual([
    [2, 5, 8, 9],
    [1, 3, 4, 6, 7],
  ])
  expect(selectedRuns([4, 6, 1, 5], 2)).toEqual([
    [4, 6],
    [1, 5],
  ])
})

/** The textbook's words with plain lists: the smallest that may still go out goes, the next record comes in. */
function selectSlowly(keys: readonly number[], heapRecords: number): number[][] {
  const coming = [...keys]
  let ready = coming.splice(0, heapRecords)
  const runs: number[][] = []
  while (ready.length > 0) {
    const run: number[] = []
    const waiting: number[] = []
    while (ready.length > 0) {
      const smallest = Math.min(...ready)
      ready.splice(ready.indexOf(smallest), 1)
      run.push(smallest)
      const next = coming.shift()
      if (next !== undefined) (next < smallest ? waiting : ready).push(next)
    }
    runs.push(run)
    ready = waiting
  }
  return runs
}

it.each([1, 2, 3, 4])('is what lists come to, for 25 random inputs (seed %i)', (seed) => {
  const rng = new Rng(seed)
  for (let round = 0; round < 25; round++) {
    const keys = Array.from({ length: rng.nextBelow(40) }, () => rng.nextBelow(30))
    const heapRecords = 1 + rng.nextBelow(8)
    expect(selectedRuns(keys, heapRecords)).toEqual(selectSlowly(keys, heapRecords))
  }
})
