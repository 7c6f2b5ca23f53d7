import { useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { formatBytes } from '../base/format.ts'
import { openDatabase } from '../query/open-database.ts'
import { announce } from '../ui/LiveRegion.tsx'
import { CodeEditor } from './editor/CodeEditor.tsx'
import type { EditorMark } from './editor/editor-language.ts'
import { LostResult } from './LostResult.tsx'
import { OlderWork } from './OlderWork.tsx'
import type { PanelProps } from './panel.ts'
import { pointsOf } from './points.ts'
import { HANDING_IN, lockWords } from './run-words.ts'
import { RunBar } from './RunBar.tsx'
import { RunList } from './RunList.tsx'
import type { QueryProblem } from './sql/check-query.ts'
import { judgeSql } from './sql/run-sql.ts'
import { restoreSqlRun, storeSqlRun } from './sql/stored-verdict.ts'
import type { DataSetVerdict, SqlVerdict } from './sql/verdict.ts'
import { SqlDataSets } from './SqlDataSets.tsx'
import { SqlResult } from './SqlResult.tsx'
import { SqlTables } from './SqlTables.tsx'
import './code-panel.css'
import type { SqlTask } from './types.ts'
import { useFreeing } from './use-freeing.ts'
import { useJudging, type Judging, type JudgingOf } from './use-judging.ts'
import { useShownResult, type ResultPlace, type ShownResult } from './use-shown-result.ts'

export interface SqlPanelProps extends PanelProps {
  readonly task: SqlTask
}

/** The field of an attempt that holds the query. */
const FIELD = 'sql'

const FREED = 'The time is up, but this is no fault of yours: the query can still be changed until it is handed in.'

/** A query is written, run on the data set that is shown, and handed in to be judged on all. */
export function SqlPanel({ task, work, isDone, refusal, round, moments, inspector, ...acts }: SqlPanelProps) {
  const { at, onEdit, onRun, onSeek, onSubmit } = acts
  const query = work.texts.get(FIELD) ?? task.starter
  const judging = useJudging<SqlVerdict>(round, acts.onHandingIn)
  const { isRunning, isHandingIn, progress, problem } = judging
  const result = useSqlResult(judging, task, { moments, at, isDone })
  const { verdict } = result
  const [chosen, setChosen] = useState<string | undefined>()
  const freeing = useFreeing(moments[0]?.record, acts.locked && !isDone && refusal === undefined)
  const locked = acts.locked && !freeing.isFreed
  // It takes seconds to come, so it is asked for while the question is read.
  useEffect(() => void openDatabase().catch(() => undefined), [])
  const judge = async (of: JudgingOf) => {
    const found = await judging.start(of, query, async (signal, tell) => {
      const database = await openDatabase(({ loadedBytes, totalBytes }) =>
        tell(`Fetching DuckDB, ${formatBytes(loadedBytes)} of ${formatBytes(totalBytes)}`),
      )
      tell('Running')
      return judgeSql(task, query, { database, which: of === 'hand-in' || isDone ? 'all' : 'shown', signal })
    })
    if (found !== undefined) {
      setChosen(found.dataSets.find(({ isRight }) => !isRight)?.id)
      announce(found.refusal?.message ?? found.dataSets.find(({ isRight }) => !isRight)?.words ?? 'Right.')
    }
    return found
  }
  const run = async () => {
    if (isDone) return void (await judge('try'))
    const endRun = onRun()
    const found = await judge('try')
    if (found === undefined || found.refusal?.isBreakdown === true) return
    result.keep(endRun(countRight(found), Math.max(1, found.dataSets.length), storeSqlRun(found)), found)
  }
  const submit = async () => {
    announce(HANDING_IN)
    const found = await judge('hand-in')
    const total = 1 + task.hidden.length
    if (found?.refusal?.isBreakdown === true) return freeing.free()
    // When the time is up nothing can be mended any more, and what stands is handed in.
    if (found === undefined || (found.refusal !== undefined && !locked)) return
    const passed = countRight(found)
    // It ends with what was judged, whatever another tab wrote meanwhile.
    onEdit(FIELD, query)
    onSubmit({ score: pointsOf(passed, total), passed, total })
  }
  const shown = verdict?.dataSets.find(({ id }) => id === chosen) ?? verdict?.dataSets[0]
  return (
    <div className="code-panel">
      <div className="code-head">
        <span className="code-file num">query.sql</span>
        <span className="i3">DuckDB, nulls ordered as Spark orders them</span>
      </div>
      <CodeEditor
        language="sql"
        label="Your query"
        text={query}
        lock={lockWords({ locked, isDone, refusal }, isHandingIn)}
        given={undefined}
        marks={marksOf(verdict?.refusal ?? shown?.problem)}
        onText={(text) => onEdit(FIELD, text)}
      />
      <RunBar
        {...{ isRunning, isHandingIn, progress, isDone, refusal, isStored: acts.isStored }}
        onRun={() => void run()}
        onSubmit={() => void submit()}
        onStop={judging.stop}
      />
      <Results {...{ task, result, problem, shown, isDone }} isFreed={freeing.isFreed} canMend={!locked && !isDone} />
      {inspector !== undefined &&
        createPortal(
          <>
            <Judged {...{ task, verdict, isDone, shown }} onChoose={setChosen} />
            <RunList {...{ moments, onSeek }} shown={at} />
            <Differs differs={task.differs} />
          </>,
          inspector,
        )}
    </div>
  )
}

interface JudgedProps {
  readonly task: SqlTask
  readonly verdict: SqlVerdict | undefined
  readonly isDone: boolean
  readonly shown: DataSetVerdict | undefined
  readonly onChoose: (id: string) => void
}

function Judged({ task, verdict, isDone, shown, onChoose }: JudgedProps) {
  if (verdict === undefined) return undefined
  const total = isDone ? 1 + task.hidden.length : verdict.dataSets.length
  return <SqlDataSets verdict={verdict} total={total} chosen={shown?.id} onChoose={onChoose} />
}

function useSqlResult(
  judging: Judging<SqlVerdict>,
  { starter }: SqlTask,
  where: Pick<ResultPlace, 'moments' | 'at' | 'isDone'>,
) {
  return useShownResult(judging, { ...where, field: FIELD, starter, isOf: () => true }, restoreSqlRun)
}

interface ResultsProps {
  readonly task: SqlTask
  readonly result: ShownResult<SqlVerdict>
  readonly problem: string | undefined
  readonly shown: DataSetVerdict | undefined
  readonly isDone: boolean
  readonly isFreed: boolean
  readonly canMend: boolean
}

function Results({ task, result, problem, shown, isDone, isFreed, canMend }: ResultsProps) {
  const { verdict, edits } = result
  const lost = isDone ? undefined : result.lost
  const { refusal } = verdict ?? {}
  return (
    <div className="code-results">
      {problem !== undefined && <p className="bad">{problem}</p>}
      {(verdict ?? lost) !== undefined && <OlderWork what="query" edits={edits} />}
      {lost !== undefined && <LostResult run={lost} unit="data set" />}
      {refusal !== undefined && <p className="bad">{refusal.message}</p>}
      {canMend && refusal !== undefined && refusal.isBreakdown !== true && (
        <p className="i2">A query that cannot be begun is not handed in: it can be mended first.</p>
      )}
      {isFreed && <p className="i2">{FREED}</p>}
      {shown === undefined || verdict === undefined ? (
        <SqlTables task={task} />
      ) : (
        <SqlResult dataSet={shown} task={task} verdict={verdict} />
      )}
    </div>
  )
}

/** Where Spark would not do as DuckDB does here. */
function Differs({ differs }: { readonly differs: readonly string[] }) {
  if (differs.length === 0) return undefined
  return (
    <section className="practice-part">
      <h2 className="cap">Where Spark differs from DuckDB</h2>
      <ul className="further-list">
        {differs.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
    </section>
  )
}

function marksOf(problem: QueryProblem | undefined): readonly EditorMark[] {
  return problem?.line === undefined ? [] : [{ ...problem, line: problem.line }]
}

function countRight({ dataSets }: SqlVerdict): number {
  return dataSets.filter(({ isRight }) => isRight).length
}
