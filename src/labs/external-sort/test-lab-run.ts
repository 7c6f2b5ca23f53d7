import { externalSortOperation } from '../../engine/operations/external-sort.ts'
import { SortEvent } from '../../engine/sort/events.ts'
import { runExternalSort } from '../../engine/sort/external-sort.ts'
import { createSortFold } from '../../engine/sort/fold.ts'
import { LabSink, LabSource } from '../../engine/sort/lab-files.ts'
import { createLabKeys } from '../../engine/sort/lab-input.ts'
import { labOptions } from '../../engine/sort/lab-sort.ts'
import { MemoryRunStore } from '../../engine/sort/memory-run-store.ts'
import type { SortOptions } from '../../engine/sort/options.ts'
import type { PastRuns } from '../../engine/sort/past-runs.ts'
import type { SortHeader, SortState } from '../../engine/sort/state.ts'
import { Log } from '../../engine/trace/log.ts'
import { Replay } from '../../engine/trace/replay.ts'
import { TraceWriter } from '../../engine/trace/writer.ts'
import type { Act, Moment, Params } from '../../player/lab.ts'
import { DEFAULTS } from './defaults.ts'

/** A finished run of the lab's operation, as the player holds it. */
export interface LabRun {
  readonly log: Log
  readonly params: Params
  readonly acts: readonly Act[]
  readonly header: unknown
  readonly stateAt: (position: number) => SortState
  readonly momentAt: (position: number) => Moment<SortState>
  readonly end: SortState
  /** Of the last state. */
  readonly digest: string
}

/** Runs the engine with the lab's parameters, the defaults where none are given. */
export function runLab(changes: Params = {}, acts: readonly Act[] = []): LabRun {
  const params = { ...DEFAULTS, ...changes }
  const prepared = externalSortOperation.prepare(params, acts)
  return finish(params, acts, prepared.header, (trace) => prepared.run(trace))
}

/** A sort at page detail, as of a file: memory and pages are bytes, records have no names. */
export function runPaged(changes: Partial<SortOptions> = {}, records = 20_000): LabRun {
  const { params, header, sort } = planPaged(changes, records)
  return finish(params, [], header, (trace) => sort(new MemoryRunStore(), trace))
}

/** The same sort cut off when so many runs were sealed, and gone on with. */
export function runResumed(kept: number, changes: Partial<SortOptions> = {}, records = 20_000): LabRun {
  const { params, header, sort } = planPaged(changes, records)
  const store = new MemoryRunStore()
  const first = sort(store, new TraceWriter())
  while (store.list().length < kept) if (first.next().done === true) throw new RangeError(`fewer than ${kept} runs`)
  const runs = store.list().slice(0, kept)
  const position = runs.at(-1)?.sourcePosition ?? 0
  // What was not sealed did not outlive it.
  store.remove(kept + 1)
  return finish(params, [], header, (trace) => sort(store, trace, { runs, position }))
}

function planPaged(changes: Partial<SortOptions>, records: number) {
  const keys = createLabKeys('uniform', records, 7)
  const options: SortOptions = {
    ...labOptions(keys),
    detail: 'page',
    memoryBytes: 65_536,
    pageBytes: 4096,
    fanIn: 4,
    ...changes,
  }
  const inBytes = Object.fromEntries(Object.entries(options).filter(([name]) => !name.endsWith('Records')))
  const header: SortHeader = {
    detail: 'page',
    records: 0,
    heights: new Float32Array(),
    labels: [],
    prefixHigh: new Uint32Array(),
    prefixLow: new Uint32Array(),
    memory: options.memoryBytes,
    page: options.pageBytes,
    fanIn: options.fanIn,
    structure: options.structure,
    formation: options.formation,
    memorySort: options.memorySort,
    doubleBuffering: options.doubleBuffering,
  }
  const params = { memory: header.memory, page: header.page, fanIn: header.fanIn, file: 'people.csv' }
  const sort = (store: MemoryRunStore, trace: TraceWriter, past?: PastRuns) => {
    const source = new LabSource(keys, 64, { direction: 'asc', nulls: 'first' })
    return runExternalSort(source, new LabSink(), store, inBytes as unknown as SortOptions, trace, past)
  }
  return { params, header, sort }
}

/** Positions behind every rare event, and behind some of the others; up to and with the end of the log. */
export function telling({ log }: LabRun): readonly number[] {
  const step = log.length > 1500 ? 13 : 4
  const isRare = (position: number): boolean => ![SortEvent.compare, SortEvent.emit].includes(log.kindOf(position) as 1)
  const positions = Array.from({ length: log.length + 1 }, (_, position) => position)
  return positions.filter((position) => position % step === 0 || isRare(position))
}

function finish(
  params: Params,
  acts: readonly Act[],
  header: unknown,
  run: (trace: TraceWriter) => Iterator<unknown, unknown>,
): LabRun {
  const fold = createSortFold(header)
  const log = new Log(fold.kinds)
  const trace = new TraceWriter()
  const job = run(trace)
  while (job.next().done !== true) continue
  for (const chunk of trace.takeChunks()) log.append(chunk)
  const replay = new Replay(log, fold)
  const stateAt = (position: number): SortState => replay.stateAt(position)
  const momentAt = (position: number): Moment<SortState> => ({
    log,
    params,
    position,
    event: position === 0 ? undefined : log.event(position),
    before: stateAt(Math.max(0, position - 1)),
    state: stateAt(position),
  })
  const end = stateAt(log.length)
  return { log, params, acts, header, stateAt, momentAt, end, digest: fold.digest(end) }
}

