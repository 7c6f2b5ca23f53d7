import { SourceText } from '../../engine/sql/source.ts'
import { formatDuration } from '../../base/format.ts'
import type { QueryResult } from '../../query/cell.ts'
import { QueryError } from '../../query/query-error.ts'
import type { DataSet, SqlTask } from '../types.ts'
import { checkQuery } from './check-query.ts'
import type { QueryProblem } from './check-query.ts'
import { hasFinalOrder } from './final-order.ts'
import { compareResults } from './judge-sql.ts'
import type { Answer } from './judge-sql.ts'
import { dropDataSet, loadDataSet } from './load-data-set.ts'
import type { SqlDatabase } from './load-data-set.ts'
import { matchWrong } from './match-wrong.ts'
import { SQL_LIMITS } from './sql-limits.ts'
import type { FoundResults } from './match-wrong.ts'
import { writeComparison, writeResult } from './verdict.ts'
import type { DataSetVerdict, SqlVerdict } from './verdict.ts'

export interface JudgeOptions {
  /** Of `openDatabase`. Its tables with the names of the task's are replaced and then dropped. */
  readonly database: SqlDatabase
  /** `shown` is Run, `all` is Submit. */
  readonly which: 'shown' | 'all'
  readonly signal?: AbortSignal | undefined
  /** Another limit of time than that of `SQL_LIMITS`, for tests of the limit itself. */
  readonly milliseconds?: number
}

/**
 * Judges a query over the data sets of a task: the reference's rows on the same tables are what is right. Data set by data
 * set its tables are made anew, the reference runs, then the query, so that nothing that a query does could change what is
 * expected of it. A query that is no single SELECT over these tables is refused and not run; one that fails on a data set
 * goes on with the next; one that takes longer than `SQL_LIMITS` says is stopped and no more judged.
 *
 * Calls over one database run one behind the other. Rejects with a `QueryError`: `cancelled` after the signal, `load` when
 * DuckDB had to be started again and could not be, any other kind when the reference fails, which is a defect of the task.
 */
export function judgeSql(task: SqlTask, query: string, options: JudgeOptions): Promise<SqlVerdict> {
  const { database } = options
  const running = (lastCalls.get(database) ?? Promise.resolve()).then(() => judge(task, query, options))
  lastCalls.set(
    database,
    running.catch(() => undefined),
  )
  return running
}

const lastCalls = new WeakMap<SqlDatabase, Promise<unknown>>()

async function judge(task: SqlTask, query: string, options: JudgeOptions): Promise<SqlVerdict> {
  const names = task.tables.map(({ name }) => name)
  const checked = checkQuery(query, names)
  if ('problem' in checked) {
    return { isRight: false, refusal: checked.problem, dataSets: [], plan: undefined, milliseconds: 0 }
  }
  const dataSets = options.which === 'all' ? [task.shown, ...task.hidden] : [task.shown]
  try {
    const judged = await judgeDataSets(task, dataSets, checked.text, options)
    const whys = await findWhys(task, dataSets, judged, options)
    const verdicts = judged.map(({ verdict }, i) => ({ ...verdict, why: whys[i] }))
    return {
      isRight: verdicts.length === dataSets.length && verdicts.every(({ isRight }) => isRight),
      refusal: undefined,
      dataSets: verdicts,
      plan: judged[0]?.plan,
      milliseconds: verdicts.reduce((sum, { milliseconds }) => sum + milliseconds, 0),
    }
  } finally {
    // When DuckDB is gone there is nothing left to drop.
    await dropDataSet(options.database, task.tables).catch(() => undefined)
  }
}

interface Judged {
  readonly verdict: DataSetVerdict
  readonly results: Omit<FoundResults, 'wrong'>
  readonly plan: string | undefined
}

async function judgeDataSets(
  task: SqlTask,
  dataSets: readonly DataSet[],
  text: string,
  options: JudgeOptions,
): Promise<Judged[]> {
  const judged: Judged[] = []
  for (const dataSet of dataSets) {
    await loadDataSet(options.database, task.tables, dataSet)
    const next = await judgeDataSet(task, dataSet, text, options)
    judged.push(next)
    if (next.verdict.fault === 'stopped') break
  }
  return judged
}

