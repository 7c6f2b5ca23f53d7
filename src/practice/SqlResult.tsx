import type { DataSetVerdict, TextResult, TextRow } from './sql/verdict.ts'
import { TableRows } from './SqlTables.tsx'
import type { SqlTask } from './types.ts'

/** What a query gave on a data set beside what is right, with the rows that differ marked. */
export function SqlResult({ dataSet, task }: { readonly dataSet: DataSetVerdict; readonly task: SqlTask }) {
  const { isRight, words, why, problem, expected, got, missing, extra, first, name } = dataSet
  const rows = [task.shown, ...task.hidden].find(({ id }) => id === dataSet.id)
  return (
    <>
      <p className="sql-verdict">
        <b className={isRight ? 'good' : 'bad'}>{isRight ? 'Right' : 'Not right'}</b> on “{name}”
        {!isRight && `: ${problem?.message ?? words}.`}
      </p>
      {why !== undefined && <p className="line-verdict-why">{why}</p>}
      <div className="sql-tables">
        {got !== undefined && (
          <ResultTable
            title="your rows"
            result={got}
            marked={extra}
            sign="−"
            differing={first?.place === undefined ? [] : first.columns}
            at={first?.place}
          />
        )}
        {!isRight && (
          <ResultTable title="right" result={expected} marked={missing} sign="+" differing={[]} at={undefined} />
        )}
        {!isRight &&
          rows !== undefined &&
          task.tables.map((table) => <TableRows key={table.name} table={table} dataSet={rows} />)}
      </div>
    </>
  )
}

interface ResultTableProps {
  readonly title: string
  readonly result: TextResult
  /** Places of rows that the other side has not. */
  readonly marked: readonly number[]
  readonly sign: '+' | '−'
  /** Columns that differ in the row `at`. */
  readonly differing: readonly number[]
  readonly at: number | undefined
}

function ResultTable({ title, result, marked, sign, differing, at }: ResultTableProps) {
  const kind = sign === '+' ? 'add' : 'del'
  return (
    <table className="sql-table">
      <caption>{result.rows.length === 0 ? `${title}: none` : title}</caption>
      <thead>
        <tr>
          <td />
          {result.columns.map(({ name }, i) => (
            <th key={i} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {result.rows.map((row, i) => (
          <tr key={i} className={marked.includes(i) ? kind : undefined}>
            <td className="num">{marked.includes(i) ? sign : ''}</td>
            {cellsOf(row).map((cell, c) => (
              <td key={c} className={i === at && differing.includes(c) ? 'num differs' : 'num'}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
      {result.isCut && (
        <tfoot>
          <tr>
            <td colSpan={result.columns.length + 1}>and more</td>
          </tr>
        </tfoot>
      )}
    </table>
  )
}

function cellsOf(row: TextRow) {
  return row.map((cell, i) => (cell === null ? <i key={i}>NULL</i> : cell))
}
