import { describe, expect, test } from 'vitest'
import { drawUnlessWhole } from '../../../scripts/draw.ts'
import { Comparison, SortEvent, unpackComparison } from '../../engine/sort/events.ts'
import type { Act, Params } from '../../player/lab.ts'
import { changesOf } from './changes.ts'
import { runLab, type LabRun } from './test-lab-run.ts'

const SELECTION = { records: 90, memory: 16, page: 2, fanIn: 3, formation: 'replacement-selection' }

/** Places where the state has another record at hand than the event is about, or another run in its words. */
function faultsIn({ log, stateAt, momentAt }: LabRun): string[] {
  const faults: string[] = []
  for (let seq = 1; seq <= log.length; seq++) {
    const event = log.event(seq)
    const before = stateAt(seq - 1)
    if (before.merge !== undefined) continue
    if (event.kind === SortEvent.compare && unpackComparison(event.c).context === Comparison.nextRun) {
      if (before.selection?.incoming[0] !== event.a) faults.push(`${seq}: record ${event.a} comes in`)
      const [run] = changesOf(momentAt(seq))
      if (!/^run of .* = R[1-9]\d*$/.test(run?.text ?? '')) faults.push(`${seq}: ${run?.text ?? ''}`)
    }
    const leaves = event.kind === SortEvent.emit || event.kind === SortEvent.combine
    if (
      leaves &&
      before.selection !== undefined &&
      before.selection.heap.size > 0 &&
      before.selection.heap.items[0] !== event.b
    )
      faults.push(`${seq}: record ${event.b} leaves`)
  }
  return faults
}

const CASES: readonly Params[] = [
  SELECTION,
  { ...SELECTION, shape: 'zipf', combine: 'sum' },
  { ...SELECTION, shape: 'few-distinct', combine: 'count', records: 120 },
  { ...SELECTION, limit: 7 },
  { ...SELECTION, shape: 'few-distinct', combine: 'count', structure: 'binary-heap', memory: 24, page: 3 },
]

describe.each(CASES)('a selection that was cut off: %j', (params) => {
  const { log } = runLab(params)
  const places = Array.from({ length: 40 }, (_, i) => Math.floor(((i + 1) * log.length) / 41))
  const crashed = (...ats: number[]): LabRun =>
    runLab(
      params,
      ats.map((at): Act => ({ at, type: 'crash', value: true })),
    )

  test('goes on in the state with the records that it really has in memory', () => {
    for (const at of drawUnlessWhole(places, 1 / 10, JSON.stringify(params)))
      expect(faultsIn(crashed(at)), `at ${at}`).toEqual([])
  })

  test('and so when it is cut off again, or made another way behind it', () => {
    for (const at of drawUnlessWhole(places, 1 / 20, `${JSON.stringify(params)} twice`)) {
      const once = crashed(at)
      const next = at + 1 + Math.floor((once.log.length - at - 1) / 3)
      expect(faultsIn(crashed(at, next)), `at ${at}, ${next}`).toEqual([])
      const other: Act = { at: at + 1, type: 'formation', value: 'fill-sort-spill' }
      const run = runLab(params, [{ at, type: 'crash', value: true }, other])
      expect(faultsIn(run), `at ${at}, then filled`).toEqual([])
      expect(run.end.stage).toBe('done')
    }
  })
})
