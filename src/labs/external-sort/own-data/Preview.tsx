import { plainText } from '../../../base/plain-text.ts'
import { isTwice, shownName, type FormKey } from './form.ts'
import type { FileReport } from './reports.ts'

interface PreviewProps {
  readonly report: FileReport
  readonly keys: readonly FormKey[]
  /** A column's name was pressed, with a pointer or a key: it becomes the next key, or one that is a key turns round. */
  readonly onColumn: (name: string, isPointed: boolean) => void
}

/** The first rows of the file. Column heads are buttons. */
export function Preview({ report, keys, onColumn }: PreviewProps) {
  return (
    <div className="own-preview" tabIndex={0} role="region" aria-label={`First rows of ${report.name}`}>
      <table>
        <thead>
          <tr>
            {report.columns.map(({ name, type }, column) =>
              noKeyReason(report.columns, name) === undefined ? (
                <th
                  key={column}
                  scope="col"
                  className={isNumeric(type) ? 'num' : undefined}
                  aria-sort={sortOf(keys, name)}
                >
                  <button type="button" onClick={({ detail }) => onColumn(name, detail > 0)}>
                    <span className="own-name">{shownName(name)}</span>{' '}
                    <span className="own-mark">{markOf(keys, name)}</span>
                  </button>
                  <span className="own-type">{type}</span>
                </th>
              ) : (
                <th key={column} scope="col" className={isNumeric(type) ? 'num' : undefined}>
                  {shownName(name)} <span className="own-type">{noKeyReason(report.columns, name)}</span>
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {report.rows.map((row, i) => (
            <tr key={i}>
              {report.columns.map(({ type }, column) => (
                <td key={column} className={isNumeric(type) ? 'num' : 'm'}>
                  {shownValue(row[column]) ?? <span className="i3">missing</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Longer ones are cut before they get here. */
const MOST_CHARACTERS = 201

function shownValue(value: string | undefined): string | undefined {
  return value === undefined ? undefined : plainText(value, MOST_CHARACTERS)
}

/** Why a column cannot be a key; undefined for one that can. */
function noKeyReason(columns: FileReport['columns'], name: string): string | undefined {
  if (name === '') return 'no name, so no key'
  return isTwice(columns, name) ? 'shares its name, so no key' : undefined
}

function isNumeric(type: string): boolean {
  return type === 'int32' || type === 'int64' || type === 'float64' || type === 'decimal'
}

function sortOf(keys: readonly FormKey[], name: string): 'ascending' | 'descending' | undefined {
  const [first] = keys
  if (first?.column !== name) return undefined
  return first.direction === 'asc' ? 'ascending' : 'descending'
}

/** "1↑": the place of a column among the keys and its direction. */
function markOf(keys: readonly FormKey[], name: string): string {
  const index = keys.findIndex((key) => key.column === name)
  if (index === -1) return ''
  return `${index + 1}${keys[index]?.direction === 'asc' ? '↑' : '↓'}`
}
