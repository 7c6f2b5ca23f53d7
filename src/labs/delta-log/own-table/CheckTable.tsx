import { formatBytes, formatCount, formatPlural } from '../../../base/format.ts'
import type { Engine } from '../../../player/ask.ts'
import { Button } from '../../../ui/Button.tsx'
import { copiedText } from './copied-text.ts'
import { LogBars } from './LogBars.tsx'
import { OpenSentence } from './OpenSentence.tsx'
import { TableFacts } from './TableFacts.tsx'
import './own-table.css'
import { saveBlob } from './save-blob.ts'
import { SaveTable } from './SaveTable.tsx'
import { ScoreOfChecks } from './ScoreOfChecks.tsx'
import { skewText } from './skew-text.ts'
import { countFindings, formatPlace } from './table-report.ts'
import type { TableCheck, TableReport, VacuumPlan } from './table-report.ts'
import { smallFilesText } from './small-files-text.ts'
import { vacuumText } from './vacuum-text.ts'
import { versionsText } from './versions-text.ts'

export interface CheckTableProps {
  readonly table: Engine
  readonly report: TableReport
  /** The version that the log is opened at. */
  readonly version: number
  readonly onVersion: (version: number) => void
  readonly onOpen: () => void
  readonly onOther: () => void
}

/** What was found in a table before it is opened: checks at the left, findings in the middle, features at the right. */
export function CheckTable({ table, report, version, onVersion, onOpen, onOther }: CheckTableProps) {
  return (
    <div className="own-grid">
      <aside className="own-story">
        <div className="own-pad">
          <h2 className="own-title">Open a table</h2>
          <p className="own-lead">
            <b>{report.name}</b>: {formatPlural(report.objects, 'file')}, {formatBytes(report.sizeBytes)}. Nothing
            leaves this browser.
          </p>
          <ul className="table-checks">
            {report.checks.map((check) => (
              <Check key={check.label} check={check} />
            ))}
          </ul>
        </div>
        <div className="land own-land">
          <h3 className="cap">What opens, and what does not</h3>
          <p>{verdictOf(report)}</p>
        </div>
      </aside>
      <main className="own-main">
        <OpenSentence report={report} version={version} onVersion={onVersion} />
        <div className="own-scroll">
          <LogBars lines={report.lines} commits={report.commits} />
          <Findings report={report} />
          <ScoreOfChecks score={report.score} />
        </div>
        <div className="own-bar">
          <Button primary onPress={onOpen} keys={['↵']}>
            Open the log
          </Button>
          <Button onPress={onOther} keys={['O']}>
            Another table
          </Button>
          <Button onPress={() => saveReport(report)}>Save this report</Button>
          <SaveTable table={table} name={report.name} />
          <span className="i3">
            {formatPlural(report.commits, 'commit')}, {formatPlural(report.liveFiles, 'live file')}
          </span>
        </div>
      </main>
      <aside className="own-side" aria-label="What the table is" tabIndex={0}>
        <TableFacts report={report} />
      </aside>
    </div>
  )
}

const MARKS: Readonly<Record<TableCheck['status'], readonly [sign: string, word: string]>> = {
  passed: ['✓', 'fine'],
  warned: ['△', 'see below'],
  failed: ['✕', 'wrong'],
}

function Check({ check }: { readonly check: TableCheck }) {
  const [sign, word] = MARKS[check.status]
  return (
    <li className={`table-check table-check-${check.status}`}>
      <span aria-hidden="true" className="table-mark">
        {sign}
      </span>
      <span className="visually-hidden">{word}: </span>
      <span>{check.label}</span>
      <span className="num">{check.value}</span>
    </li>
  )
}

function verdictOf(report: TableReport): string {
  const { missingCount, liveFiles, rows } = report
  const log = `State is a replay of the log: ${versionsText(report)}`
  if (missingCount === liveFiles && liveFiles > 0) {
    const told = rows === undefined ? '' : ` The statistics tell of ${formatPlural(rows, 'row')}.`
    return `${log} None of the ${formatPlural(liveFiles, 'live file')} is in the folder, so no row can be read.${told}`
  }
  if (missingCount > 0)
    return `${log} Of ${formatPlural(liveFiles, 'live file')} ${formatCount(missingCount)} ${missingCount === 1 ? 'is' : 'are'} not in the folder.`
  return countFindings(report) === 0 ? `${log} ${NOTHING_WRONG}. ${NOT_READ}` : log
}

