import type { ReactNode } from 'react'
import type { Log } from '../../engine/trace/log.ts'

/** What an event does, in one of eight words; each has a colour of its own (`--ev-…`). */
export type Verb = 'read' | 'compute' | 'write' | 'spill' | 'commit' | 'skip' | 'plan' | 'fail'

/** One staff line of the score: one event kind. */
export interface TimelineRow {
  readonly kind: number
  readonly label: string
  readonly verb: Verb
  /** 0 = commonest; on a one-lane strip the highest rank in a pixel wins it. */
  readonly rank: number
  readonly muted: boolean
}

export interface TimelineCheckpoint {
  readonly position: number
  readonly label: string
  /** Its replay did not give the recorded digest. */
  readonly broken?: boolean
}

/** Another branch of the tree, drawn as it leaves this log. */
export interface TimelineFork {
  readonly id: string
  /** Events it has in common with this log. */
  readonly at: number
  readonly name: string
  /** One line on what came of it. */
  readonly outcome: string
  readonly log: Log
  /** Position in the fork with the same state as the trunk's playhead, drawn as a dashed tick. */
  readonly sameAt?: number | undefined
  /** This log left that one. */
  readonly isTrunk?: boolean
}

export interface TimelineMark {
  readonly id: string
  readonly position: number
  readonly type: 'bookmark' | 'breakpoint' | 'pin' | 'deadline'
  readonly label: string
  /** A breakpoint that stopped here. */
  readonly fired?: boolean
}

export interface TimelinePhase {
  readonly from: number
  readonly label: string
}

/** What the end of the log is. */
export type TimelineEnd =
  | { readonly type: 'complete' }
  /** Still being written; `expected` is undefined while it is not known. */
  | { readonly type: 'writing'; readonly expected: number | undefined; readonly note: string }
  | { readonly type: 'stopped'; readonly note: string }
  | { readonly type: 'failed'; readonly message: string }

/** Positions [from, to] of the log that the score shows. */
export interface TimelineWindow {
  readonly from: number
  readonly to: number
}

export interface TimelineProps {
  /**
   * What stands left of the row labels: transport, the seq, the equation, key hints. On a phone it is the row under the
   * strip. The root element carries `data-variant` ("full", "compact" or "phone") for its styles.
   */
  readonly gutter: ReactNode
  readonly log: Log
  /** Events of the log when it is not yet written to the end; at least log.length. */
  readonly extent: number
  readonly rows: readonly TimelineRow[]
  readonly position: number
  /** Where the counts beside the rows are taken: the position, or a little behind while nobody can read them. */
  readonly countedTo: number
  /** Position of the checkpoint before `countedTo`: the one that is named with those counts. */
  readonly countedFrom: number
  readonly window: TimelineWindow
  /** The window that will follow while it plays: what the score shows of it is laid out before. */
  readonly ahead?: TimelineWindow | undefined
  /** The first is the empty state at 0 and is not drawn. */
  readonly checkpoints: readonly TimelineCheckpoint[]
  /** Position of the checkpoint that the state shown was replayed from. */
  readonly replayedFrom: number
  readonly forks: readonly TimelineFork[]
  readonly marks: readonly TimelineMark[]
  readonly phases: readonly TimelinePhase[]
  readonly end: TimelineEnd
  /** In predict mode everything after the playhead is a hatch. */
  readonly hidden: boolean
  /** While comparing: the other head, joined to this one by a dashed link. `position` counts events of the fork's log. */
  readonly other?: { readonly fork: string; readonly position: number } | undefined
  /** Numbers of the events that touched the selected mark, ascending; ticks under the score. */
  readonly touched?: readonly number[]
  /** The record of an event in a few characters ("R6 391"), for cells of 12 px and more and for the readout. */
  readonly record: (seq: number) => string
  /** The ruler's words for a position; thousands with commas when left out. */
  readonly clock?: (position: number) => string
  /** "event 1,999 of 2,922, compare, R6 392 beats R8 426, merge": what a screen reader hears of the playhead. */
  readonly valueText: string
  readonly onSeek: (position: number) => void
  /** The playhead begins to be dragged, or is let go. */
  readonly onHold?: (isHeld: boolean) => void
  readonly onWindow: (window: TimelineWindow) => void
  readonly onMute: (kind: number, solo: boolean) => void
  readonly onFork: (id: string) => void
  readonly onMark: (id: string) => void
  readonly onStop?: () => void
}
