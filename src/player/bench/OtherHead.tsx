import type { Branch } from '../branch.ts'
import type { Session } from '../session.ts'
import { formatPlace } from './words.ts'

interface OtherHeadProps {
  readonly session: Session
  readonly branch: Branch
  readonly position: number
}

/** Moves the other head by itself, when the two are not held together. */
export function OtherHead({ session, branch, position }: OtherHeadProps) {
  const { length } = branch.log
  return (
    <input
      type="range"
      className="other-head"
      aria-label="Head of the other run"
      aria-valuetext={formatPlace(position, length)}
      min={0}
      max={length}
      value={position}
      onChange={(event) => session.comparing.seekOther(Number(event.target.value))}
    />
  )
}
