import { ceilDivide, mergePasses } from '../closed-forms.ts'
import { planMerges } from '../planned.ts'

/**
 * What a sort will do, from closed forms and the sample of its file. A record in memory takes its frame and an index
 * entry; in a run it takes its frame (see `row-frame.ts` and `memory-plan.ts` of the engine).
 */

export interface PlanInput {
  readonly sizeBytes: number
  /** All records, or undefined where only the sample tells. */
  readonly records: number | undefined
  readonly meanRecordBytes: number
  /** Mean bytes of the key columns' values; undefined for a single key of fixed width, which needs no bytes. */
  readonly keyBytes: number | undefined
  readonly memoryBytes: number
  readonly pageBytes: number
  readonly fanIn: number
  readonly formation: 'fill-sort-spill' | 'replacement-selection'
  /** `optimal`: a first merge so small that all later ones are full. */
  readonly firstPass: 'full' | 'optimal'
  readonly doubleBuffering: boolean
  /** Memory that reading takes where it is no page; see `readerBytesOf`. */
  readonly readerBytes: number | undefined
}

export interface SortPlan {
  readonly records: number
  /** Pages that memory holds. */
  readonly pages: number
  /** Runs that are spilled; 0 when all of it fits in memory. */
  readonly runs: number
  /** Runs merged at a time, as far as pages allow. */
  readonly fanIn: number
  readonly passes: number
  /** Runs of the first merge, where it is a small one for the sake of the others. */
  readonly firstMerge: number | undefined
  /** Runs as they are made, and what merges write to runs again. */
  readonly spilledBytes: number
  readonly mergedAgainBytes: number
  /** The most that the disk has to hold at one time: runs and output. */
  readonly diskBytes: number
}

const FRAME_HEAD_BYTES = 12
const INDEX_BYTES = 24
/** Replacement selection: what a heap knows of a record, two words before its frame, and pages beside the heap. */
const SLOT_BYTES = 28
const HEAP_HEAD_BYTES = 8
const HEAP_PAGES = 4
const KEY_LENGTH_BYTES = 4

/** Bytes of small arrays beside the pages. */
function fixedBytes(fanIn: number): number {
  return 16_384 + 64 * fanIn
}

/** Memory that is not the sort's, given what reading a file takes beside its writing; see `parquetSinkBytes`. */
function heldBytes(memoryBytes: number, pageBytes: number, readerBytes: number | undefined): number {
  // Text is read through a page and written from the sort's own.
  if (readerBytes === undefined) return pageBytes + 4
  return readerBytes + writerBytes(memoryBytes)
}

/** What writing Parquet takes: a row group of a 32nd of the memory, decoded. */
function writerBytes(memoryBytes: number): number {
  return 8 * Math.max(32 * 1024, Math.min(16 << 20, Math.floor(memoryBytes / 32)))
}

/** No merge takes more at a time. */
const MOST_RUNS = 4096

/** The memory and page sizes that pages are counted from. */
export type MemoryChoice = Pick<PlanInput, 'memoryBytes' | 'pageBytes' | 'doubleBuffering' | 'readerBytes'>

/** Memory that is left for pages. */
function roomFor({ memoryBytes, pageBytes, readerBytes }: MemoryChoice, fanIn: number): number {
  return memoryBytes - fixedBytes(fanIn) - heldBytes(memoryBytes, pageBytes, readerBytes)
}

/** Pages that memory holds beside the small arrays and what reading and writing take. */
export function pagesIn(choice: MemoryChoice, fanIn: number): number {
  return choice.pageBytes === 0 ? 0 : Math.max(0, Math.floor(roomFor(choice, fanIn) / choice.pageBytes))
}

/** The largest fan-in whose pages fit; below 2 nothing can be merged. */
export function largestFanIn(choice: MemoryChoice): number {
  const copies = choice.doubleBuffering ? 2 : 1
  let fanIn = Math.min(MOST_RUNS, Math.floor(pagesIn(choice, 0) / copies) - 1)
  // Small arrays grow with the fan-in, so the last few may not fit.
  while (fanIn >= 2 && (fanIn + 1) * copies > pagesIn(choice, fanIn)) fanIn--
  return fanIn
}

/** A page as large as merging some thirty runs at a time allows, a power of two from 4 KiB to 1 MiB. */
export function pageFor(memoryBytes: number): number {
  let pageBytes = 4096
  while (2 * pageBytes <= memoryBytes / 30 && pageBytes < 1 << 20) pageBytes *= 2
  return pageBytes
}

