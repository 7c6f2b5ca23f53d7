import type { SortState } from '../../engine/sort/state.ts'
import type { Moment } from '../../player/lab.ts'
import { layoutForm } from './view-model/form.ts'
import { layoutMerge, mergeBarStep } from './view-model/merge.ts'
import { layoutOutput } from './view-model/output.ts'
import { currentStep, productOf } from './view-model/read.ts'
import { summaryOf } from './view-model/summary.ts'
import { TextPlacer } from './view-model/text.ts'
import type { StageText, StageView } from './view-model/types.ts'
import { layoutZones, type Zones } from './view-model/zones.ts'

/**
 * Everything that the stage draws for a moment, in an area of `width` × `height` px: nothing outside of it, no text over
 * another. A bar of a run that is merged is at most `mostStep` px from the next. A pure function.
 */
export function layoutStage(
  moment: Moment<SortState>,
  width: number,
  height: number,
  compact: boolean,
  mostStep?: number,
): StageView {
  const { state, params } = moment
  const zones = layoutZones(width, height, compact)
  const placer = new TextPlacer(width, height)
  const step = currentStep(state)
  const limit = typeof params['limit'] === 'number' ? params['limit'] : 0
  const descending = params['direction'] === 'desc'
  const { view: scene, rows } =
    step === undefined
      ? layoutForm(moment, zones, placer)
      : layoutMerge(moment, step, zones, placer, { descending, mostStep })
  const product = productOf(moment, step, limit)
  const output = layoutOutput({ moment, zones, product, descending, step, isWaiting: step === undefined }, placer)
  const { texts } = placer
  return {
    width,
    height,
    scene,
    rows,
    output,
    texts,
    caption: captionOf(zones, texts),
    summary: summaryOf(moment, step, product),
  }
}

/** From one bar to the next in the runs of a half that are merged; undefined while none are. */
export function barStepOf(moment: Moment<SortState>, width: number, height: number): number | undefined {
  const step = currentStep(moment.state)
  return step === undefined ? undefined : mergeBarStep(moment, step, layoutZones(width, height, true))
}

/** The text at the top left, and the room up to the next one beside it. */
function captionOf(zones: Zones, texts: readonly StageText[]): StageView['caption'] {
  const { left: x, captionY: y, right } = zones
  if (y === undefined || !texts.some((text) => text.x === x && text.y === y)) return undefined
  const beside = texts.filter((text) => text.y === y && text.x > x).map((text) => text.x)
  return { x, y, room: Math.min(right, ...beside) - x - 12 }
}
