import { Rng } from '../src/base/rng.ts'
import { runExternalSort } from '../src/engine/sort/external-sort.ts'
import { createSortFold } from '../src/engine/sort/fold.ts'
import { LabSink, LabSource } from '../src/engine/sort/lab-files.ts'
import { createLabKeys, describeLabKeys, labKeyType } from '../src/engine/sort/lab-input.ts'
import { MemoryRunStore } from '../src/engine/sort/memory-run-store.ts'
import type { SortOptions } from '../src/engine/sort/options.ts'
import type { SortHeader } from '../src/engine/sort/state.ts'
import type { Fold } from '../src/engine/trace/fold.ts'
import { Log } from '../src/engine/trace/log.ts'
import { Replay } from '../src/engine/trace/replay.ts'
import { TraceWriter } from '../src/engine/trace/writer.ts'
import { percentile, printTable, timeOf, type BenchRow } from './table.ts'

/**
 * Seeks in, and writes and folds, logs of External sort at comparison detail, in two shapes: a large memory, whose log is
 * mostly comparisons, and the small pages of the lab, a page to every fifteen events. The sort is run as the lab's
 * operation runs it, but for that operation's bound on records, which no log of ten million events keeps.
 */

interface Written {
  readonly log: Log
  readonly fold: Fold<unknown>
  readonly seconds: number
}

interface Shape {
  readonly name: string
  readonly memory: number
  readonly page: number
  readonly fanIn: number
  /** Records for a log of about a million events, and ten. */
  readonly records: readonly [small: number, large: number]
}

const SHAPES: readonly Shape[] = [
  { name: 'pages of 64', memory: 4096, page: 64, fanIn: 16, records: [56_000, 510_000] },
  { name: 'pages of 4', memory: 40, page: 4, fanIn: 8, records: [47_000, 400_000] },
]

const ORDER = { direction: 'asc', nulls: 'first' } as const

function optionsOf({ memory, page, fanIn }: Shape, type: SortOptions['keys'][number]['type']): SortOptions {
  return {
    keys: [{ column: 0, type, ...ORDER }],
    memoryBytes: 0,
    pageBytes: 0,
    memoryRecords: memory,
    pageRecords: page,
    fanIn,
    formation: 'fill-sort-spill',
    memorySort: 'merge',
    structure: 'loser-tree',
    doubleBuffering: false,
    firstPass: 'full',
    detail: 'comparison',
  }
}

function writeLog(shape: Shape, records: number): Written {
  const { memory, page, fanIn } = shape
  const keys = createLabKeys('uniform', records, 7)
  const options = optionsOf(shape, labKeyType(keys))
  const { formation, memorySort, structure, doubleBuffering } = options
  const header: SortHeader = {
    detail: 'comparison',
    records,
    ...describeLabKeys(keys, ORDER),
    ...{ memory, page, fanIn, formation, memorySort, structure, doubleBuffering },
  }
  const fold = createSortFold(header)
  const trace = new TraceWriter()
  const log = new Log(fold.kinds)
  const source = new LabSource(keys, page, ORDER, 'numbers')
  const job = runExternalSort(source, new LabSink(false), new MemoryRunStore(), options, trace)
  const ms = timeOf(() => {
    while (job.next().done !== true);
  })
  for (const chunk of trace.takeChunks()) log.append(chunk)
  return { log, fold, seconds: ms / 1000 }
}

function foldFromZero({ log, fold }: Written): number {
  const state = fold.start()
  return timeOf(() => log.visit(0, log.length, (chunk, lo, hi) => fold.reduce(state, chunk, lo, hi)))
}

function seekTimes(replay: Replay<unknown>, seeks: number): number[] {
  const rng = new Rng(5, 'seeks')
  const { length } = replay.log
  return Array.from({ length: seeks }, () => {
    const position = rng.nextBelow(length + 1)
    return timeOf(() => void replay.stateAt(position))
  })
}

