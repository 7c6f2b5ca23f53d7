import { parseCount, ParseError, parseList, parseRecord, parseText } from '../../base/parse.ts'
import { SortSetting } from '../sort/events.ts'
import type { KeyRequest } from '../sort/key-spec.ts'
import type { Formation, KeyType, MergeStructure, SortAct } from '../sort/options.ts'
import { ensureSizes } from '../sort/options.ts'
import { ensureLeast, LEAST_READER_BYTES } from '../sort/page-plan.ts'
import { SortError } from '../sort/sort-error.ts'
import type { FileFormat } from '../sort/sort-file-types.ts'
import { OperationError } from './operation.ts'

/** What the page asks a sort of a file for, checked and typed. */
export interface FileSortParams {
  /** The file itself; only the worker knows what it is. */
  readonly source: unknown
  /** Names the workspace. One that is there already is resumed. */
  readonly job: string
  /** Milliseconds since 1970, for the list of what was left. */
  readonly startedAtMs: number
  readonly name: string
  readonly fingerprint: string
  readonly format: FileFormat
  readonly keys: readonly KeyRequest[]
  readonly memoryBytes: number
  readonly pageBytes: number
  readonly fanIn: number
  readonly formation: Formation
  readonly structure: MergeStructure
  readonly doubleBuffering: boolean
  readonly firstPass: 'full' | 'optimal'
  readonly badRows: 'stop' | 'skip'
  /** The parameters without file and job: what is noted, and compared when a sort is resumed. */
  readonly plain: Readonly<Record<string, unknown>>
}

const FORMATS = ['csv', 'ndjson', 'parquet'] as const
const TYPES = ['auto', 'int32', 'int64', 'float64', 'string', 'date', 'timestamp', 'decimal'] as const
const MOST_KEYS = 32

/** Throws `ParseError`, or BAD_PARAMS, for anything that is not the parameters of a file sort. */
export function parseFileSortParams(params: unknown): FileSortParams {
  const parsed = parseParams(params)
  try {
    ensureSizes(parsed)
    ensureLeast(parsed, () => LEAST_READER_BYTES)
  } catch (error) {
    // No form lets such a number through: whoever sent it is told as of any other value that is none.
    throw error instanceof SortError ? new OperationError('BAD_PARAMS', error.message, error.where) : error
  }
  return parsed
}

function parseParams(params: unknown): FileSortParams {
  const data = parseRecord(params, 'params')
  const { source, job, startedAtMs, ...plain } = data
  return {
    source,
    job: parseJob(job),
    startedAtMs: parseCount(Math.round(Number(startedAtMs)), 'startedAtMs'),
    name: parseText(plain['file'], 'file'),
    fingerprint: parseText(plain['fingerprint'], 'fingerprint'),
    format: parseChoice(plain['format'], FORMATS, 'format'),
    keys: parseKeys(plain['keys']),
    memoryBytes: parseCount(plain['memory'], 'memory'),
    pageBytes: parseCount(plain['page'], 'page'),
    fanIn: parseCount(plain['fanIn'], 'fanIn'),
    formation: parseChoice(plain['formation'], ['fill-sort-spill', 'replacement-selection'] as const, 'formation'),
    structure: parseChoice(plain['structure'], ['loser-tree', 'binary-heap'] as const, 'structure'),
    doubleBuffering: plain['doubleBuffering'] === true,
    firstPass: parseChoice(plain['firstPass'], ['full', 'optimal'] as const, 'firstPass'),
    badRows: parseChoice(plain['badRows'], ['stop', 'skip'] as const, 'badRows'),
    plain,
  }
}

/** What may be changed while a file is sorted. Throws `ParseError` for anything else. */
export function parseFileSortActs(acts: unknown): readonly SortAct[] {
  return parseList(acts, 'acts').map((item, i): SortAct => {
    const where = `acts[${i}]`
    const { at, type, value } = parseRecord(item, where)
    const from = parseCount(at, `${where}.at`)
    if (type === 'structure') {
      return { at: from, setting: SortSetting.structure, value: value === 'binary-heap' ? 1 : 0 }
    }
    if (type !== 'fan-in') throw new ParseError(`${where}.type`, 'an act of a file sort')
    return { at: from, setting: SortSetting.fanIn, value: parseCount(value, `${where}.value`) }
  })
}

/** The name of a workspace: what a page may name its folders, nothing that leads elsewhere. */
export function parseJob(value: unknown): string {
  const job = parseText(value, 'job')
  if (!/^[\w-]{1,64}$/.test(job)) throw new ParseError('job', 'the name of a job')
  return job
}

/** Keys are four values each: column, type, direction, where missing values go. */
function parseKeys(value: unknown): KeyRequest[] {
  const list = parseList(value, 'keys')
  if (list.length === 0 || list.length % 4 !== 0 || list.length > 4 * MOST_KEYS) {
    throw new ParseError('keys', 'four values for each key column')
  }
  return Array.from({ length: list.length / 4 }, (_, i) => {
    const [column, type, direction, nulls] = list.slice(4 * i, 4 * i + 4)
    const where = `keys[${i}]`
    const request = {
      column: parseText(column, where),
      direction: parseChoice(direction, ['asc', 'desc'] as const, where),
      nulls: parseChoice(nulls, ['first', 'last'] as const, where),
    }
    const wanted = parseChoice(type, TYPES, where)
    return wanted === 'auto' ? request : { ...request, type: wanted satisfies KeyType }
  })
}

export function parseChoice<T extends string>(value: unknown, choices: readonly T[], where: string): T {
  const found = choices.find((choice) => choice === value)
  if (found === undefined) throw new ParseError(where, `one of ${choices.join(', ')}`)
  return found
}
