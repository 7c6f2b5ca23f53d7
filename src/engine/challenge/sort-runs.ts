import { SortEvent } from '../sort/events.ts'
import { sortLab } from '../sort/lab-sort.ts'

/** The sorted runs that the external sort's replacement selection makes of some keys with a heap of so many records. */
export function selectedRuns(keys: readonly number[], heapRecords: number): number[][] {
  // The sort counts the page that is read and the page that is written as memory too.
  const memoryRecords = heapRecords + 2
  const { trace } = sortLab(keys, { formation: 'replacement-selection', memoryRecords, pageRecords: 1, fanIn: 2 })
  const runs = new Map<number, number[]>()
  for (const { kind, a, b, c } of trace.takeChunks()) {
    kind.forEach((each, i) => {
      // Merges emit too, but from runs, which are numbered from 1.
      if (each !== SortEvent.emit || a[i] !== 0) return
      const run = c[i] as number
      runs.set(run, [...(runs.get(run) ?? []), keys[b[i] as number] as number])
    })
  }
  return [...runs.values()]
}
