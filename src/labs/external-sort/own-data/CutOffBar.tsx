import { formatCount, formatPlural } from '../../../base/format.ts'
import type { Branch } from '../../../player/branch.ts'
import type { Engine } from '../../../player/ask.ts'
import { Button } from '../../../ui/Button.tsx'
import { CheckOutput } from './CheckOutput.tsx'
import type { Leftover, SortReport } from './reports.ts'

interface CutOffBarProps {
  readonly engine: Engine
  readonly branch: Branch
  /** What the sort has left in this browser; undefined for nothing, and while it is not known. */
  readonly left: Leftover | undefined
  readonly isLeftKnown: boolean
  readonly onResume: (left: Leftover) => void
  /** The output, written before the cut, was read back. */
  readonly onChecked: (report: SortReport) => void
}

/** About a sort that was stopped or that failed; why it failed stands at the end of its log. */
export function CutOffBar({ engine, branch, left, isLeftKnown, onResume, onChecked }: CutOffBarProps) {
  const isFork = branch.spec.parent !== undefined
  const isWritten = !isFork && left?.stage === 'unchecked'
  const runs = isFork ? 0 : isLeftKnown ? (left?.runs ?? 0) : undefined
  return (
    <>
      <p className="own-writing">{describeCutOff(branch, isWritten ? 'written' : runs)}</p>
      {isWritten && <CheckOutput engine={engine} job={left.job} onChecked={onChecked} />}
      {left !== undefined && runs !== undefined && runs > 0 && (
        <Button onPress={() => onResume(left)}>{`Go on with ${formatPlural(runs, 'finished run')}`}</Button>
      )}
    </>
  )
}

/** What a sort leaves behind that was cut off: its whole output, or so many finished runs. */
type Kept = 'written' | number

/** What a sort that was cut off leaves behind; undefined while nobody knows it. */
export function describeCutOff({ log, end }: Pick<Branch, 'log' | 'end'>, kept: Kept | undefined): string {
  if (log.length === 0) return 'The sort did not begin.'
  const verb = end.type === 'failed' ? 'Cut off' : 'Stopped'
  return `${verb} at event ${formatCount(log.length)}. What was written can be stepped${describeKept(kept)}.`
}

function describeKept(runs: Kept | undefined): string {
  if (runs === undefined) return ''
  if (runs === 'written') return '; the sorted file is written, and was not read back to its end'
  if (runs === 0) return '; there is no finished run to go on with'
  return `; ${formatPlural(runs, 'finished run')} ${runs === 1 ? 'is' : 'are'} kept`
}
