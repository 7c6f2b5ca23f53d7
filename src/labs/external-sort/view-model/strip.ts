import { SortEvent } from '../../../engine/sort/events.ts'
import type { Run, SortState } from '../../../engine/sort/state.ts'
import type { Moment } from '../../../player/lab.ts'
import { widthOf } from './text.ts'
import { isPageDetail, runNumbered, type StepView } from './read.ts'
import type { Box, StripBlock, StripView } from './types.ts'
import type { Zones } from './zones.ts'

export const STRIP_HEIGHT = 24

/** Every run stands over the piece of the input that its records come from: [from, to), by its number. */
interface Extents {
  readonly from: Float64Array
  readonly to: Float64Array
  /** End of the last. */
  readonly whole: number
}

/** Runs narrower than this are drawn together. */
const LEAST_WIDTH = 2

/** True when the runs take more than one merge: then the strip shows them all. */
export function hasStrip(state: SortState, step: StepView): boolean {
  return state.waiting.length > step.inputs.length || state.runs.some((run) => run.level > 0) || step.target > 0
}

/**
 * All runs in input order, each over the piece of the input it holds: above those of the pass that is being used up,
 * below those that are being made of them. Those that are merged already, and those too narrow to be told apart, have
 * one path for all.
 */
export function layoutStrip(moment: Moment<SortState>, step: StepView, zones: Zones, y: number): StripView {
  const { state, event } = moment
  const runs = state.runs.blocks().flat()
  const extents = extentsOf(state, runs)
  const { whole } = extents
  const scale = (zones.right - zones.left) / whole
  const pass = passOf(state, step)
  const merging = new Set(step.inputs.map((input) => input.run))
  const pieces = new Pieces(y)
  let above = 0
  for (const run of runs) {
    const from = extents.from[run.number] as number
    const to = extents.to[run.number] as number
    if (to <= from) continue
    const box = { x: zones.left + from * scale, width: Math.max(1, (to - from) * scale - 1), y, height: BLOCK_HEIGHT }
    if (standsAbove(run, pass, state)) {
      above++
      if (merging.has(run.number)) pieces.frameIn(box)
      if (!pieces.isDrawnAt(box))
        pieces.add(box, { run: run.number, state: blockState(run, merging, step), label: labelOf(run, box.width) })
    }
    if (run.level !== pass) continue
    const below = { ...box, ...lower(box, run, step, whole) }
    if (!pieces.isDrawnAt(below)) pieces.add(below, { run: run.number, state: growth(run, step), label: '' })
  }
  const { blocks, merged, narrow } = pieces
  // About all that there is a frame would say nothing.
  const frame = above > merging.size ? pieces.frame : undefined
  return { blocks, merged, narrow, frame, frameNow: event?.kind === SortEvent.mergeStep }
}

const BLOCK_HEIGHT = 10.5

/** Gathers blocks, and paths of those that need none of their own. */
class Pieces {
  readonly blocks: StripBlock[] = []
  merged = ''
  narrow = ''
  frame: Box | undefined
  readonly #top: number
  /** Pixel column drawn last in the upper and in the lower line. */
  readonly #columns = [-1, -1]

  constructor(top: number) {
    this.#top = top
  }

  /** True for a run too narrow to be told apart from the one before it: of thousands most are. */
  isDrawnAt({ x, y, width }: Box): boolean {
    return width < LEAST_WIDTH && Math.floor(x) <= (this.#columns[this.#lineOf(y)] as number)
  }

  add(box: Box, block: Pick<StripBlock, 'run' | 'state' | 'label'>): void {
    if (box.width >= LEAST_WIDTH && block.state !== 'merged') {
      this.blocks.push({ ...box, ...block })
      return
    }
    const column = Math.floor(box.x)
    this.#columns[this.#lineOf(box.y)] = Math.floor(box.x + box.width)
    if (block.state === 'merged') this.merged += outline(box)
    else this.narrow += `M${column} ${box.y}h1v${box.height}h-1z`
  }

  #lineOf(y: number): 0 | 1 {
    return y === this.#top ? 0 : 1
  }

  frameIn({ x, width }: Box): void {
    const left = Math.min(x - 1, this.frame?.x ?? Infinity)
    const right = Math.max(x + width + 1, this.frame === undefined ? 0 : this.frame.x + this.frame.width)
    this.frame = { x: left, y: this.#top - 1, width: right - left, height: STRIP_HEIGHT + 2 }
  }
}

function outline({ x, y, width, height }: Box): string {
  const across = round(Math.max(0.5, width - 1))
  return `M${round(x + 0.5)} ${y + 0.5}h${across}v${height - 1}h${-across}z`
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}

/** Merges that the records have been through once the step under way is done. */
function passOf(state: SortState, step: StepView): number {
  const levels = step.inputs.map((input) => runNumbered(state, input.run)?.level ?? 0)
  return Math.max(0, ...levels) + 1
}

/** A run of the pass before, or an older one that still waits. */
function standsAbove(run: Run, pass: number, state: SortState): boolean {
  if (run.level >= pass) return false
  if (run.mergedInto === undefined) return true
  const into = runNumbered(state, run.mergedInto)
  return run.mergedInto === 0 || (into?.level ?? pass) >= pass
}

function blockState(run: Run, merging: ReadonlySet<number>, step: StepView): StripBlock['state'] {
  if (merging.has(run.number)) return step.live === undefined ? 'merged' : 'merging'
  return run.mergedInto === undefined ? 'waiting' : 'merged'
}

function growth(run: Run, step: StepView): StripBlock['state'] {
  return run.number === step.target && step.live !== undefined ? 'growing' : 'waiting'
}

/** A run being made covers its piece as far as it has come. */
function lower(
  box: { readonly width: number; readonly y: number },
  run: Run,
  step: StepView,
  whole: number,
): { y: number; width: number } {
  const y = box.y + 13.5
  if (run.sealed) return { y, width: box.width }
  const all = step.inputs.reduce((sum, input) => sum + input.length, 0)
  const share = run.length / Math.max(1, Math.min(all, whole))
  return { y, width: Math.max(1, box.width * Math.min(1, share)) }
}

function labelOf(run: Run, width: number): string {
  const label = `R${run.number}`
  return widthOf(label, 'tick') + 6 <= width ? label : ''
}

/** Runs of the formation phase one after the other; a merged run over all that went into it. */
function extentsOf(state: SortState, runs: readonly Run[]): Extents {
  const { merge } = state
  const paged = isPageDetail(state)
  const from = new Float64Array(runs.length + 1).fill(Infinity)
  const to = new Float64Array(runs.length + 1)
  const growing = new Set(merge?.inputs.map((input) => input.run))
  let at = 0
  // A run is made of earlier ones, so going over them once is enough.
  for (const { number, level, length, pages, mergedInto } of runs) {
    if (level === 0) {
      from[number] = at
      at += paged ? Math.max(1, pages) : length
      to[number] = at
    }
    const into = growing.has(number) ? merge?.target : mergedInto
    if (into === undefined || into === 0 || into > runs.length) continue
    from[into] = Math.min(from[into] as number, from[number] as number)
    to[into] = Math.max(to[into] as number, to[number] as number)
  }
  return { from, to, whole: Math.max(1, at) }
}
