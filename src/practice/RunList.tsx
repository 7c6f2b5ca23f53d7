import type { AttemptMoment } from './attempts.ts'
import { formatClock } from './attempt-clock.ts'
import { listCheckpoints } from './checkpoints.ts'

export interface RunListProps {
  readonly moments: readonly AttemptMoment[]
  /** Index of the moment that is shown. */
  readonly shown: number
  readonly onSeek: (moment: number) => void
}

/** The runs of an attempt, the last one first; a press goes to the moment whose work was run. */
export function RunList({ moments, shown, onSeek }: RunListProps) {
  const runs = listCheckpoints(moments).filter(({ judged }) => judged.kind === 'run')
  if (runs.length === 0) return undefined
  return (
    <section className="practice-part">
      <h2 className="cap">
        <span>Your runs</span>
        <span>right, at</span>
      </h2>
      <ol className="test-list run-list">
        {runs
          .map(({ at, judged }, i) => (
            <li key={judged.record}>
              <button type="button" aria-pressed={at === shown} onClick={() => onSeek(at)}>
                <span>{`Run ${i + 1}`}</span>
                <span className="num">{`${judged.passed ?? 0}/${judged.total ?? 0}`}</span>
                <span className="num">{formatClock(moments[at]?.seconds ?? judged.seconds)}</span>
              </button>
            </li>
          ))
          .toReversed()}
      </ol>
    </section>
  )
}
