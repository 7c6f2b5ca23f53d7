import { describe, expect, test, vi } from 'vitest'
import { drawUnlessWhole } from '../../../scripts/draw.ts'
import { SortEvent } from '../../engine/sort/events.ts'
import type { SortHeader } from '../../engine/sort/state.ts'
import { variedRuns } from './test-lab-run.ts'
import { matchOf } from './match.ts'

// Thousands of moments are looked at, on machines that may have other work.
vi.setConfig({ testTimeout: 60_000 })

/** Negative, zero or positive as the record goes before, with or after the other: by prefix, then by text. */
function compare({ prefixHigh, prefixLow, labels }: SortHeader, left: number, right: number): number {
  const high = (prefixHigh[left] as number) - (prefixHigh[right] as number)
  if (high !== 0) return high
  const low = (prefixLow[left] as number) - (prefixLow[right] as number)
  if (low !== 0 || labels[left] === labels[right]) return low
  return (labels[left] as string) < (labels[right] as string) ? -1 : 1
}

describe.each(drawUnlessWhole(variedRuns(), 1 / 2, 'operands'))('operands: %s', (_name, runOf) => {
  test('the record that goes first is never larger than the other one', () => {
    const run = runOf()
    const { header } = run.end
    const faults: string[] = []
    const step = run.log.length > 1500 ? 5 : 1
    for (let n = 1; ; n += step) {
      const seq = run.log.nth(SortEvent.compare, n)
      if (seq === undefined) break
      const match = matchOf(run.stateAt(seq - 1), run.log.event(seq))
      if (match.a.record < 0 || match.b.record < 0) faults.push(`${seq}: no record`)
      const order = compare(header, match.first.record, match.second.record)
      if (order > 0) faults.push(`${seq}: ${match.first.key} before ${match.second.key}`)
      if (order === 0 && !match.isTie) faults.push(`${seq}: no tie`)
    }
    expect(faults).toEqual([])
  })
})
