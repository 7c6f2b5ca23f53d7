import { TestMark } from './TestMark.tsx'
import type { SqlVerdict } from './sql/verdict.ts'

export interface SqlDataSetsProps {
  readonly verdict: SqlVerdict
  /** How many there are to be right on: those behind a query that had to be stopped are not run. */
  readonly total: number
  readonly chosen: string | undefined
  readonly onChoose: (id: string) => void
}

/** The data sets that a query was run on; a press shows one. And DuckDB's plan. */
export function SqlDataSets({ verdict, total, chosen, onChoose }: SqlDataSetsProps) {
  const { dataSets, plan } = verdict
  const right = dataSets.filter(({ isRight }) => isRight).length
  return (
    <>
      {dataSets.length > 0 && (
        <section className="practice-part">
          <h2 className="cap">
            <span>Data sets</span>
            <span className="num">{`${right} of ${total}`}</span>
          </h2>
          <ol className="test-list">
            {dataSets.map(({ id, name, isRight, milliseconds }) => (
              <li key={id}>
                <button type="button" aria-pressed={id === chosen} onClick={() => onChoose(id)}>
                  <TestMark isRight={isRight} />
                  <span>{name}</span>
                  <span className="num">{`${milliseconds.toFixed(0)} ms`}</span>
                </button>
              </li>
            ))}
          </ol>
          {dataSets.length < total && <p className="i2">{`${total - dataSets.length} not run, and so not right`}</p>}
        </section>
      )}
      {plan !== undefined && (
        <section className="practice-part">
          <details>
            <summary className="cap">DuckDB’s plan</summary>
            <pre className="sql-plan num">{plan}</pre>
          </details>
        </section>
      )}
    </>
  )
}
