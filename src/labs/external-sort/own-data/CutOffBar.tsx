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
  /** It was read back, and is not what was written. */
  readonly onRefuted: () => void
  readonly onFree: (job: string) => void
}

/** About a sort that was stopped or that failed; why it failed stands at the end of its log. */
export function CutOffBar(props: CutOffBarProps) {
  const { engine, branch, left, isLeftKnown, onResume, onChecked, onRefuted, onFree } = props
  const isFork = branch.spec.parent !== undefined
  const output = isFork ? undefined : tryOutput(left)
  const runs = isFork ? 0 : isLeftKnown ? (left?.runs ?? 0) : undefined
  return (
    <>
      <p className="own-writing">{describeCutOff(branch, output ?? runs)}</p>
      {left !== undefined && output !== undefined && (
        <CheckOutput {...{ engine, left, onChecked, onRefuted }} onFree={() => onFree(left.job)} />
      )}
      {left !== undefined && output === undefined && runs !== undefined && runs > 0 && (
        <Button onPress={() => onResume(left)}>{`Go on with ${formatPlural(runs, 'finished run')}`}</Button>
      )}
    </>
  )
}

/** An output that was written: runs beside it cannot be gone on with. */
function tryOutput(left: Leftover | undefined): 'written' | 'refuted' | undefined {
  if (left?.stage === 'refuted') return 'refuted'
  return left?.stage === 'unchecked' ? 'written' : undefined
}

/** What a sort leaves behind that was cut off: its whole output, read back and refuted or not, or so many finished runs. */
type Kept = 'written' | 'refuted' | number

/** What a sort that was cut off leaves behind; undefined while nobody knows it. */
export function describeCutOff({ log, end }: Pick<Branch, 'log' | 'end'>, kept: Kept | undefined): string {
  if (log.length === 0) return 'The sort did not begin.'
  const verb = end.type === 'failed' ? 'Cut off' : 'Stopped'
  return `${verb} at event ${formatCount(log.length)}. What was written can be stepped${describeKept(kept)}.`
}

function describeKept(runs: Kept | undefined): string {
  if (runs === undefined) return ''
  if (runs === 'written') return '; the sorted file is written, and was not read back to its end'
  if (runs === 'refuted') return '; the sorted file was read back and did not pass'
  if (runs === 0) return '; there is no finished run to go on with'
  return `; ${formatPlural(runs, 'finished run')} ${runs === 1 ? 'is' : 'are'} kept`
}
