import { describe, expect, it } from 'vitest'
import { countUnlessWhole } from '../../../scripts/draw.ts'
import { Rng } from '../../base/rng.ts'
import { OperationError } from '../operations/operation.ts'
import { externalSortOperation } from '../operations/external-sort.ts'
import type { TraceEvent } from '../trace/chunk.ts'
import type { Fold } from '../trace/fold.ts'
import { Log } from '../trace/log.ts'
import { Replay } from '../trace/replay.ts'
import { TraceWriter } from '../trace/writer.ts'
import { Comparison, SortEvent, SortSetting, unpackComparison } from './events.ts'
import { LAB_SHAPES } from './lab-input.ts'
import { MergeSorter } from './memory-sort.ts'
import type { SortHeader, SortState } from './state.ts'

function pick<Thing>(rng: Rng, things: readonly Thing[]): Thing {
  return things[rng.nextBelow(things.length)] as Thing
}

interface LabAct {
  readonly at: number
  readonly type: string
  readonly value: unknown
}

interface Run {
  readonly params: unknown
  readonly acts: readonly LabAct[]
  readonly log: Log
  readonly fold: Fold<SortState>
  readonly header: SortHeader
}

function runSort(params: unknown, acts: readonly LabAct[]): Run {
  const prepared = externalSortOperation.prepare(params, acts)
  const trace = new TraceWriter()
  const job = prepared.run(trace)
  while (job.next().done !== true) continue
  const log = new Log(prepared.fold.kinds)
  for (const chunk of trace.takeChunks()) log.append(chunk)
  return { params, acts, log, fold: prepared.fold as Fold<SortState>, header: prepared.header as SortHeader }
}

/** What the lab begins with. */
const LAB = {
  records: 320,
  shape: 'uniform',
  memory: 40,
  page: 4,
  fanIn: 8,
  structure: 'loser-tree',
  memorySort: 'merge',
  seed: 7,
}

/** True when record `b` goes before record `a`. */
function isBefore(header: SortHeader, b: number, a: number): boolean {
  const { prefixHigh, prefixLow } = header
  const high = (prefixHigh[b] as number) - (prefixHigh[a] as number)
  const low = (prefixLow[b] as number) - (prefixLow[a] as number)
  return (high || low || b - a) < 0
}

/** The slow obvious twin: which records are in memory and are to go into a run yet, by the events alone. */
class Whereabouts {
  /** By record: the run that it stands in, was made one with a record of, or was left out of. */
  #goneTo = new Map<number, number>()
  #formation: SortHeader['formation']
  #next = 0
  /** How the memory under way is used; undefined when it is empty and no page has come. */
  mode: SortHeader['formation'] | undefined
  readonly memory = new Set<number>()

  constructor(readonly header: SortHeader) {
    this.#formation = header.formation
  }

  /** `top` is the record on the top of the drawn heap, which a limit may leave out. */
  see({ kind, a, b, c }: TraceEvent, isMerging: boolean, top: number | undefined): void {
    if (kind === SortEvent.setting && a === SortSetting.formation) {
      this.#formation = b === 0 ? 'fill-sort-spill' : 'replacement-selection'
    }
    if (kind === SortEvent.crash) return this.#crash(a, c)
    if (isMerging) return
    if (kind === SortEvent.readPage) return this.#read(c)
    if (kind === SortEvent.emit) return this.#leaves(b, c)
    if (kind === SortEvent.combine) return this.#leaves(b, Infinity)
    if (kind === SortEvent.drop) return this.#drop(a, b, top)
    if (kind === SortEvent.spillPage && this.mode === 'fill-sort-spill') return this.#spill(a, c)
    if (kind === SortEvent.writePage && this.mode === 'fill-sort-spill') return this.#spill(0, c)
    if (kind !== SortEvent.sealRun) return
    for (const [record, run] of this.#goneTo) if (run === Infinity) this.#goneTo.set(record, a)
    if (this.memory.size === 0) this.mode = undefined
  }

  #read(records: number): void {
    this.mode ??= this.#formation
    for (const end = this.#next + records; this.#next < end; this.#next++) {
      if (!this.#goneTo.has(this.#next)) this.memory.add(this.#next)
    }
  }

  #leaves(record: number | undefined, run: number): void {
    if (record === undefined || !this.memory.delete(record)) throw new Error(`record ${record} is not in memory`)
    this.#goneTo.set(record, run)
  }

