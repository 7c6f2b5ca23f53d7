import { expect, it } from 'vitest'
import { Rng } from '../../base/rng.ts'
import { BatchQuery } from './batch-query.ts'

/** Runs batches until so many are done; each attempt may die. Returns how often one died behind its write. */
function runTo(query: BatchQuery, batches: number, rng: Rng): number {
  let lost = 0
  for (let done = 0; done < batches;) {
    const fate = rng.nextBelow(4)
    if (fate === 0) query.runBatch('before-write')
    else if (fate === 1) {
      query.runBatch('before-commit')
      lost++
    } else {
      expect(query.runBatch().batch).toBe(done)
      done++
    }
  }
  return lost
}

it.each([1, 2, 3])('deaths double a plain append and do not double one with a transaction (seed %i)', (seed) => {
  const rng = new Rng(seed)
  for (let round = 0; round < 50; round++) {
    const batches = rng.nextBelow(12)
    const plain = new BatchQuery(100)
    const lost = runTo(plain, batches, rng)
    expect(plain.rows).toBe(100 * (batches + lost))
    const once = new BatchQuery(100, 'app')
    runTo(once, batches, rng)
    expect(once.rows).toBe(100 * batches)
  }
})

it('behind a deleted checkpoint as many batches are passed over as the table had (seed 4)', () => {
  const rng = new Rng(4)
  for (let round = 0; round < 50; round++) {
    const query = new BatchQuery(10, 'app')
    const batches = rng.nextBelow(12)
    runTo(query, batches, rng)
    query.deleteCheckpoint()
    const attempts = Array.from({ length: batches + 3 }, () => query.runBatch())
    expect(attempts.map(({ batch }) => batch)).toEqual(attempts.map((_, i) => i))
    expect(attempts.findIndex(({ isWritten }) => isWritten)).toBe(batches)
    expect(query.rows).toBe(10 * (batches + 3))
  }
})

it('a plain append writes all of it again', () => {
  const query = new BatchQuery(100)
  for (let batch = 0; batch < 8; batch++) query.runBatch()
  query.deleteCheckpoint()
  expect(query.runBatch()).toEqual({ batch: 0, isWritten: true })
  expect(query.rows).toBe(900)
})
