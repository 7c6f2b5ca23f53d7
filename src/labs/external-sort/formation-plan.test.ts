import { describe, expect, test, vi } from 'vitest'
import { formationPlan } from './formation-plan.ts'
import { historyOf } from './history.ts'
import { actedRuns } from './test-acted-runs.ts'

// Thousands of moments are looked at, on machines that may have other work.
vi.setConfig({ testTimeout: 60_000 })

const SMALL = { records: 90, memory: 16, page: 2, fanIn: 3 }

describe.each([
  SMALL,
  { ...SMALL, formation: 'replacement-selection' },
  { ...SMALL, limit: 7 },
  { ...SMALL, limit: 12 },
  { ...SMALL, combine: 'count', shape: 'few-distinct' },
  { ...SMALL, records: 30 },
  { ...SMALL, records: 14 },
  { ...SMALL, formation: 'replacement-selection', records: 20 },
])('runs after acts: %o', (params) => {
  test('are as many as the closed forms say, at each moment from the last act on', () => {
    for (const run of actedRuns(params, 90)) {
      const last = (run.acts.at(-1)?.at ?? -1) + 1
      const { formed } = historyOf(run.log)
      for (let position = last; position <= run.log.length; position += 7) {
        const plan = formationPlan(run.momentAt(position))
        const where = `${JSON.stringify(run.acts)} at ${position}: ${JSON.stringify(plan)}`
        expect(plan.runs, where).toBe(formed.length)
        if (plan.isExact) expect(plan.expected, where).toBe(formed.length)
        else expect(Math.abs(plan.expected - formed.length), where).toBeLessThanOrEqual(3)
        expect(
          plan.stretches.reduce((sum, { records }) => sum + records, 0),
          where,
        ).toBe(params.records)
      }
    }
  })
})