  #inOrder(): number[] {
    return [...this.memory].sort((x, y) => (isBefore(this.header, x, y) ? -1 : 1))
  }

  #spill(run: number, records: number): void {
    for (const record of this.#inOrder().slice(0, records)) this.#leaves(record, run)
  }

  #drop(run: number, records: number, top: number | undefined): void {
    if (this.mode === 'replacement-selection') return this.#leaves(top, run)
    for (const record of this.#inOrder().slice(-records)) this.#leaves(record, run)
  }

  #crash(survivors: number, covered: number): void {
    this.mode = undefined
    this.memory.clear()
    this.#next = covered
    for (const [record, run] of this.#goneTo) {
      if (record < covered || run < 1 || run > survivors) this.#goneTo.delete(record)
    }
  }
}

/** Records that the state has in memory, and that are in no run and not on the way there. */
function drawnMemory({ selection, slots, spilled, filled, sorter, sorterBase }: SortState): number[] {
  if (selection === undefined) {
    const memory = Array.from(slots.subarray(spilled, filled))
    // The order of a sort in memory is the sorter's until something else happens.
    if (sorter !== undefined && spilled <= sorterBase)
      memory.splice(sorterBase - spilled, sorter.source.length, ...sorter.source)
    return memory
  }
  const { heap, incoming, lastEmitted } = selection
  const isGap = heap.size > 0 && heap.items[0] === lastEmitted
  return [...heap.items.subarray(isGap ? 1 : 0, heap.size), ...incoming]
}

/** The records that the state would compare next, as the event names their places. */
function expectedSides(state: SortState, context: number): readonly [a: number, b: number, records: readonly number[]] {
  const { merge, selection, runs, runRecords } = state
  const head = (leaf: number): number => {
    const input = merge?.inputs[leaf]
    if (input === undefined) return -1
    return runRecords.get(runs.get(input.run - 1).start + input.cursor)
  }
  if (context === Comparison.mergeSort) {
    const sorter = state.sorter?.copy() ?? new MergeSorter(state.slots.subarray(0, state.filled))
    sorter.settle()
    const { left, right, source } = sorter
    return [left, right, [source[left] as number, source[right] as number]]
  }
  if (context === Comparison.nextRun) {
    const [next] = selection?.incoming ?? []
    return [next ?? -1, selection?.lastEmitted ?? -1, [selection?.lastEmitted ?? -1, next ?? -1]]
  }
  if (context === Comparison.loserTree) {
    const { challenger = -1, losers, node = 0 } = merge?.tree ?? {}
    const kept = losers?.[node] ?? -1
    return [challenger, kept, [head(challenger), head(kept)]]
  }
  const heap = merge?.heap ?? selection?.heap
  if (heap === undefined) return [-1, -1, []]
  const [a, b] = heap.comparesChildren ? [2 * heap.at + 1, 2 * heap.at + 2] : [heap.at, heap.child]
  const items = [heap.items[a] as number, heap.items[b] as number]
  return [a, b, merge === undefined ? items : items.map(head)]
}

/** What is wrong with the state before an event. */
function faultBefore(state: SortState, header: SortHeader, { kind, a, b, c }: TraceEvent): string | undefined {
  if (kind === SortEvent.compare) {
    const { context, rightFirst } = unpackComparison(c)
    const isUnbegun = state.selection !== undefined && state.merge === undefined && state.selection.heap.size === 0
    if (isUnbegun) return undefined
    const [sideA, sideB, [left = -1, right = -1]] = expectedSides(state, context)
    if (sideA !== a || sideB !== b) return `sides ${sideA} and ${sideB} are due, ${a} and ${b} are compared`
    const isRightFirst = isBefore(header, right, left)
    return isRightFirst === rightFirst ? undefined : `records ${left} and ${right} are drawn where others are compared`
  }
  const leaves = kind === SortEvent.emit || kind === SortEvent.combine
  if (!leaves || state.merge !== undefined || (state.selection?.heap.size ?? 0) === 0) return undefined
  const top = state.selection?.heap.items[0]
  return top === b ? undefined : `${top} is on top, ${b} leaves`
}

