import type { DeltaState } from '../../engine/delta/state.ts'
import type { Moment, Story } from '../../player/lab.ts'
import { codeOf } from './code.ts'
import { stepsOf } from './phases.ts'
import { whyOf } from './why/why.ts'

/** Steps of this run, the pseudo-code with the line that the last event executed, and why it happened. */
export function storyOf(moment: Moment<DeltaState>): Story {
  const { code, line } = codeOf(moment)
  return { steps: stepsOf(moment.log), code, line, why: whyOf(moment) }
}
