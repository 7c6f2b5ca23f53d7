import { SortEvent, SortSetting, type SortSettingId } from '../../engine/sort/events.ts'
import type { SortHeader, SortState } from '../../engine/sort/state.ts'
import type { Log } from '../../engine/trace/log.ts'
import type { Moment } from '../../player/lab.ts'

/** The settings in (from, to]. */
export function settingsIn(log: Log, from: number, to: number): readonly ReturnType<Log['event']>[] {
  const settings = []
  for (let n = log.count(SortEvent.setting, from) + 1; n <= log.count(SortEvent.setting, to); n++) {
    settings.push(log.event(log.nth(SortEvent.setting, n) as number))
  }
  return settings
}

/** What a setting is right behind that position. */
export function settingAt(log: Log, setting: SortSettingId, position: number, initial: number): number {
  return settingsIn(log, 0, position).findLast(({ a }) => a === setting)?.b ?? initial
}

/** Memory of what is under way, which is finished as it was begun, whatever an act says: a memory-full, a heap, a merge. */
export function memoryHeld({ state, log, position }: Pick<Moment<SortState>, 'state' | 'log' | 'position'>): number {
  const { selection, header, merge } = state
  if (header.detail === 'page') return state.memory
  if (merge !== undefined) {
    const begun = log.nth(SortEvent.mergeStep, log.count(SortEvent.mergeStep, position)) ?? position
    return settingAt(log, SortSetting.memory, begun - 1, header.memory)
  }
  if (selection !== undefined) return selection.heap.items.length + 2 * header.page
  return state.filled === 0 ? state.memory : memoryOfFill(log, header, position)
}

/** The most memory that the sort has had so far. */
export function mostMemory({ state, log, position }: Moment<SortState>): number {
  const given = settingsIn(log, 0, position).flatMap(({ a, b }) => (a === SortSetting.memory ? [b] : []))
  return Math.max(state.header.memory, ...given)
}

/** Of the memory-full that is under way at a position, or sealed by the event there. */
export function memoryOfFill(log: Log, header: SortHeader, position: number): number {
  const begun = log.nth(SortEvent.readPage, log.count(SortEvent.readPage, emptyBefore(log, position)) + 1) ?? position
  return settingAt(log, SortSetting.memory, begun - 1, header.memory)
}

/** The last event before `position` that left memory without a run under way: a run was sealed, or all was lost. */
export function emptyBefore(log: Log, position: number): number {
  const last = (kind: number): number => log.nth(kind, log.count(kind, position - 1)) ?? 0
  return Math.max(last(SortEvent.sealRun), last(SortEvent.crash))
}