/** Folds a run event by event beside the twin, and says where they part. */
function faultOf({ log, fold, header }: Run, seeks: readonly number[]): string | undefined {
  const state = fold.start()
  const twin = new Whereabouts(header)
  const replay = new Replay(log, fold)
  for (let seq = 1; seq <= log.length; seq++) {
    const event = log.event(seq)
    const isMerging = state.merge !== undefined
    try {
      const wrong = faultBefore(state, header, event)
      if (wrong !== undefined) return `event ${seq}: ${wrong}`
      const top = event.kind === SortEvent.drop ? topOf(state) : undefined
      log.visit(seq - 1, seq, (chunk, lo, hi) => fold.reduce(state, chunk, lo, hi))
      twin.see(event, isMerging, top)
    } catch (error) {
      return `event ${seq}: ${(error as Error).message}`
    }
    const drawn = drawnMemory(state).sort((x, y) => x - y)
    const real = [...twin.memory].sort((x, y) => x - y)
    if (state.merge === undefined && drawn.join() !== real.join())
      return `event ${seq}: ${drawn.join()} for ${real.join()}`
    if (
      seeks.some((seek) => seek % log.length === seq - 1) &&
      fold.digest(replay.stateAt(seq)) !== fold.digest(state)
    ) {
      return `event ${seq}: another state when it is sought`
    }
  }
  return state.stage === 'done' ? undefined : `it ends at ${state.stage}`
}

/** The record that goes next from a heap, which is not filled before the first event that needs it. */
function topOf({ selection, header }: SortState): number | undefined {
  if (selection === undefined) return undefined
  if (selection.heap.size > 0) return selection.heap.items[0]
  const heap = selection.incoming.slice(0, selection.heap.items.length)
  return heap.sort((x, y) => (isBefore(header, x, y) ? -1 : 1))[0]
}

/** An event behind `from`: often there, soon after, or that of a record that leaves. */
function drawPlace(rng: Rng, { log }: Run, from: number): number {
  const emits = log.count(SortEvent.emit, from)
  const soon = log.nth(SortEvent.emit, emits + 1 + rng.nextBelow(8)) ?? from
  const later = log.nth(SortEvent.emit, emits + 1 + rng.nextBelow(60)) ?? from
  const pages = log.count(SortEvent.readPage, from)
  const page = log.nth(SortEvent.readPage, pages + 1 + rng.nextBelow(6)) ?? from
  const anywhere = from + rng.nextBelow(Math.max(1, log.length - from))
  return pick(rng, [from, soon, soon, page, later, anywhere, Math.min(log.length - 1, from + rng.nextBelow(12))])
}

function drawAct(rng: Rng, acts: readonly LabAct[], params: DrawnParams): Omit<LabAct, 'at'> {
  const { page, memory, formation } = params
  const now = acts.findLast((act) => act.type === 'formation')?.value ?? formation
  const other = now === 'fill-sort-spill' ? 'replacement-selection' : 'fill-sort-spill'
  const formed = { type: 'formation', value: pick(rng, [other, other, other, now]) }
  const changed = { type: 'memory', value: pick(rng, [memory, memory, (3 + rng.nextBelow(6)) * page]) }
  const structure = { type: 'structure', value: pick(rng, ['loser-tree', 'binary-heap']) }
  const fanIn = { type: 'fan-in', value: 2 + rng.nextBelow(2) }
  return pick(rng, [formed, formed, formed, changed, changed, structure, fanIn, { type: 'crash', value: true }])
}

interface DrawnParams {
  readonly page: number
  readonly memory: number
  readonly formation: string
}

