import { useState } from 'react'
import { formatCount } from '../../base/format.ts'
import type { Moment, TableTwin } from '../lab.ts'
import type { Session } from '../session.ts'

/** Rows on a page of the table. */
const PAGE = 200

/** The stage as a table. */
export function StateTab({ session, moment }: { readonly session: Session; readonly moment: Moment<unknown> }) {
  const [page, setPage] = useState(0)
  const table = session.lab.table(moment)
  const last = Math.max(0, Math.ceil(table.rows.length / PAGE) - 1)
  const shown = Math.min(page, last)
  return (
    <div className="state-tab">
      {last > 0 && (
        <p className="state-pages">
          <button type="button" className="link-button" disabled={shown === 0} onClick={() => setPage(shown - 1)}>
            previous
          </button>
          <span>
            rows {formatCount(shown * PAGE + 1)} to {formatCount(Math.min(table.rows.length, (shown + 1) * PAGE))} of{' '}
            {formatCount(table.rows.length)}
          </span>
          <button type="button" className="link-button" disabled={shown === last} onClick={() => setPage(shown + 1)}>
            next
          </button>
        </p>
      )}
      <div className="state-scroll" tabIndex={0} role="region" aria-label={table.caption}>
        <Rows table={table} from={shown * PAGE} />
      </div>
    </div>
  )
}

function Rows({ table, from }: { readonly table: TableTwin; readonly from: number }) {
  const numeric = table.columns.map((_, column) => table.rows.every((row) => /^[-−+]?[\d,.]*$/.test(row[column] ?? '')))
  return (
    <table className="kv state-table">
      <caption>{table.caption}</caption>
      <thead>
        <tr>
          {table.columns.map((column, i) => (
            <th key={column} scope="col" className={numeric[i] === true ? 'num' : undefined}>
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.slice(from, from + PAGE).map((row, index) => (
          <tr key={from + index}>
            {row.map((cell, i) => (
              <td key={i} className={numeric[i] === true ? 'num' : undefined}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
