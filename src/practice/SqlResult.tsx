import type { DataSetVerdict, SqlVerdict, TextResult, TextRow } from './sql/verdict.ts'
import { TableRows } from './SqlTables.tsx'
import type { SqlTask } from './types.ts'

export interface SqlResultProps {
  readonly dataSet: DataSetVerdict
  readonly task: SqlTask
  /** What `dataSet` is one of. */
  readonly verdict: SqlVerdict
}

/** What a query gave on a data set beside what is right, with the rows that differ marked, and on how many it is right. */
export function SqlResult({ dataSet, task, verdict }: SqlResultProps) {
  const { isRight, words, why, problem, expected, got, missing, extra, first, name } = dataSet
  const rows = [task.shown, ...task.hidden].find(({ id }) => id === dataSet.id)
  const isWhole = verdict.isRight && verdict.dataSets.length > 1
  return (
    <>
      <p className="sql-verdict">
        <b className={isRight ? 'good' : 'bad'}>{isRight ? 'Right' : 'Not right'}</b>
        {isWhole ? ` on all ${verdict.dataSets.length} data sets, here on “${name}”.` : ` on “${name}”`}
        {!isRight && `: ${problem?.message ?? words}.`}
        {!isWhole && verdict.dataSets.length > 1 && `${isRight ? '.' : ''} ${countWords(verdict, task)}`}
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

function countWords({ dataSets }: SqlVerdict, { hidden }: SqlTask): string {
  const right = dataSets.filter(({ isRight }) => isRight).length
  return `${right} of ${1 + hidden.length} data sets ${right === 1 ? 'is' : 'are'} right.`
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
