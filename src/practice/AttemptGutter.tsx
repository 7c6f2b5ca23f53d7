import { Button } from '../ui/Button.tsx'
import type { Attempt } from './attempts.ts'
import { formatClock } from './attempt-clock.ts'
import { equationOf } from './checkpoints.ts'

export interface AttemptGutterProps {
  readonly attempt: Attempt | undefined
  /** Of the moment that is shown. */
  readonly seconds: number
  /** Undefined without a clock. */
  readonly minutes: number | undefined
  /** Index of the moment that is shown; undefined for now. */
  readonly at: number | undefined
  /** False where what is done may not outlive the tab. */
  readonly isStored: boolean
  readonly onNow: () => void
  /** Puts the work back to what is shown; undefined where that cannot be. */
  readonly onReturn: (() => void) | undefined
  readonly onPause: (isPaused: boolean) => void
  readonly onAgain: () => void
  /** Shows the attempt before this one, which has not begun; undefined where there is none. */
  readonly onLookBack: (() => void) | undefined
  /** Back from an older attempt to the present one; undefined where that is shown. */
  readonly onPresent: (() => void) | undefined
}

/** The clock of an attempt, what its work is a replay of, and the way back. */
export function AttemptGutter(props: AttemptGutterProps) {
  const { attempt, seconds, minutes, at } = props
  const { moments = [] } = attempt ?? {}
  const isLate = minutes !== undefined && seconds >= minutes * 60
  return (
    <div className="track-time">
      <output className={isLate ? 'num late' : 'num'} aria-label="Time worked">
        {formatClock(seconds)}
        {minutes !== undefined && <small>{`of ${formatClock(minutes * 60)}`}</small>}
      </output>
      <p>
        answer = <b>{equationOf(moments, at ?? moments.length - 1)}</b>
      </p>
      <Way {...props} isLate={isLate} />
    </div>
  )
}

function Way({
  attempt,
  at,
  isStored,
  isLate,
  onNow,
  onReturn,
  onPause,
  onAgain,
  onLookBack,
  onPresent,
}: AttemptGutterProps & { isLate: boolean }) {
  if (attempt === undefined) {
    if (onLookBack !== undefined) return <Button onPress={onLookBack}>Your last attempt</Button>
    return <p className="i3">{`Everything is kept${isStored ? '' : ' in this tab'}, keystroke by keystroke.`}</p>
  }
  if (at !== undefined) {
    return (
      <div className="track-ways">
        {onReturn !== undefined && <Button onPress={onReturn}>Go on from here</Button>}
        <Button onPress={onNow}>{onPresent === undefined ? 'Back to now' : 'Back to its end'}</Button>
        {onPresent !== undefined && <Button onPress={onPresent}>Back to the present</Button>}
      </div>
    )
  }
  if (onPresent !== undefined) return <Button onPress={onPresent}>Back to the present</Button>
  if (attempt.submitted !== undefined) return <Button onPress={onAgain}>Try again</Button>
  // No more time can be saved.
  if (isLate && !attempt.isPaused) return undefined
  return <Button onPress={() => onPause(!attempt.isPaused)}>{attempt.isPaused ? 'Go on' : 'Pause'}</Button>
}
