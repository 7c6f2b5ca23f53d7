import { describe, expect, test } from 'vitest'
import { countUnlessWhole } from '../../../scripts/draw.ts'
import { hasDeltaTables, readDeltaTables } from '../../../scripts/delta-tables.ts'
import { runMutants } from './test-mutants.ts'

const MUTANTS = countUnlessWhole(2000)
const SEED = 20_250_801

describe.skipIf(!hasDeltaTables)('damaged copies of good tables (needs ../shared/data)', () => {
  test(`${MUTANTS} mutants with seed ${SEED} give the right rows or a told error`, async () => {
    const tables = readDeltaTables()
    const { right, refused, wrong } = await runMutants(
      (id) => tables.store(id),
      MUTANTS,
      SEED,
      () => performance.now(),
    )
    expect(wrong).toEqual([])
    expect(refused).toBeGreaterThan(MUTANTS / 4)
    expect(right).toBeGreaterThan(MUTANTS / 20)
  }, 120_000)
})
