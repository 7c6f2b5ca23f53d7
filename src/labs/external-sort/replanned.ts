import { SortEvent, SortSetting } from '../../engine/sort/events.ts'
import type { SortState } from '../../engine/sort/state.ts'
import type { Moment } from '../../player/lab.ts'
import { effectiveFanIn, fanInWith } from './expected.ts'
import { settingAt, settingsIn } from './memory-held.ts'
import { readSortParams } from './params.ts'
import { planRest } from './planned.ts'

/** The fan-ins that merges have been planned with so far, in turn: more than one where an act changed it between them. */
export function fanInsOf({ state, log, position }: Moment<SortState>): readonly number[] {
  const first = log.nth(SortEvent.mergeStep, 1)
  if (first === undefined || first > position) return [effectiveFanIn(state)]
  const { header } = state
  const at = (seq: number): number =>
    fanInWith(header, {
      memory: settingAt(log, SortSetting.memory, seq, header.memory),
      fanIn: settingAt(log, SortSetting.fanIn, seq, header.fanIn),
    })
  const fanIns = [at(first)]
  for (const { seq } of settingsIn(log, first, position)) if (at(seq) !== fanIns.at(-1)) fanIns.push(at(seq))
  return fanIns
}

/** Merge passes in all where the rest of the merges is planned with the fan-in of now. */
export function passesFromHere(moment: Moment<SortState>): number {
  const { state, params, log, position } = moment
  const { merge, mergeLevel } = state
  if (merge?.target === 0 || state.waiting.length === 0) return mergeLevel
  const waiting = [...state.waiting].map((number) => {
    const run = state.runs.tryGet(number - 1)
    return { records: run?.length ?? 0, level: run?.level ?? 0 }
  })
  let place = 0
  if (merge === undefined) {
    const begun = log.nth(SortEvent.mergeStep, log.count(SortEvent.mergeStep, position))
    // A merge that was cut off begins where it began.
    if (begun !== undefined) place = log.event(begun).a + (wasCut(moment, begun) ? 0 : 1)
  } else {
    const inputs = waiting.slice(merge.first, merge.first + merge.inputs.length)
    const records = inputs.reduce((sum, run) => sum + run.records, 0)
    const level = Math.max(...inputs.map((run) => run.level)) + (inputs.length > 1 ? 1 : 0)
    waiting.splice(merge.first, inputs.length, { records, level })
    place = merge.first + 1
  }
  const { firstPass } = readSortParams(params)
  const { passes } = planRest(waiting, place, state.header.page, effectiveFanIn(state), firstPass)
  return Math.max(mergeLevel, passes)
}

function wasCut({ log, position }: Moment<SortState>, begun: number): boolean {
  return log.count(SortEvent.crash, position) > log.count(SortEvent.crash, begun)
}