/** Runs that between them have every kind of event and every kind of comparison that the lab can show. */
export function variedRuns(): readonly (readonly [name: string, run: () => LabRun])[] {
  const small = { records: 96, memory: 24, page: 4, fanIn: 4 }
  const runs: readonly (readonly [string, Params, readonly Act[]])[] = [
    ['the defaults', {}, []],
    ['a binary heap', { ...small, structure: 'binary-heap' }, []],
    ['two passes', { ...small, memory: 12, fanIn: 2 }, []],
    ['optimal first merge', { ...small, memory: 16, fanIn: 3, firstPass: 'optimal' }, []],
    ['radix sort', { ...small, memorySort: 'radix' }, []],
    ['replacement selection', { ...small, formation: 'replacement-selection' }, []],
    ['replacement selection of sorted input', { ...small, formation: 'replacement-selection', shape: 'sorted' }, []],
    ['selection that fits', { records: 10, memory: 24, page: 4, fanIn: 4, formation: 'replacement-selection' }, []],
    ['input that fits', { records: 20, memory: 24, page: 4, fanIn: 4 }, []],
    ['few distinct keys', { ...small, shape: 'few-distinct' }, []],
    ['double buffers', { ...small, doubleBuffering: true, fanIn: 2, memory: 24 }, []],
    ['descending', { ...small, direction: 'desc' }, []],
    ['organ pipe', { ...small, shape: 'organ-pipe' }, []],
    ['Zipf', { ...small, shape: 'zipf' }, []],
    ['combine', { ...small, shape: 'few-distinct', combine: true }, []],
    ['a limit', { ...small, limit: 10 }, []],
    ['a limit near to memory', { ...small, limit: 20 }, []],
    ['a limit in selection', { ...small, limit: 10, formation: 'replacement-selection' }, []],
    ['a limit in two passes', { ...small, memory: 12, fanIn: 2, limit: 30 }, []],
    ['combine in two passes', { ...small, memory: 12, fanIn: 2, shape: 'zipf', combine: 'sum' }, []],
    ['combine by selection', { ...small, shape: 'zipf', combine: 'max', formation: 'replacement-selection' }, []],
    [
      'a crash while combining',
      { ...small, shape: 'few-distinct', combine: 'min' },
      [{ at: 300, type: 'crash', value: true }],
    ],
    [
      'nulls last',
      { ...small, records: 24, memory: 12, fanIn: 2, shape: 'given', values: oddValues(true), nulls: 'last' },
      [],
    ],
    ['NaN', { records: 24, memory: 12, page: 2, fanIn: 3, shape: 'given', values: oddValues() }, []],
    [
      'texts with one prefix',
      { records: 24, memory: 12, page: 2, fanIn: 3, shape: 'given', values: texts(), memorySort: 'radix' },
      [],
    ],
    [
      'NaN by radix',
      { records: 24, memory: 12, page: 2, fanIn: 3, shape: 'given', values: oddValues(), memorySort: 'radix' },
      [],
    ],
    ['a crash in the first phase', small, [{ at: 150, type: 'crash', value: true }]],
    ['a crash in the merge', small, [{ at: 480, type: 'crash', value: true }]],
    [
      'a crash in selection',
      { ...small, formation: 'replacement-selection' },
      [{ at: 500, type: 'crash', value: true }],
    ],
    ['a heap from the middle of a merge', small, [{ at: 520, type: 'structure', value: 'binary-heap' }]],
    [
      'a tree from the middle of a merge',
      { ...small, structure: 'binary-heap' },
      [{ at: 540, type: 'structure', value: 'loser-tree' }],
    ],
    ['a smaller fan-in', small, [{ at: 100, type: 'fan-in', value: 2 }]],
    ['less memory', small, [{ at: 150, type: 'memory', value: 12 }]],
    ['another formation', small, [{ at: 60, type: 'formation', value: 'replacement-selection' }]],
    [
      'formation changed back',
      { ...small, formation: 'replacement-selection' },
      [{ at: 60, type: 'formation', value: 'fill-sort-spill' }],
    ],
  ]
  return runs.map(([name, params, acts]) => {
    let run: LabRun | undefined
    return [name, () => (run ??= runLab(params, acts))]
  })
}

function oddValues(hasNulls = false): readonly (number | string)[] {
  if (hasNulls) return oddValues().map((value, i) => (i % 5 === 0 ? '' : value))
  return [5, 'NaN', 3, 8, 'NaN', 1, 0, -2, 7, 7, 'NaN', 4, 9, 2, 6, 3, 1, 8, 'NaN', 5, 12, -7, 11, 10]
}

/** Eight bytes tell few of them apart. */
function texts(): readonly string[] {
  return Array.from({ length: 24 }, (_, i) => `customer${String((i * 7) % 16).padStart(2, '0')}`)
}
