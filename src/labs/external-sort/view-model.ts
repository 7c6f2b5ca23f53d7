import type { SortState } from '../../engine/sort/state.ts'
import type { Moment } from '../../player/lab.ts'
import { layoutForm } from './view-model/form.ts'
import { layoutMerge } from './view-model/merge.ts'
import { layoutOutput } from './view-model/output.ts'
import { currentStep, productOf } from './view-model/read.ts'
import { summaryOf } from './view-model/summary.ts'
import { TextPlacer } from './view-model/text.ts'
import type { StageView } from './view-model/types.ts'
import { layoutZones } from './view-model/zones.ts'

/**
 * Everything that the stage draws for a moment, in an area of `width` × `height` px: nothing outside of it, no text over
 * another. A pure function.
 */
export function layoutStage(moment: Moment<SortState>, width: number, height: number, compact: boolean): StageView {
  const { state, params } = moment
  const zones = layoutZones(width, height, compact)
  const placer = new TextPlacer(width, height)
  const step = currentStep(state)
  const limit = typeof params['limit'] === 'number' ? params['limit'] : 0
  const descending = params['direction'] === 'desc'
  const { view: scene, rows } =
    step === undefined ? layoutForm(moment, zones, placer) : layoutMerge(moment, step, zones, placer, descending)
  const product = productOf(state, step, limit)
  const output = layoutOutput({ moment, zones, product, descending, isWaiting: step === undefined }, placer)
  return { width, height, scene, rows, output, texts: placer.texts, summary: summaryOf(moment, step, product) }
}
