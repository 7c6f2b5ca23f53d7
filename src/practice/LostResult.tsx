import { formatPlural } from '../base/format.ts'
import type { Checkpoint } from './checkpoints.ts'

export interface LostResultProps {
  readonly run: Checkpoint
  /** What is right or not: "case". */
  readonly unit: string
}

/** What the log has of a run whose result is not kept any more. */
export function LostResult({ run: { label, judged }, unit }: LostResultProps) {
  const { passed = 0, total = 0 } = judged
  return (
    <>
      <p className="sql-verdict">
        <b className={passed === total ? 'good' : 'bad'}>{`${passed} of ${formatPlural(total, unit)} right`}</b>
        {` in ${label}`}
      </p>
      <p className="i2">
        What else it found is not in the log, which keeps up to 4 kB of it: run it again to see its result.
      </p>
    </>
  )
}
