import { formatBytes } from '../../../base/format.ts'
import { Button } from '../../../ui/Button.tsx'
import { LeftoverList } from './LeftoverList.tsx'
import type { Leftover } from './reports.ts'
import type { WantedFile } from './steps.ts'
import type { Leftovers } from './use-leftovers.ts'
import { withoutName } from './words.ts'

/** What was not done with a file: "people.csv was not opened: it is empty: 0 bytes." */
export interface Problem {
  readonly name: string
  readonly undone: 'opened' | 'gone on with'
  readonly message: string
}

interface PickStepProps {
  readonly problem: Problem | undefined
  /** The file that is asked for. */
  readonly wanted: WantedFile | undefined
  /** A file is being looked at: its name. */
  readonly reading: string | undefined
  readonly leftovers: Leftovers
  readonly onResume: (leftover: Leftover) => void
  readonly onShow: (leftover: Leftover) => void
  readonly onPick: () => void
}

/** A file is picked or dropped; what earlier sorts left is offered. */
export function PickStep({ problem, wanted, reading, leftovers, onResume, onShow, onPick }: PickStepProps) {
  return (
    <div className="own-grid">
      <aside className="own-story">
        <div className="own-pad">
          <h2 className="own-title">Sort a file of your own</h2>
          <p className="own-lead">
            The external sort of this lab, on real rows: a file larger than the memory you allow is cut into sorted runs
            on this browser’s disk and merged, and every page it moves can be replayed.
          </p>
          <p className="own-lead">Nothing leaves this browser. The file is read by ranges and never whole.</p>
        </div>
      </aside>
      <main className="own-main">
        <div className="own-scroll">
          <div className="own-drop">
            {wanted !== undefined && (
              <p className="own-wanted">
                What is wanted is <b>{wanted.name}</b>, {formatBytes(wanted.sizeBytes)}. {wanted.why}
              </p>
            )}
            <p className="own-droppable">Drop a CSV, NDJSON or Parquet file anywhere on this page, or</p>
            <p className="own-pickable">A CSV, NDJSON or Parquet file of this device</p>
            <Button primary big onPress={onPick} keys={['O']}>
              Pick a file
            </Button>
            <div role="status">
              {reading !== undefined && <p className="i3">reading the first rows of {reading}</p>}
              {problem !== undefined && reading === undefined && (
                <p className="bad">
                  <b>{problem.name}</b> was not {problem.undone}: {withoutName(problem.name, problem.message)}.
                </p>
              )}
            </div>
          </div>
          <LeftoverList leftovers={leftovers} onResume={onResume} onShow={onShow} />
        </div>
      </main>
      <aside className="own-side" aria-label="What is refused">
        <h2 className="cap">What is refused, and what it says</h2>
        <table className="kv">
          <tbody>
            {REFUSED.map(([what, says]) => (
              <tr key={what}>
                <td>{what}</td>
                <td className="num">{says}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </aside>
    </div>
  )
}

const REFUSED = [
  ['A column that is not there', 'its name'],
  ['A row with too few or too many fields', 'its line'],
  ['A row that is not UTF-8', 'its line'],
  ['A Parquet file with a nested column: struct, list or map', 'its name'],
  ['Memory too small for the merge', 'pages'],
  ['A full disk', 'bytes asked, free'],
  ['A file that changes while it is read', 'its name'],
  ['An empty file', '0 bytes'],
  ['Another format', 'what it looks like'],
] as const
