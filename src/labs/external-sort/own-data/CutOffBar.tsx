import { formatCount, formatPlural } from '../../../base/format.ts'
import type { Branch } from '../../../player/branch.ts'
import { Button } from '../../../ui/Button.tsx'
import type { Leftover } from './reports.ts'

interface CutOffBarProps {
  readonly branch: Branch
  /** What the sort has left in this browser; undefined for nothing, and while it is not known. */
  readonly left: Leftover | undefined
  readonly isLeftKnown: boolean
  readonly onResume: (left: Leftover) => void
}

/** About a sort that was stopped or that failed; why it failed stands at the end of its log. */
export function CutOffBar({ branch, left, isLeftKnown, onResume }: CutOffBarProps) {
  const isFork = branch.spec.parent !== undefined
  const runs = isFork ? 0 : isLeftKnown ? (left?.runs ?? 0) : undefined
  return (
    <>
      <p className="own-writing">{describeCutOff(branch, runs)}</p>
      {left !== undefined && runs !== undefined && runs > 0 && (
        <Button onPress={() => onResume(left)}>{`Go on with ${formatPlural(runs, 'finished run')}`}</Button>
      )}
    </>
  )
}

/** What a sort that was cut off leaves behind; its finished runs are undefined while nobody knows of them. */
export function describeCutOff({ log, end }: Pick<Branch, 'log' | 'end'>, runs: number | undefined): string {
  if (log.length === 0) return 'The sort did not begin.'
  const verb = end.type === 'failed' ? 'Cut off' : 'Stopped'
  return `${verb} at event ${formatCount(log.length)}. What was written can be stepped${describeKept(runs)}.`
}

function describeKept(runs: number | undefined): string {
  if (runs === undefined) return ''
  if (runs === 0) return '; there is no finished run to go on with'
  return `; ${formatPlural(runs, 'finished run')} ${runs === 1 ? 'is' : 'are'} kept`
}
