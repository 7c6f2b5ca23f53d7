import { Comparison, SortEvent, SortSetting, unpackComparison } from '../../engine/sort/events.ts'
import type { SortState } from '../../engine/sort/state.ts'
import type { TraceEvent } from '../../engine/trace/chunk.ts'
import type { Log } from '../../engine/trace/log.ts'
import type { Moment } from '../../player/lab.ts'
import { settingAt, settingsIn } from './memory-held.ts'

/** The event since which the merge under way has had its structure. */
export function structureSince({ log, position }: Moment<SortState>): {
  readonly from: number
  readonly words: string
} {
  const begun = log.nth(SortEvent.mergeStep, log.count(SortEvent.mergeStep, position)) ?? 0
  for (let n = log.count(SortEvent.setting, position); n > 0; n--) {
    const seq = log.nth(SortEvent.setting, n) ?? 0
    if (seq < begun) break
    if (log.event(seq).a === SortSetting.structure)
      return { from: playedOut(log, seq, position), words: ', since the change' }
  }
  return { from: begun, words: '' }
}

/** A change of structure lets the old one finish what it is at, which may first need a page: the last event of that. */
function playedOut(log: Log, setting: number, position: number): number {
  const isTree = log.event(setting).b === 0
  let last = setting
  for (let seq = setting + 1; seq <= position; seq++) {
    const kind = log.kindOf(seq)
    if (kind === SortEvent.readPage) continue
    if (kind !== SortEvent.compare) break
    if (isTreeMatch(log.event(seq)) === isTree) break
    last = seq
  }
  return last
}

function isTreeMatch(event: TraceEvent): boolean {
  return unpackComparison(event.c).context === Comparison.loserTree
}

/** The last event up to that position in which a record left its run; 0 before the first. */
export function lastLeft(log: Log, position: number): number {
  const last = (kind: number): number => log.nth(kind, log.count(kind, position)) ?? 0
  return Math.max(last(SortEvent.emit), last(SortEvent.combine))
}

/** True where a comparison of a merge is one of those that build the structure which an act has put in the other's place. */
export function isOfRebuilding({ log, event, state }: Moment<SortState>): boolean {
  if (event?.kind !== SortEvent.compare) return false
  const left = lastLeft(log, event.seq)
  if (!settingsIn(log, left, event.seq).some(({ a }) => a === SortSetting.structure)) return false
  const initial = state.header.structure === 'loser-tree' ? 0 : 1
  const isTree = isTreeMatch(event)
  if (isTree !== (settingAt(log, SortSetting.structure, left, initial) === 0)) return true
  // Put back: built anew if the other one has been at work in between.
  for (let seq = left + 1; seq < event.seq; seq++)
    if (log.kindOf(seq) === SortEvent.compare && isTreeMatch(log.event(seq)) !== isTree) return true
  return false
}
