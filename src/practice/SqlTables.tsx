import type { DataSet, SqlTable, SqlTask } from './types.ts'

/** The tables that the query is over, with the rows of the data set that is shown. */
export function SqlTables({ task }: { readonly task: SqlTask }) {
  return (
    <div className="sql-tables">
      {task.tables.map((table) => (
        <TableRows key={table.name} table={table} dataSet={task.shown} />
      ))}
    </div>
  )
}

/** A table of a data set. Also for the tables of a data set on which a query failed. */
export function TableRows({ table, dataSet }: { readonly table: SqlTable; readonly dataSet: DataSet }) {
  return (
    <table className="sql-table">
      <caption className="num">{table.name}</caption>
      <thead>
        <tr>
          {table.columns.map(({ name, type }) => (
            <th key={name} scope="col">
              {name} <span>{type}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {(dataSet.rows[table.name] ?? []).map((row, i) => (
          <tr key={i}>
            {row.map((cell, c) => (
              <td key={c} className="num">
                {cell === null ? <i>NULL</i> : String(cell)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
