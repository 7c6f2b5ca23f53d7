import { formatCount } from '../../base/format.ts'
import { parseCount, ParseError, parseList, parseRecord } from '../../base/parse.ts'
import { SortSetting } from '../sort/events.ts'
import { runExternalSort, type SortResult } from '../sort/external-sort.ts'
import { createSortFold } from '../sort/fold.ts'
import { LabSink, LabSource } from '../sort/lab-files.ts'
import { createLabKeys, describeLabKeys, LAB_SHAPES, labKeyType, type LabKey } from '../sort/lab-input.ts'
import { MemoryRunStore } from '../sort/memory-run-store.ts'
import type { CombineFunction, SortAct, SortOptions } from '../sort/options.ts'
import { SortError } from '../sort/sort-error.ts'
import type { SortHeader } from '../sort/state.ts'
import type { SortProgress } from '../sort/sort-job.ts'
import type { TraceWriter } from '../trace/writer.ts'
import { OperationError, type Operation, type OperationProgress, type SynchronousRun } from './operation.ts'

/** What the lab shows of a finished sort. */
export interface SortSummary {
  readonly records: number
  readonly runs: number
  readonly passes: number
  readonly comparisons: number
}

/** Most records a lab sorts, as its sentence says: at comparison detail that is a few hundred thousand events. */
const MOST_RECORDS = 20_000

const SHAPES = [...LAB_SHAPES, 'given'] as const

/** An external sort of generated or pasted keys, every comparison an event. Memory and pages are counted in records. */
export const externalSortOperation: Operation<SynchronousRun> = {
  name: 'external-sort',
  samples: createSamples(),
  prepare: (params, acts) => {
    try {
      return prepareSort(parseRecord(params, 'params'), parseActs(acts))
    } catch (error) {
      throw asOperationError(error)
    }
  },
}

function prepareSort(params: Record<string, unknown>, acts: readonly SortAct[]): SynchronousRun {
  const keys = readKeys(params)
  const order = {
    direction: parseChoice(params['direction'] ?? 'asc', ['asc', 'desc'], 'direction'),
    nulls: parseChoice(params['nulls'] ?? 'first', ['first', 'last'], 'nulls'),
  } as const
  const limit = parseCount(params['limit'] ?? 0, 'limit')
  const combine = readCombine(params['combine'] ?? false)
  const options: SortOptions = {
    keys: [{ column: 0, type: labKeyType(keys), ...order }],
    memoryBytes: 0,
    pageBytes: 0,
    memoryRecords: parseCount(params['memory'], 'memory'),
    pageRecords: parseCount(params['page'], 'page'),
    fanIn: parseCount(params['fanIn'], 'fanIn'),
    formation: parseChoice(params['formation'], ['fill-sort-spill', 'replacement-selection'], 'formation'),
    memorySort: parseChoice(params['memorySort'], ['merge', 'radix'], 'memorySort'),
    structure: parseChoice(params['structure'], ['loser-tree', 'binary-heap'], 'structure'),
    doubleBuffering: parseFlag(params['doubleBuffering'] ?? false, 'doubleBuffering'),
    firstPass: parseChoice(params['firstPass'] ?? 'full', ['full', 'optimal'], 'firstPass'),
    detail: 'comparison',
    acts,
    ...(limit === 0 ? {} : { limit }),
    ...(combine === undefined ? {} : { combine }),
  }
  const header: SortHeader = {
    detail: 'comparison',
    records: keys.length,
    ...describeLabKeys(keys, order),
    memory: options.memoryRecords ?? 0,
    page: options.pageRecords ?? 0,
    fanIn: options.fanIn,
    structure: options.structure,
    formation: options.formation,
    memorySort: options.memorySort,
    doubleBuffering: options.doubleBuffering,
  }
  return {
    header,
    fold: createSortFold(header),
    run: (trace) => runSort(keys, options, order, trace),
  }
}

function* runSort(
  keys: readonly LabKey[],
  options: SortOptions,
  order: ConstructorParameters<typeof LabSource>[2],
  trace: TraceWriter,
): Generator<OperationProgress, SortSummary> {
  const { combine } = options
  const values = combine === undefined || combine === 'count' ? 'ones' : 'numbers'
  const source = new LabSource(keys, options.pageRecords ?? 1, order, values)
  const sort = runExternalSort(source, new LabSink(combine !== undefined), new MemoryRunStore(), options, trace)
  try {
    for (;;) {
      const step = sort.next()
      if (step.done === true) return summarize(step.value)
      yield progressOf(step.value, keys.length)
    }
  } catch (error) {
    throw asOperationError(error)
  }
}

/** Half of the work is making runs, half is merging them. */
function progressOf(progress: SortProgress, records: number): OperationProgress {
  const merged = progress.toMerge === 0 ? 0 : progress.merged / progress.toMerge
  return { done: progress.recordsRead + Math.floor(merged * records), total: 2 * records, unit: 'records' }
}

