import type { TimelineWindow } from './timeline/contract.ts'
import type { Branch } from './branch.ts'
import type { Question, Refusal } from './lab.ts'
import type { Bookmark, Breakpoint } from './marks.ts'
import type { Speed } from './playback.ts'

export type Confidence = 'guess' | 'fairly' | 'certain'

/** A question on the stage: open, or answered and waiting for the truth to be played. */
export interface Prediction {
  readonly question: Question
  readonly position: number
  readonly chosen: number | undefined
  readonly confidence: Confidence
  readonly locked: boolean
  /** The moment of a review: the playhead stays there until the answer is locked in, and the question stays after it. */
  readonly isReview?: boolean
  /** The playhead was to leave an open question, and the page said that to go once more does. */
  readonly isHeld?: boolean
}

/** By what the two playheads of a comparison are held together. */
export type Lock = 'state' | 'event' | 'nothing'

export interface Comparison {
  /** The branch on the right; the current one is on the left. */
  readonly other: string
  readonly otherPosition: number
  readonly lock: Lock
  /** The other one was on the stage before, and comes back there. */
  readonly isFromOther?: true
}

/** A deleted branch that can still be brought back. */
export interface Undo {
  readonly branch: Branch
  readonly children: readonly Branch[]
  /** What stood on the stage before; undefined where the deletion left it there. */
  readonly shown: Pick<SessionState, 'current' | 'position' | 'comparison'> | undefined
  /** What the deletion left on the stage. */
  readonly left: Pick<SessionState, 'current' | 'position'>
}

/** A value that was not taken, and why. */
export interface RefusedValue {
  readonly param: string
  readonly reason: string
  /** What would let it stand. */
  readonly fixes?: NonNullable<Refusal['fixes']>
}

/** Everything the bench shows apart from what is in the logs themselves. */
export interface SessionState {
  readonly branches: readonly Branch[]
  /** Id of the branch on the stage. */
  readonly current: string
  readonly position: number
  /** Events between the position shown before and this one; 1 animates a step. */
  readonly jump: number
  readonly direction: -1 | 0 | 1
  /** The playhead went on with a log that is being written: nobody moved it there. */
  readonly followed: boolean
  /** The playhead is being dragged. */
  readonly held: boolean
  readonly speed: Speed
  readonly window: TimelineWindow
  readonly muted: ReadonlySet<number>
  readonly bookmarks: readonly Bookmark[]
  readonly breakpoints: readonly Breakpoint[]
  /** The breakpoint that stopped play at this position. */
  readonly fired: string | undefined
  readonly prediction: Prediction | undefined
  /** Questions put in this session, and those of them that were left without an answer. */
  readonly asked: number
  readonly skipped: number
  readonly comparison: Comparison | undefined
  readonly hovered: string | undefined
  readonly selected: string | undefined
  /** Why the last change of a parameter was refused. */
  readonly refusal: RefusedValue | undefined
  readonly undo: Undo | undefined
  /** Why the last thing that was asked for is not there, in words: "No fork to compare with. F makes one." */
  readonly notice: string | undefined
  /** What is looked for through a long log, and how far: "Looking for key > 392: 20,480 of 1,099,718 events." */
  readonly looking: string | undefined
  /** Grows whenever a branch's log does: what is derived from logs must be derived again. */
  readonly revision: number
}
