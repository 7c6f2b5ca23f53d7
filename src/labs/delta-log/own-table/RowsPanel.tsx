import { useId, useState } from 'react'
import { formatCount, formatPlural } from '../../../base/format.ts'
import type { DeltaState } from '../../../engine/delta/state.ts'
import { latestVersion } from '../../../engine/delta/state.ts'
import type { BenchUi } from '../../../player/bench/bench-ui.ts'
import { useTurnMoment } from '../../../player/bench/turns.ts'
import { useSession } from '../../../player/bench/use-moment.ts'
import type { Session } from '../../../player/session.ts'
import { Button } from '../../../ui/Button.tsx'
import { CloseIcon } from '../../../ui/icons.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { lookedAt } from '../view-model.ts'
import { countWords } from './own-question.ts'
import { usePreview, type RowPreview } from './row-preview.ts'

export interface RowsPanelProps {
  readonly session: Session
  readonly ui: BenchUi
  readonly onClose: () => void
}

/** The version that is looked at: one that is pressed, else that at the playhead; -1 before there is one. */
export function useShownVersion(session: Session): number {
  const moment = useTurnMoment(session, 'inspector')
  const selected = useSession(session, (state) => state.selected)
  if (moment === undefined) return -1
  const state = moment.state as DeltaState
  return state.versions.length === 0 ? -1 : (lookedAt(state, selected) ?? latestVersion(state))
}

/** The rows of the table as of the version that is looked at. */
export function RowsPanel({ session, ui, onClose }: RowsPanelProps) {
  const version = useShownVersion(session)
  const [where, setWhere] = useState('')
  const { shown, fault, isBusy } = usePreview(session.core.ports.engine, version, where)
  const title = version < 0 ? 'No version yet' : `Rows at version ${formatCount(version)}`
  return (
    <section className="rows-panel" aria-label="Rows of the table">
      <div className="rows-head">
        <h3 className="rows-title">{title}</h3>
        <Button onPress={() => ui.setState({ popover: 'fork' })} keys={['F']}>
          Ask with SQL
        </Button>
        <IconButton label="Close the rows" onPress={onClose}>
          <CloseIcon />
        </IconButton>
        <WhereField where={where} onWhere={setWhere} />
        <p className="rows-words" role="status">
          {version < 0
            ? 'Step to the first commit: before it there is no table.'
            : isBusy
              ? 'reading'
              : shown !== undefined && wordsOf(shown, where !== '')}
        </p>
      </div>
      {fault !== undefined && !isBusy && (
        <p className="rows-fault bad" role="alert">
          <b>No row is shown.</b> {fault.message}
          {fault.where === '' || fault.message.includes(fault.where) ? '' : ` (${fault.where})`}
          <span className="own-code">{fault.code}</span>
        </p>
      )}
      {shown !== undefined && <RowTable preview={shown} isStale={isBusy} />}
    </section>
  )
}

function wordsOf({ rows, count, counted, files }: RowPreview, isFiltered: boolean): string {
  const { live, read, skippedByPartition, skippedByStats } = files
  const skipped = [
    skippedByPartition > 0 ? `${formatCount(skippedByPartition)} left out by their partition` : '',
    skippedByStats > 0 ? `${formatCount(skippedByStats)} by their statistics` : '',
  ].filter((text) => text !== '')
  const opened = `${formatCount(read)} of ${formatPlural(live, 'file')} opened`
  return [countWords(rows.length, count, counted, isFiltered), [opened, ...skipped].join(', ')].join('; ')
}

interface WhereFieldProps {
  readonly where: string
  readonly onWhere: (where: string) => void
}

/** A condition that rows must meet; files that cannot hold such rows are not opened. */
function WhereField({ where, onWhere }: WhereFieldProps) {
  const [text, setText] = useState(where)
  const id = useId()
  return (
    <form
      className="rows-where"
      onSubmit={(event) => {
        event.preventDefault()
        onWhere(text.trim())
      }}
    >
      <label htmlFor={id}>where</label>
      <input
        id={id}
        className="field"
        type="text"
        spellCheck={false}
        autoComplete="off"
        placeholder="a condition, then ↵"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </form>
  )
}

function RowTable({ preview, isStale }: { readonly preview: RowPreview; readonly isStale: boolean }) {
  const { version, columns, rows } = preview
  return (
    <div className="rows-table" tabIndex={0} role="region" aria-label="The rows" data-stale={isStale || undefined}>
      <table>
        <caption className="visually-hidden">Rows at version {formatCount(version)}</caption>
        <thead>
          <tr>
            {columns.map(({ name, type, isNumeric }) => (
              <th key={name} scope="col" className={isNumeric ? 'num' : undefined}>
                {name} <span className="rows-type">{type}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={i}>
              {row.map((cell, column) => (
                <td key={column} className={columns[column]?.isNumeric === true ? 'num' : undefined}>
                  {cell ?? <span className="rows-null">NULL</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
