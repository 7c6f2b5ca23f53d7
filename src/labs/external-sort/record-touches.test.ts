import { describe, expect, it, test } from 'vitest'
import { SortEvent } from '../../engine/sort/events.ts'
import type { SortState } from '../../engine/sort/state.ts'
import { recordsTouched } from './record-touches.ts'
import { touchesMark } from './record.ts'
import { runLab, runPaged, variedRuns } from './test-lab-run.ts'

/** Where each record is in a state: in memory, in the output buffer, in each run and in the output, on disk. */
function placesOf(state: SortState): readonly string[] {
  const places: string[] = state.header.labels.map(() => '')
  const note = (record: number, place: string): void => {
    places[record] = `${places[record] ?? ''} ${place}`
  }
  const { merge, selection, slots, spilled, filled } = state
  if (merge === undefined && selection === undefined)
    for (const record of slots.subarray(spilled, filled)) note(record, 'memory')
  if (selection !== undefined) {
    for (const record of selection.heap.items.subarray(0, selection.heap.size)) note(record, 'memory')
    for (const record of selection.incoming) note(record, 'memory')
  }
  for (const { run, cursor, loaded } of merge?.inputs ?? []) {
    const { start } = state.runs.get(run - 1)
    for (const record of state.runRecords.slice(start + cursor, start + loaded)) note(record, `head of ${run}`)
  }
  for (const record of state.out) note(record, 'out')
  for (const { number, start, length } of state.runs) {
    for (const record of state.runRecords.slice(start, start + length)) note(record, `run ${number}`)
  }
  const { output, outputStart, outputLength } = state
  for (const record of output.slice(outputStart, outputStart + outputLength)) note(record, 'output')
  return places
}

/** Events that tell of a whole run or step: what they begin or end lies where it lay. */
const OF_RUNS: ReadonlySet<number> = new Set([SortEvent.mergeStep, SortEvent.sealRun, SortEvent.setting])

/** Each way to make runs, to merge, to combine, to leave out, and to crash. */
const WAYS =
  /binary heap|two passes|radix sort|replacement selection$|fits$|^a limit$|in selection$|by selection|while combining|nulls last|in the (first phase|merge)$/

describe('a record that changes its place', () => {
  it.each(variedRuns().filter(([name]) => WAYS.test(name)))('is touched by the event: %s', (_, runOf) => {
    const { log, stateAt } = runOf()
    let places = placesOf(stateAt(0))
    for (let seq = 1; seq <= log.length; seq++) {
      const before = stateAt(seq - 1)
      const touched = new Set(recordsTouched(before, log.event(seq)))
      const now = placesOf(stateAt(seq))
      const moved = now.flatMap((place, record) => (place === places[record] ? [] : [record]))
      if (!OF_RUNS.has(log.kindOf(seq)) && stateAt(seq).stage !== 'done') {
        expect(
          moved.filter((record) => !touched.has(record)),
          `event ${seq} of kind ${log.kindOf(seq)}`,
        ).toEqual([])
      }
      places = now
    }
  })
})

test('a record has its whole way through a sort: read, compared, spilled, read again, compared, emitted, written', () => {
  const { log, stateAt } = runLab()
  const seqs = Array.from({ length: log.length }, (_, i) => i + 1)
  const touched = seqs.filter((seq) => touchesMark(log, seq, 'record-2', () => stateAt(seq - 1)))
  expect(touched.slice(0, 2)).toEqual([1, 11])
  const kinds = touched.map((seq) => log.kindOf(seq))
  const { readPage, compare, spillPage, emit, writePage } = SortEvent
  expect(kinds.filter((kind, i) => kind !== kinds[i - 1])).toEqual([
    readPage,
    compare,
    spillPage,
    readPage,
    compare,
    emit,
    writePage,
  ])
})

test('a crash is in the history of a record that was in the output already', () => {
  const whole = runLab()
  const first = whole.log.nth(SortEvent.writePage, 1) ?? 0
  const [written] = whole.stateAt(first - 1).out
  const { log, stateAt } = runLab({}, [{ at: first + 9, type: 'crash', value: 0 }])
  const at = log.nth(SortEvent.crash, 1) ?? 0
  expect(at).toBeGreaterThan(first)
  expect(touchesMark(log, at, `record-${(written ?? 0) + 1}`, () => stateAt(at - 1))).toBe(true)
})

test('records of a file have no numbers', () => {
  const { log, stateAt } = runPaged()
  for (let seq = 1; seq <= log.length; seq++) expect(recordsTouched(stateAt(seq - 1), log.event(seq))).toEqual([])
})
