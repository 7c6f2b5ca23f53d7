import type { Entry, TableField } from './types.ts'

export interface TableInputProps {
  readonly field: TableField
  readonly entry: Entry
  readonly locked: boolean
  readonly describedBy: string | undefined
  readonly onEntry: (entry: Entry) => void
}

const LEAST_ROWS = 4

/** Rows of a table; an empty one is always left at the end. */
export function TableInput({ field, entry, locked, describedBy, onEntry }: TableInputProps) {
  const rows = Array.isArray(entry) ? (entry as readonly (readonly string[])[]) : []
  const count = Math.max(LEAST_ROWS, rows.length + (locked ? 0 : 1))
  const { columns } = field
  const set = (row: number, column: number, text: string) => {
    const next = Array.from({ length: Math.max(rows.length, row + 1) }, (_, r) =>
      columns.map((_, c) => (r === row && c === column ? text : (rows[r]?.[c] ?? ''))),
    )
    while (next.at(-1)?.every((cell) => cell === '') === true) next.pop()
    onEntry(next)
  }
  return (
    <table className="field-table" aria-label={field.label} aria-describedby={describedBy}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {Array.from({ length: count }, (_, row) => (
          <tr key={row}>
            {columns.map((column, c) => (
              <td key={column}>
                <input
                  className="num"
                  aria-label={`${column}, row ${row + 1}`}
                  value={rows[row]?.[c] ?? ''}
                  readOnly={locked}
                  autoComplete="off"
                  onChange={(event) => set(row, c, event.target.value)}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
