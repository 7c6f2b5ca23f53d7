import { formatCount, formatPlural } from '../../../base/format.ts'
import type { Branch } from '../../../player/branch.ts'
import { Button } from '../../../ui/Button.tsx'
import type { Leftover } from './reports.ts'

interface CutOffBarProps {
  readonly branch: Branch
  /** What the sort has left in this browser, once that is known. */
  readonly left: Leftover | undefined
  readonly onResume: (left: Leftover) => void
}

/** About a sort that was stopped or that failed; why it failed stands at the end of its log. */
export function CutOffBar({ branch, left, onResume }: CutOffBarProps) {
  const isFork = branch.spec.parent !== undefined
  const runs = isFork ? 0 : (left?.runs ?? 0)
  return (
    <>
      <p className="own-writing">{describeCutOff(branch, runs)}</p>
      {left !== undefined && runs > 0 && (
        <Button onPress={() => onResume(left)}>{`Go on with ${formatPlural(runs, 'finished run')}`}</Button>
      )}
    </>
  )
}

/** What a sort that was cut off leaves behind. */
export function describeCutOff({ log, end }: Pick<Branch, 'log' | 'end'>, runs: number): string {
  if (log.length === 0) return 'The sort did not begin.'
  const kept =
    runs === 0
      ? 'there is no finished run to go on with'
      : `${formatPlural(runs, 'finished run')} ${runs === 1 ? 'is' : 'are'} kept`
  const verb = end.type === 'failed' ? 'Cut off' : 'Stopped'
  return `${verb} at event ${formatCount(log.length)}. What was written can be stepped; ${kept}.`
}