function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`
}

/** Twice: memory that arrays leave is given back by the collection after the one that finds them. */
function usedBytes(): number {
  globalThis.gc?.()
  globalThis.gc?.()
  const { arrayBuffers, heapUsed } = process.memoryUsage()
  return arrayBuffers + heapUsed
}

const TURNS = 4
const SEEKS = 2000

/** The fastest of some turns: the first ones are interpreted, and others run on the same processor. */
function bestOf(turn: () => number): number {
  return Math.min(...Array.from({ length: TURNS }, turn))
}

/** A log that is ready to be sought in, and what has been measured until then. */
interface Indexed {
  readonly name: string
  readonly length: number
  readonly replay: Replay<unknown>
  readonly emitSeconds: number
  readonly foldMs: number
  readonly indexMs: number
  /** What the log took of memory, and what its checkpoints and the columns that they share took after it. */
  readonly logBytes: number
  readonly replayBytes: number
}

function indexLog(shape: Shape, records: number): Indexed {
  writeLog(shape, 2000)
  const before = usedBytes()
  const written = writeLog(shape, records)
  const logBytes = usedBytes() - before
  const { length } = written.log
  const emitSeconds = Math.min(
    written.seconds,
    bestOf(() => writeLog(shape, records).seconds),
  )
  const foldMs = bestOf(() => foldFromZero(written))
  const whole = usedBytes()
  const replay = new Replay(written.log, written.fold)
  const indexMs = timeOf(() => void replay.index(length))
  const replayBytes = usedBytes() - whole
  const name = `${million(length)} M events, ${shape.name}`
  return { name, length, replay, emitSeconds, foldMs, indexMs, logBytes, replayBytes }
}

function million(count: number): string {
  return (count / 1e6).toFixed(1)
}

/** The better of some rounds of seeks. */
function betterOf(rounds: readonly number[][]): number[] {
  const [best] = [...rounds].sort((a, b) => percentile(a, 0.95) - percentile(b, 0.95)) as [number[]]
  return best
}

function rowsOf(indexed: Indexed, times: readonly number[], p95Aim: number): BenchRow[] {
  const { name, length, replay, foldMs, indexMs, logBytes, replayBytes } = indexed
  const p95 = percentile(times, 0.95)
  const emitted = length / indexed.emitSeconds
  const folded = length / (foldMs / 1000)
  return [
    {
      what: `seek in ${name}, p95`,
      measured: `${p95.toFixed(3)} ms (p50 ${percentile(times, 0.5).toFixed(3)}, max ${Math.max(...times).toFixed(2)})`,
      against: `fold from 0: ${foldMs.toFixed(0)} ms`,
      aim: `≤ ${p95Aim} ms`,
      reached: p95 <= p95Aim,
    },
    {
      what: `memory, ${name}`,
      measured: `${(logBytes / length).toFixed(1)} B/event with its index and header; ${megabytes(replayBytes)} for checkpoints (reckoned as ${megabytes(replay.checkpointBytes)}, stride ${replay.stride}) and the columns they share`,
      against: '–',
      aim: '≤ 20 B/event + 32 MiB',
      reached: logBytes + replayBytes <= 20 * length + 32 * 2 ** 20,
    },
    {
      what: `emit ${name} (the sort included)`,
      measured: `${million(emitted)} M events/s`,
      against: '–',
      aim: '≥ 5 M/s',
      reached: emitted >= 5e6,
    },
    {
      what: `fold ${name}`,
      measured: `${million(folded)} M events/s (with checkpoints ${million(length / (indexMs / 1000))})`,
      against: '–',
      aim: '≥ 20 M/s',
      reached: folded >= 20e6,
    },
  ]
}

/** Both logs are sought in by turns, so that what else the machine does weighs on both alike. */
function measureGrowth(shape: Shape): BenchRow[] {
  const [few, many] = shape.records
  const small = indexLog(shape, few)
  const large = indexLog(shape, many)
  const rounds = Array.from({ length: TURNS }, () => [seekTimes(small.replay, SEEKS), seekTimes(large.replay, SEEKS)])
  const [inSmall, inLarge] = [0, 1].map((i) => betterOf(rounds.map((round) => round[i] as number[]))) as [
    number[],
    number[],
  ]
  const growth = percentile(inLarge, 0.95) / percentile(inSmall, 0.95)
  return [
    ...rowsOf(small, inSmall, 4),
    ...rowsOf(large, inLarge, 8),
    {
      what: `growth of p95, ${shape.name}`,
      measured: `${growth.toFixed(2)}×`,
      against: '–',
      aim: '≤ 1.3×',
      reached: growth <= 1.3,
    },
  ]
}

printTable(SHAPES.flatMap(measureGrowth))
