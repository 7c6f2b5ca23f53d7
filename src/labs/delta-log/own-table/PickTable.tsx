import type { AskError } from '../../../player/ask.ts'
import { formatPlural } from '../../../base/format.ts'
import { Button } from '../../../ui/Button.tsx'
import { FeatureTable } from './FeatureTable.tsx'
import type { FoundFeature } from './table-report.ts'

/** Why a table was not opened, and where its protocol is why, its features. */
export interface TableProblem {
  readonly name: string
  readonly error: AskError
  readonly found?: readonly FoundFeature[]
}

export interface PickTableProps {
  /** Why the last table was not opened. */
  readonly problem: TableProblem | undefined
  /** The table that was open before the page was loaded anew. */
  readonly last: string | undefined
  /** What is going on: "reading sales". */
  readonly busy: string | undefined
  readonly found: number | undefined
  readonly onFolder: () => void
  readonly onArchive: () => void
  readonly onStop: () => void
}

const REFUSED = [
  ['A folder without _delta_log', 'its name'],
  ['A reader feature that is not known', 'the feature'],
  ['A log of which no version is whole', 'what is missing'],
  ['A catalog-managed table', 'the folder does not know its latest version'],
  ['An archive that is cut off', 'where'],
] as const

/** A folder or an archive is picked or dropped. */
export function PickTable({ problem, last, busy, found, onFolder, onArchive, onStop }: PickTableProps) {
  return (
    <div className="own-grid">
      <aside className="own-story">
        <div className="own-pad">
          <h2 className="own-title">Open a table of your own</h2>
          <p className="own-lead">
            A Delta table written by Spark, delta-rs, Trino or anybody else: its log is checked line by line, and then
            its whole history can be stepped through, commit by commit, in the picture of this lab.
          </p>
          <p className="own-lead">Nothing leaves this browser. Only the files that are needed are read.</p>
        </div>
      </aside>
      <main className="own-main">
        <div className="own-scroll">
          <div className="own-drop">
            <p className="own-droppable">
              Drop the folder of a table anywhere on this page, or a .zip, .tar or .tar.gz of it, or
            </p>
            <p className="own-pickable">The folder of a table, or a .zip, .tar or .tar.gz of it</p>
            <p className="own-acts">
              <Button primary big onPress={onFolder} keys={['O']}>
                Pick a folder
              </Button>
              <Button big onPress={onArchive}>
                Pick an archive
              </Button>
            </p>
            <div role="status">
              {found !== undefined && <p className="i3">{formatPlural(found, 'file')} found so far</p>}
              {busy !== undefined && (
                <p className="i3">
                  {busy} <Button onPress={onStop}>Stop</Button>
                </p>
              )}
              {last !== undefined && busy === undefined && problem === undefined && (
                <p>
                  <b>{last}</b> was open here. A browser does not hand its files to a page that is loaded anew: pick it
                  again.
                </p>
              )}
              {problem !== undefined && busy === undefined && (
                <p className="bad">
                  <b>{problem.name}</b> was not opened: {problem.error.message}
                  {problem.error.message.includes(problem.error.where) ? '' : ` (${problem.error.where})`}
                  <span className="own-code">{problem.error.code}</span>
                </p>
              )}
            </div>
          </div>
        </div>
      </main>
      <aside className="own-side" aria-label="What is refused" tabIndex={0}>
        {problem?.found !== undefined && busy === undefined && <FeatureTable found={problem.found} />}
        <h2 className="cap">What is refused, and what it says</h2>
        <table className="kv table-refused">
          <tbody>
            {REFUSED.map(([what, says]) => (
              <tr key={what}>
                <td>{what}</td>
                <td>{says}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </aside>
    </div>
  )
}
