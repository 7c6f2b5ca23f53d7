import fc from 'fast-check'
import { expect, it } from 'vitest'
import { externalSortOperation } from '../../operations/external-sort.ts'
import { SortEvent } from '../../sort/events.ts'
import { Log } from '../../trace/log.ts'
import { TraceWriter } from '../../trace/writer.ts'
import { createMergeMachine, type MergeExercise } from './merge-machine.ts'
import { playFirst } from './test-explore.ts'

const MEMORY = 8
const PAGE = 2

/** The merge of the engine's own sort: which run gave each record (from 0), and the pages it moved. */
function recordMerge(values: readonly number[]) {
  const { fold, run } = externalSortOperation.prepare(
    {
      shape: 'given',
      values,
      records: values.length,
      memory: MEMORY,
      page: PAGE,
      fanIn: 3,
      structure: 'loser-tree',
      formation: 'fill-sort-spill',
      memorySort: 'merge',
      seed: 1,
    },
    [],
  )
  const trace = new TraceWriter()
  const job = run(trace)
  while (job.next().done !== true) continue
  const log = new Log(fold.kinds)
  for (const chunk of trace.takeChunks()) log.append(chunk)
  const events = Array.from({ length: log.length }, (_, i) => log.event(i + 1))
  const merge = events.slice(events.findIndex(({ kind }) => kind === SortEvent.mergeStep))
  return {
    givers: merge.filter(({ kind }) => kind === SortEvent.emit).map(({ a }) => a - 1),
    reads: merge.filter(({ kind }) => kind === SortEvent.readPage).length,
    writes: merge.filter(({ kind }) => kind === SortEvent.writePage).length,
  }
}

function runsOf(values: readonly number[]): MergeExercise {
  const runs: number[][] = []
  for (let from = 0; from < values.length; from += MEMORY) {
    runs.push(values.slice(from, from + MEMORY).toSorted((a, b) => a - b))
  }
  return { runs, page: PAGE }
}

it('allows the steps of the engine’s merge and no others', () => {
  const values = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 2 * MEMORY + 1, maxLength: 3 * MEMORY })
  fc.assert(
    fc.property(values, (values) => {
      const steps = playFirst(createMergeMachine(runsOf(values)))
      const { givers, reads, writes } = recordMerge(values)
      const ofVerb = (verb: string) => steps.filter((step) => step.startsWith(verb))
      expect(ofVerb('give').map((step) => Number(step.split(' ')[1]))).toEqual(givers)
      expect(ofVerb('read').length).toBe(reads)
      expect(ofVerb('write').length).toBe(writes)
    }),
    { numRuns: 100 },
  )
})
