import { WHOLE_HEIGHTS } from './key-height.ts'
import type { TraceWriter } from '../trace/writer.ts'
import { planInts } from './int-plan.ts'
import { MemoryBudget } from './memory-budget.ts'
import { planMemory } from './memory-plan.ts'
import type { MemoryPlan } from './memory-plan.ts'
import type { SortKey, SortOptions } from './options.ts'
import type { IntSource, RecordSink, RowSource, RunStore } from './ports.ts'
import { Recorder } from './recorder.ts'
import { createFrameLayout } from './row-frame.ts'
import { createCounters } from './sort-job.ts'
import type { CommonJob, IntJob, SortJob } from './sort-job.ts'
import { ValueTotal } from './value-total.ts'

/** Sets up a sort of integers: reserves its memory. */
export function createIntJob(
  source: IntSource,
  sink: RecordSink,
  store: RunStore,
  options: SortOptions,
  trace: TraceWriter,
): IntJob {
  const [key] = options.keys as [SortKey]
  const budget = new MemoryBudget(options.memoryBytes)
  sink.open(budget, options.pageBytes)
  const { plan, kernel } = planInts(options, budget)
  // The marker of a value is the high half.
  const heights = options.heights ?? { ...WHOLE_HEIGHTS, low: 2 ** 32, high: 2 ** 33 }
  const job: IntJob = {
    ...commonJob(options, new Recorder(trace, { ...options, heights }), plan, budget, sink, store),
    source,
    kernel,
    mask: key.direction === 'desc' ? -1 : 0,
    input: {
      get positionBytes() {
        return 4 * job.recordsRead
      },
      sizeBytes: 4 * source.length,
    },
  }
  return job
}

/** Sets up a sort of rows: reserves the memory of the source, the sink and the sort. */
export function createRowJob(
  source: RowSource,
  sink: RecordSink,
  store: RunStore,
  options: SortOptions,
  trace: TraceWriter,
): SortJob {
  const budget = new MemoryBudget(options.pageRecords === undefined ? options.memoryBytes : Infinity)
  const layout = createFrameLayout(source.keyLayout, options.detail === 'comparison', options.combine !== undefined)
  source.open(budget, options.pageBytes)
  sink.open(budget, options.pageBytes)
  const plan = planMemory(options, source, layout, budget)
  const values = options.combine === undefined ? undefined : new ValueTotal(options.combine)
  return {
    ...commonJob(options, new Recorder(trace, options), plan, budget, sink, store),
    layout,
    source,
    nextInputPage: 0,
    values,
    safe: { position: source.position(), page: 0, record: 0, values: values?.total ?? 0, runs: 0, wanted: undefined },
    input: source,
  }
}

function commonJob(
  options: SortOptions,
  recorder: Recorder,
  plan: MemoryPlan,
  budget: MemoryBudget,
  sink: RecordSink,
  store: RunStore,
): Omit<CommonJob, 'input'> {
  return {
    options,
    recorder,
    counters: createCounters(),
    budget,
    plan,
    sink,
    store,
    name: '',
    waiting: [],
    nextRun: 1,
    recordsRead: 0,
    mergePlace: 0,
    openRun: 0,
    unsafeRecords: 0,
    digestIn: [0, 0],
  }
}