function summarize({ records, counters }: SortResult): SortSummary {
  return { records, runs: counters.runs, passes: counters.passes, comparisons: counters.comparisons }
}

/** What becomes of records with equal keys: undefined keeps them apart, true is the count. */
function readCombine(value: unknown): CombineFunction | undefined {
  if (value === 'count' || value === 'sum' || value === 'min' || value === 'max') return value
  return parseFlag(value, 'combine') ? 'count' : undefined
}

/** The keys to sort. Among given ones "NaN" is one; "" is a missing key where `nulls` says where those go, else a text. */
function readKeys(params: Record<string, unknown>): readonly LabKey[] {
  const shape = parseChoice(params['shape'], SHAPES, 'shape')
  const records = parseRecords(params['records'])
  if (shape !== 'given') return createLabKeys(shape, records, parseCount(params['seed'], 'seed', 0xffff_ffff))
  const values = parseList(params['values'], 'values')
  if (values.length !== records) throw new ParseError('values', `a list of ${records} keys`)
  const hasNulls = params['nulls'] !== undefined
  return values.map((value, i) => {
    if (value === 'NaN') return NaN
    if (value === '' && hasNulls) return undefined
    if (typeof value === 'number' || typeof value === 'string') return value
    throw new ParseError(`values[${i}]`, 'a number or a text')
  })
}

function parseRecords(value: unknown): number {
  const isCount = typeof value === 'number' && Number.isInteger(value)
  if (isCount && value >= 1 && value <= MOST_RECORDS) return value
  throw new ParseError('records', `a whole number from 1 to ${formatCount(MOST_RECORDS)}`)
}

function parseActs(acts: unknown): readonly SortAct[] {
  return parseList(acts, 'acts').map((item, i): SortAct => {
    const act = parseRecord(item, `acts[${i}]`)
    const at = parseCount(act['at'], `acts[${i}].at`)
    const { type, value } = act
    switch (type) {
      case 'crash':
        return { at, crash: true }
      case 'structure':
        return { at, setting: SortSetting.structure, value: value === 'binary-heap' ? 1 : 0 }
      case 'formation':
        return { at, setting: SortSetting.formation, value: value === 'replacement-selection' ? 1 : 0 }
      case 'fan-in':
        return { at, setting: SortSetting.fanIn, value: parseCount(value, `acts[${i}].value`) }
      case 'memory':
        return { at, setting: SortSetting.memory, value: parseCount(value, `acts[${i}].value`) }
      default:
        throw new ParseError(`acts[${i}].type`, 'an act of a sort')
    }
  })
}

function parseChoice<T extends string>(value: unknown, choices: readonly T[], where: string): T {
  const found = choices.find((choice) => choice === value)
  if (found === undefined) throw new ParseError(where, `one of ${choices.join(', ')}`)
  return found
}

function parseFlag(value: unknown, where: string): boolean {
  if (typeof value === 'boolean') return value
  if (value === 'true' || value === 'false') return value === 'true'
  throw new ParseError(where, 'true or false')
}

function asOperationError(error: unknown): unknown {
  if (error instanceof ParseError) return new OperationError('BAD_PARAMS', error.message, error.where)
  if (error instanceof SortError) return new OperationError(error.code, error.message, error.where)
  return error
}

function createSamples(): Operation['samples'] {
  const base = {
    records: 200,
    shape: 'uniform',
    memory: 24,
    page: 4,
    fanIn: 4,
    structure: 'loser-tree',
    formation: 'fill-sort-spill',
    memorySort: 'merge',
    seed: 3,
  }
  return [
    { params: base, acts: [{ at: 700, type: 'structure', value: 'binary-heap' }] },
    {
      params: { ...base, structure: 'binary-heap', memorySort: 'radix' },
      acts: [{ at: 150, type: 'crash', value: 0 }],
    },
    { params: { ...base, formation: 'replacement-selection' }, acts: [{ at: 400, type: 'memory', value: 16 }] },
    { params: { ...base, shape: 'few-distinct', doubleBuffering: true, fanIn: 2 }, acts: [] },
    { params: { ...base, shape: 'given', records: 3, values: ['b', 'a', 'c'] }, acts: [] },
    { params: { ...base, limit: 10 }, acts: [] },
    { params: { ...base, shape: 'few-distinct', combine: true }, acts: [] },
    { params: { ...base, shape: 'zipf', combine: 'max' }, acts: [] },
    {
      params: {
        ...base,
        shape: 'given',
        records: 5,
        values: [2, '', 'NaN', '', 1],
        nulls: 'last',
        memory: 12,
        fanIn: 2,
      },
      acts: [],
    },
  ]
}