/** What was looked at, and what was not: a data file may be damaged all the same. */
const NOTHING_WRONG = 'Nothing wrong was found in the log and in the sizes of the files'
const NOT_READ = 'Data files are opened when their rows are asked for.'

function Findings({ report }: { readonly report: TableReport }) {
  const { findings, findingCount, missing, missingCount, lines, smallFiles, skew, vacuum } = report
  const count = countFindings(report)
  const told = skewText(skew)
  return (
    <>
      <h3 className="table-head">{count === 0 ? NOTHING_WRONG : formatPlural(count, 'finding')}</h3>
      {count === 0 && <p className="i3">{NOT_READ}</p>}
      {missingCount > 0 && (
        <section className="table-finding">
          <h4 className="bad">✕ {formatPlural(missingCount, 'data file')} not in the folder</h4>
          <p className="i3">The log can be stepped through; these rows cannot be read.</p>
          <table className="kv table-files">
            <tbody>
              {missing.slice(0, MOST_SHOWN).map(({ path, sizeBytes, rows, place }) => (
                <tr key={path}>
                  <td className="num">{place === undefined ? '' : formatPlace(place)}</td>
                  <td className="mono table-absent">
                    <span>{path}</span>
                  </td>
                  <td className="num">{formatBytes(sizeBytes)}</td>
                  <td className="num">{rows === undefined ? '' : formatPlural(rows, 'row')}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {missingCount > MOST_SHOWN && <p className="i3">and {formatCount(missingCount - MOST_SHOWN)} more</p>}
        </section>
      )}
      <Repaired lines={lines} />
      {findings.slice(0, MOST_SHOWN).map(({ code, message, where }) => (
        <section key={code + where + message} className="table-finding">
          <h4 className="warn">
            △ <span className="mono">{where}</span>
          </h4>
          <p>{message}</p>
          <p className="i3 mono">{code}</p>
        </section>
      ))}
      {findingCount > MOST_SHOWN && (
        <p className="i3">and {formatCount(findingCount - MOST_SHOWN)} more; save the report to see them.</p>
      )}
      <h3 className="table-head">What it costs</h3>
      <ul className="table-costs">
        <li>{smallFilesText(smallFiles)}</li>
        {told !== undefined && <li>{told}</li>}
        {report.copied !== undefined && <li>{copiedText(report.copied)}</li>}
        <li>
          {vacuumText(vacuum)}
          {'paths' in vacuum && vacuum.files > 0 && <Paths vacuum={vacuum} />}
        </li>
      </ul>
    </>
  )
}

/** What VACUUM would delete, by name. */
function Paths({ vacuum }: { readonly vacuum: VacuumPlan }) {
  const shown = vacuum.paths.slice(0, MOST_SHOWN)
  return (
    <details className="table-paths">
      <summary>Which</summary>
      <ul className="mono">
        {shown.map((path) => (
          <li key={path}>{path}</li>
        ))}
      </ul>
      {vacuum.files > shown.length && <p className="i3">and {formatCount(vacuum.files - shown.length)} more</p>}
    </details>
  )
}

const MOST_SHOWN = 40

function saveReport(report: TableReport): void {
  const text = `${JSON.stringify(report, undefined, 2)}\n`
  saveBlob(new Blob([text], { type: 'application/json' }), `${report.name}-report.json`)
}

/** Lines that are read without what stands behind their action. */
function Repaired({ lines: { tails, actions, firstTail } }: { readonly lines: TableReport['lines'] }) {
  if (firstTail === undefined) return undefined
  return (
    <section className="table-finding">
      <h4 className="warn">
        △ {formatCount(tails)} of {formatPlural(actions, 'line')} {tails === 1 ? 'ends' : 'end'} in “x”
      </h4>
      <p className="i3">An old habit of Databricks; they are read without it.</p>
      <p className="mono">
        {formatPlace(firstTail)}:{firstTail.column} …{firstTail.text.slice(0, -1)}
        <b className="warn">{firstTail.text.slice(-1)}</b>
      </p>
    </section>
  )
}