async function judgeDataSet(task: SqlTask, dataSet: DataSet, text: string, options: JudgeOptions): Promise<Judged> {
  const { id, name } = dataSet
  const expected = await runOwn(task.reference, options)
  const start = performance.now()
  const run = await tryRun(text, options)
  const milliseconds = performance.now() - start
  const common = { id, name, isShown: dataSet === task.shown, why: undefined, milliseconds }
  if ('got' in run) {
    const { got } = run
    const comparison = writeComparison(compareResults(expected, got, task), expected, got)
    const plan = dataSet === task.shown ? await tryPlan(text, options) : undefined
    return { verdict: { ...common, ...comparison, problem: undefined }, results: { expected, got }, plan }
  }
  const { fault, problem } = run
  const nothing = { got: undefined, missing: [], extra: [], first: undefined, isRight: false }
  const verdict = { ...common, ...nothing, fault, problem, words: problem.message, expected: writeResult(expected) }
  return { verdict, results: { expected, got: undefined }, plan: undefined }
}

/** A query of the task's own, which is neither hostile nor slow. */
function runOwn(sql: string, { database, signal }: JudgeOptions): Promise<QueryResult> {
  return database.runQuery(sql, { mostRows: SQL_LIMITS.rows, ...(signal === undefined ? {} : { signal }) })
}

type Run = { readonly got: Answer } | { readonly fault: 'error' | 'stopped'; readonly problem: QueryProblem }

/** Runs the learner's query within the limits. */
async function tryRun(text: string, { database, signal, milliseconds }: JudgeOptions): Promise<Run> {
  const mostMs = milliseconds ?? SQL_LIMITS.milliseconds
  const abort = new AbortController()
  const cancel = (): void => abort.abort()
  if (signal?.aborted === true) cancel()
  signal?.addEventListener('abort', cancel, { once: true })
  const timer = setTimeout(cancel, mostMs)
  try {
    const result = await database.runQuery(text, { mostRows: SQL_LIMITS.rows, signal: abort.signal })
    return { got: { ...result, isOrdered: hasFinalOrder(text) } }
  } catch (error) {
    if (!(error instanceof QueryError) || error.kind === 'load' || signal?.aborted === true) throw error
    if (error.kind === 'query') return { fault: 'error', problem: placeProblem(text, error) }
    const took = `the query was stopped, as it took longer than ${formatDuration(mostMs / 1000)}`
    return { fault: 'stopped', problem: { message: error.kind === 'cancelled' ? took : error.message } }
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', cancel)
  }
}

/** DuckDB adds every function of the name that it has, which for an operator are dozens of lines. */
const CANDIDATES = /\s+Candidate functions:[^]*$/

function placeProblem(text: string, { message: told, position }: QueryError): QueryProblem {
  const message = told.replace(CANDIDATES, '').replace(/\.$/, '')
  if (position === undefined) return { message }
  const { line, column } = new SourceText(text).placeOf({ start: position, end: position })
  return { message, line, column }
}

/** A plan is nothing to fail for. */
async function tryPlan(text: string, options: JudgeOptions): Promise<string | undefined> {
  try {
    const { rows } = await runOwn(`EXPLAIN ${text}`, options)
    return rows.map((row) => String(row[1] ?? '')).join('\n')
  } catch {
    return undefined
  }
}

/** Runs the known wrong queries too, where there is something to explain. */
async function findWhys(
  task: SqlTask,
  dataSets: readonly DataSet[],
  judged: readonly Judged[],
  options: JudgeOptions,
): Promise<readonly (string | undefined)[]> {
  const isWrong = judged.some(({ verdict, results }) => !verdict.isRight && results.got !== undefined)
  if (!isWrong) return []
  const known = knownResults.get(task) ?? new Map<DataSet, ReadonlyMap<string, Answer>>()
  knownResults.set(task, known)
  const found: FoundResults[] = []
  for (const [i, { results }] of judged.entries()) {
    const dataSet = dataSets[i] as DataSet
    const wrong = known.get(dataSet) ?? (await runWrong(task, dataSet, options))
    known.set(dataSet, wrong)
    found.push({ ...results, wrong })
  }
  return matchWrong(task, task.wrong, found).map((wrong) => wrong?.why)
}

/** What the known wrong queries give is the same whenever it is asked for. */
const knownResults = new WeakMap<SqlTask, Map<DataSet, ReadonlyMap<string, Answer>>>()

async function runWrong(task: SqlTask, dataSet: DataSet, options: JudgeOptions): Promise<ReadonlyMap<string, Answer>> {
  await loadDataSet(options.database, task.tables, dataSet)
  const results = new Map<string, Answer>()
  for (const { id, sql } of task.wrong) {
    try {
      results.set(id, { ...(await runOwn(sql, options)), isOrdered: hasFinalOrder(sql) })
    } catch (error) {
      // A wrong query may fail where a right one does not.
      if (!(error instanceof QueryError) || error.kind !== 'query') throw error
    }
  }
  return results
}
