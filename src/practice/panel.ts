import type { AttemptMoment, Work } from './attempts.ts'
import type { AttemptResult, RunEnd } from './use-attempt.ts'

/** What the page gives to the part of it that a challenge is worked on in. */
export interface PanelProps {
  /** What is shown: now, or an earlier moment. */
  readonly work: Work
  /** Nothing can be changed: paused, over, handed in, or an earlier moment is shown. */
  readonly locked: boolean
  /** What is shown was handed in. */
  readonly isDone: boolean
  /** Why it cannot be handed in now, in a sentence. */
  readonly refusal: string | undefined
  /** False where what is done may not outlive the tab. */
  readonly isStored: boolean
  /** Attempts that were put aside before this one: what was found in one of them is not shown in the next. */
  readonly round: number
  /** Of the attempt so far; none before it begins. */
  readonly moments: readonly AttemptMoment[]
  /** Index of the one that is shown. */
  readonly at: number
  /** The place in the inspector where what was found is shown; undefined before it is drawn. */
  readonly inspector: HTMLElement | undefined
  readonly onEdit: (field: string, text: string) => void
  /** What is to be handed in is being judged, or no longer is. */
  readonly onHandingIn: (isHandingIn: boolean) => void
  /** Hints are taken off the score by the page. */
  readonly onSubmit: (result: AttemptResult) => void
  /** A run begins on what stands. */
  readonly onRun: () => RunEnd
  /** Shows the moment at an index. */
  readonly onSeek: (moment: number) => void
}
