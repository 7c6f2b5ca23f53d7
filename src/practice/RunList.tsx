import type { AttemptMoment } from './attempts.ts'
import { formatClock } from './attempt-clock.ts'

/** The runs of an attempt, the last one first. */
export function RunList({ moments }: { readonly moments: readonly AttemptMoment[] }) {
  const runs = moments.filter(({ kind }) => kind === 'run')
  if (runs.length === 0) return undefined
  return (
    <section className="practice-part">
      <h2 className="cap">
        <span>Your runs</span>
        <span>right, at</span>
      </h2>
      <table className="kv">
        <tbody>
          {runs
            .map((run, i) => (
              <tr key={run.record}>
                <th scope="row">{`Run ${i + 1}`}</th>
                <td className="num">{`${run.passed ?? 0}/${run.total ?? 0}`}</td>
                <td className="num">{formatClock(run.seconds)}</td>
              </tr>
            ))
            .toReversed()}
        </tbody>
      </table>
    </section>
  )
}