function drawRun(seed: number): Run {
  const rng = new Rng(seed, 'acts')
  const page = 1 + rng.nextBelow(4)
  const params = {
    records: 1 + rng.nextBelow(16 * page),
    shape: pick(rng, LAB_SHAPES),
    page,
    memory: (3 + rng.nextBelow(6)) * page,
    fanIn: 2,
    structure: pick(rng, ['loser-tree', 'binary-heap']),
    formation: pick(rng, ['replacement-selection', 'replacement-selection', 'fill-sort-spill']),
    memorySort: pick(rng, ['merge', 'radix']),
    doubleBuffering: false,
    firstPass: pick(rng, ['full', 'optimal']),
    ...pick(rng, [{}, {}, { limit: 1 + rng.nextBelow(30) }, { combine: pick(rng, ['count', 'sum', 'max']) }]),
    direction: pick(rng, ['asc', 'desc']),
    seed,
  }
  let run = runSort(params, [])
  for (let left = rng.nextBelow(7), from = 0; left > 0; left--) {
    const act = { at: drawPlace(rng, run, from), ...drawAct(rng, run.acts, params) }
    if (act.at >= run.log.length) break
    try {
      run = runSort(params, [...run.acts, act])
      from = act.at
    } catch (error) {
      // Too little memory for what the act asks for.
      if (!(error instanceof OperationError)) throw error
    }
  }
  return run
}

describe('the fold of a sort that acts change', () => {
  const runs = countUnlessWhole(4000, 1 / 40)
  it(`has in memory what the sort has there, and compares what it compares, in ${runs} runs`, () => {
    const faults: string[] = []
    for (let seed = 0; seed < runs; seed++) {
      const run = drawRun(seed)
      const rng = new Rng(seed, 'seeks')
      const fault = faultOf(run, [rng.nextBelow(1 << 20), rng.nextBelow(1 << 20), rng.nextBelow(1 << 20)])
      if (fault !== undefined) faults.push(`seed ${seed}, ${fault}: ${JSON.stringify([run.params, run.acts])}`)
    }
    expect(faults).toEqual([])
  }, 300_000)

  const selection = { ...LAB, formation: 'replacement-selection' }
  const away = { type: 'formation', value: 'fill-sort-spill' }
  const back = { type: 'formation', value: 'replacement-selection' }
  const cases: readonly (readonly [name: string, acts: readonly LabAct[]])[] = [
    [
      'goes on with a heap whose last record has just left',
      [
        { at: 400, ...away },
        { at: 596, ...back },
      ],
    ],
    [
      'fills a heap again that was being emptied',
      [
        { at: 400, ...away },
        { at: 409, ...back },
      ],
    ],
    [
      'leaves a heap alone that an act changes and changes back',
      [
        { at: 408, ...away },
        { at: 408, ...back },
      ],
    ],
    [
      'keeps the heap that was planned before the memory changed, where pages bring less after a crash',
      [
        { at: 507, type: 'crash', value: true },
        { at: 510, type: 'memory', value: 36 },
      ],
    ],
  ]
  it.each(cases)('%s', (_name, acts) => {
    expect(faultOf(runSort(selection, acts), [])).toBeUndefined()
  })

  it.each([
    ['fills', 'fill-sort-spill', 'replacement-selection'],
    ['selects', 'replacement-selection', 'fill-sort-spill'],
  ])('%s to the end what it began with a page of which nothing is read again', (_name, first, then) => {
    const params = { ...LAB, records: 40, page: 1, memory: 12, fanIn: 2, seed: 3, formation: 'replacement-selection' }
    const crash = { at: 131, type: 'crash', value: true }
    const less = { at: 132, type: 'memory', value: 3 }
    const acts = [crash, less, { at: 132, type: 'formation', value: first }]
    const run = runSort(params, acts)
    for (let at = 133; at < run.log.length; at++) {
      if (run.log.kindOf(at) !== SortEvent.readPage || run.log.event(at).a !== 0) continue
      const fault = faultOf(runSort(params, [...acts, { at, type: 'formation', value: then }]), [])
      expect(fault, `changed at ${at}`).toBeUndefined()
    }
  })
})

it('takes thousands of acts one behind the other', () => {
  const values = ['binary-heap', 'loser-tree']
  const acts = Array.from({ length: 8000 }, (_, i) => ({ at: 1600 + i, type: 'structure', value: values[i % 2] }))
  const run = runSort({ ...LAB, formation: 'fill-sort-spill' }, acts)
  expect(run.log.count(SortEvent.setting, run.log.length)).toBe(acts.length)
  expect(run.log.count(SortEvent.emit, run.log.length)).toBe(320)
})