/** An eighth of the file, so that it spills, in a round number from 256 kB to 64 MB; more where reading takes more. */
export function memoryFor(sizeBytes: number, readerBytes: number | undefined): number {
  const fits = (memoryBytes: number): boolean =>
    readerBytes === undefined || readerBytes + writerBytes(memoryBytes) <= memoryBytes / 2
  for (const memoryBytes of [256e3, 512e3, 1e6, 2e6, 4e6, 8e6, 16e6, 32e6]) {
    if (8 * memoryBytes >= sizeBytes && fits(memoryBytes)) return memoryBytes
  }
  return [64e6, 128e6].find(fits) ?? 256e6
}

export function planSort(input: PlanInput): SortPlan {
  const { pageBytes, fanIn, doubleBuffering } = input
  const records = input.records ?? Math.max(1, Math.round(input.sizeBytes / Math.max(1, input.meanRecordBytes + 1)))
  const pages = pagesIn(input, fanIn)
  const most = Math.max(2, Math.min(fanIn, largestFanIn(input)))
  const frame = frameBytes(input)
  const writtenBytes = pageBytes * (doubleBuffering ? 2 : 1)
  const roomBytes = Math.max(1, roomFor(input, fanIn) - writtenBytes)
  const runs = runsOf(input, records, frame, roomBytes)
  const { passes, rounds } = roundsOf(input, runs, most)
  const formedBytes = runs === 0 ? 0 : records * frame
  // The runs of a step are there until its output is: the largest of those that are not the last.
  const mergedBytes = passes > 1 ? Math.min(formedBytes, (formedBytes / runs) * most ** (passes - 1)) : 0
  return {
    records,
    pages,
    runs,
    fanIn: most,
    passes,
    firstMerge: input.firstPass === 'optimal' && passes > 1 ? ((runs - 2) % (most - 1)) + 2 : undefined,
    spilledBytes: formedBytes * rounds,
    mergedAgainBytes: formedBytes * (rounds - 1),
    diskBytes: Math.max(formedBytes + mergedBytes, formedBytes + input.sizeBytes),
  }
}

/** Merges of equal runs: how many a record goes through at most, and how often it is written to a run on average. */
interface MergeRounds {
  readonly passes: number
  readonly rounds: number
}

/** More runs than these are not played one by one while somebody types. */
const MOST_PLAYED = 500

let lastPlayed: (MergeRounds & { readonly runs: number; readonly fanIn: number }) | undefined

function roundsOf({ firstPass }: PlanInput, runs: number, fanIn: number): MergeRounds {
  const passes = runs <= 1 ? runs : mergePasses(runs, fanIn)
  if (firstPass === 'full' || passes <= 1) return { passes, rounds: Math.max(1, passes) }
  if (runs > MOST_PLAYED) return { passes, rounds: fewestRounds(runs, fanIn) }
  if (lastPlayed?.runs !== runs || lastPlayed.fanIn !== fanIn) {
    const played = planMerges(new Array<number>(runs).fill(1), 1, fanIn, 'optimal')
    lastPlayed = { runs, fanIn, passes: played.passes, rounds: played.records / 2 / runs }
  }
  return lastPlayed
}

/**
 * The same where any runs could be merged and not neighbours alone: runs are the leaves of a tree in which all nodes but
 * one have `fanIn` children, and which lie on two levels (Knuth, volume 3, section 5.4.9). The least that there can be.
 */
export function fewestRounds(runs: number, fanIn: number): number {
  let depth = 0
  let upper = 1
  while (upper * fanIn <= runs) {
    upper *= fanIn
    depth++
  }
  const below = runs - upper
  return depth + (below + ceilDivide(below, fanIn - 1)) / runs
}

function runsOf({ formation, pageBytes }: PlanInput, records: number, frame: number, roomBytes: number): number {
  if (formation === 'fill-sort-spill') {
    const needed = records * (frame + INDEX_BYTES)
    return needed <= roomBytes ? 0 : ceilDivide(needed, roomBytes)
  }
  // A quarter of the frames' space stays free, so that records of any length find a place.
  const perRecord = ((frame + HEAP_HEAD_BYTES) * 4) / 3 + SLOT_BYTES
  const heap = Math.max(1, (roomBytes - HEAP_PAGES * pageBytes) / perRecord)
  return records <= heap ? 0 : Math.max(2, ceilDivide(records, 2 * heap))
}

function frameBytes({ meanRecordBytes, keyBytes }: PlanInput): number {
  const key = keyBytes === undefined ? 0 : KEY_LENGTH_BYTES + roundUp(keyBytes)
  return FRAME_HEAD_BYTES + key + roundUp(meanRecordBytes)
}

/** To whole words; half a word is lost on average. */
function roundUp(bytes: number): number {
  return bytes + 1.5
}
