import { SortEvent } from '../../../engine/sort/events.ts'
import type { Run, SortState } from '../../../engine/sort/state.ts'
import type { Moment } from '../../../player/lab.ts'
import { widthOf } from './text.ts'
import { isPageDetail, runNumbered, type StepView } from './read.ts'
import type { StripBlock, StripView } from './types.ts'
import type { Zones } from './zones.ts'

export const STRIP_HEIGHT = 24

/** Every run stands over the piece of the input that its records come from. */
interface Extent {
  readonly from: number
  readonly to: number
}

/** True when the runs take more than one merge: then the strip shows them all. */
export function hasStrip(state: SortState, step: StepView): boolean {
  return state.waiting.length > step.inputs.length || state.runs.some((run) => run.level > 0) || step.target > 0
}

/**
 * All runs in input order, each over the piece of the input it holds: above those of the pass that is being used up,
 * below those that are being made of them.
 */
export function layoutStrip(moment: Moment<SortState>, step: StepView, zones: Zones, y: number): StripView {
  const { state, event } = moment
  const extents = extentsOf(state)
  const whole = Math.max(1, ...[...extents.values()].map((extent) => extent.to))
  const scale = (zones.right - zones.left) / whole
  const pass = passOf(state, step)
  const merging = new Set(step.inputs.map((input) => input.run))
  const blocks: StripBlock[] = []
  for (const run of state.runs) {
    const extent = extents.get(run.number)
    const isUpper = extent !== undefined && standsAbove(run, pass, state)
    const isLower = extent !== undefined && run.level === pass
    if (!isUpper && !isLower) continue
    const box = {
      x: zones.left + extent.from * scale,
      width: Math.max(1, (extent.to - extent.from) * scale - 1),
      y,
      height: 10.5,
    }
    const standing = blockState(run, merging, step)
    if (isUpper) blocks.push({ ...box, run: run.number, state: standing, label: labelOf(run, box.width) })
    if (!isLower) continue
    blocks.push({ ...box, ...lower(box, run, step, whole), run: run.number, state: growth(run, step), label: '' })
  }
  const framed = blocks.filter((block) => merging.has(block.run) && block.y === y)
  const left = Math.min(...framed.map((block) => block.x))
  const right = Math.max(...framed.map((block) => block.x + block.width))
  const frame =
    framed.length === 0 ? undefined : { x: left - 1, y: y - 1, width: right - left + 2, height: STRIP_HEIGHT + 2 }
  return { blocks, frame, frameNow: event?.kind === SortEvent.mergeStep }
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
function extentsOf(state: SortState): Map<number, Extent> {
  const extents = new Map<number, Extent>()
  let at = 0
  for (const run of state.runs) {
    if (run.level > 0) continue
    const length = isPageDetail(state) ? Math.max(1, run.pages) : run.length
    extents.set(run.number, { from: at, to: at + length })
    at += length
  }
  for (const run of state.runs) {
    if (run.level === 0) continue
    const parts = partsOf(state, run).flatMap((number) => extents.get(number) ?? [])
    if (parts.length === 0) continue
    extents.set(run.number, {
      from: Math.min(...parts.map((part) => part.from)),
      to: Math.max(...parts.map((part) => part.to)),
    })
  }
  return extents
}

function partsOf(state: SortState, run: Run): number[] {
  if (state.merge?.target === run.number) return state.merge.inputs.map((input) => input.run)
  return state.runs.filter((part) => part.mergedInto === run.number).map((part) => part.number)
}
