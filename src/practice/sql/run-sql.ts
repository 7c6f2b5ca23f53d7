import { SourceText } from '../../engine/sql/source.ts'
import { formatDuration } from '../../base/format.ts'
import type { QueryResult } from '../../query/cell.ts'
import { QueryError } from '../../query/query-error.ts'
import type { DataSet, SqlTask } from '../types.ts'
import { breakTies, SEED } from './break-ties.ts'
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
import type { DataSetVerdict, QueryRefusal, SqlVerdict } from './verdict.ts'

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
 * expected of it. A query that is no single SELECT over these tables is refused and not run, and so is one that DuckDB cannot
 * begin, whatever the rows; one that fails on a data set goes on with the next; one that takes longer than `SQL_LIMITS` says
 * is stopped and no more judged.
 * One that is right is run once more with its ties broken another way. One over which DuckDB breaks down is not judged.
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
    return refuse(checked.problem)
  }
  const dataSets = options.which === 'all' ? [task.shown, ...task.hidden] : [task.shown]
  try {
    const judged = await judgeDataSets(task, dataSets, checked.text, options)
    if ('crash' in judged) return refuse({ message: judged.crash, isBreakdown: true })
    if ('unready' in judged) return refuse({ ...judged.unready, message: `${judged.unready.message}.` })
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

function refuse(refusal: QueryRefusal): SqlVerdict {
  return { isRight: false, refusal, dataSets: [], plan: undefined, milliseconds: 0 }
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
): Promise<Judged[] | Crash | Unready> {
  const judged: Judged[] = []
  for (const dataSet of dataSets) {
    await loadDataSet(options.database, task.tables, dataSet)
    const next = await judgeDataSet(task, dataSet, text, options)
    if ('crash' in next || 'unready' in next) return next
    judged.push(next)
    if (next.verdict.fault === 'stopped') break
  }
  return judged
}

async function judgeDataSet(
  task: SqlTask,
  dataSet: DataSet,
  text: string,
  options: JudgeOptions,
): Promise<Judged | Crash | Unready> {
  const { id, name } = dataSet
  const expected = await runOwn(task.reference, options)
  const start = performance.now()
  const run = await tryRun(text, options)
  const milliseconds = performance.now() - start
  const common = { id, name, isShown: dataSet === task.shown, why: undefined, milliseconds }
  if ('crash' in run || 'unready' in run) return run
  if ('got' in run) {
    const got = await withTies(task, expected, run.got, text, options)
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

/** That DuckDB broke down, in sentences. */
interface Crash {
  readonly crash: string
}

/** Why DuckDB could not begin, whatever the rows. */
interface Unready {
  readonly unready: QueryProblem
}

/** What DuckDB says before it looks at any row: no grammar, no such name, no such types. */
const BEFORE_ROWS = /^(Parser|Catalog|Binder) Error/

type Run =
  Crash | Unready | { readonly got: Answer } | { readonly fault: 'error' | 'stopped'; readonly problem: QueryProblem }

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
    if (error.kind === 'query') {
      const problem = await explainName(placeProblem(text, error), database)
      return BEFORE_ROWS.test(problem.message) ? { unready: problem } : { fault: 'error', problem }
    }
    if (error.kind === 'crashed') return { crash: crashWords(error) }
    const took = `the query was stopped, as it took longer than ${formatDuration(mostMs / 1000)}`
    return { fault: 'stopped', problem: { message: took } }
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', cancel)
  }
}

/** What helps against the breakdowns that are known: of WITH in brackets beside a UNION with an ORDER BY, in DuckDB 1.4.3. */
function crashWords({ message }: QueryError): string {
  return (
    `${message.replace(/\.$/, '')}. That says nothing about whether your query is right, and it was not judged. Write it ` +
    'another way: WITH at the front of the whole query, or a UNION in a subquery, SELECT * FROM (…) ORDER BY …'
  )
}

/**
 * The result itself, or where it is right by chance that of the query with its ties broken another way. Ties do not
 * change which rows an ORDER BY gives; where they do, as with LIMIT, the query is not blamed, and neither is one that
 * cannot be run so.
 */
async function withTies(
  task: SqlTask,
  expected: QueryResult,
  got: Answer,
  text: string,
  options: JudgeOptions,
): Promise<Answer> {
  if (!compareResults(expected, got, task).isRight) return got
  for (const { kind, sql } of breakTies(text, task)) {
    await runOwn(SEED, options)
    const run = await tryRun(sql, options)
    if (!('got' in run)) continue
    const broken = { ...run.got, tied: kind }
    if (compareResults(expected, broken, task).fault === (kind === 'order' ? 'order' : 'rows')) return broken
  }
  return got
}

/** DuckDB adds every function of the name that it has, which for an operator are dozens of lines. */
const CANDIDATES = /\s+Candidate functions:[^]*$/

function placeProblem(text: string, { message: told, position }: QueryError): QueryProblem {
  const message = told.replace(CANDIDATES, '').replace(/\.$/, '')
  if (position === undefined) return { message }
  const { line, column } = new SourceText(text).placeOf({ start: position, end: position })
  return { message, line, column }
}

/** DuckDB takes a word of its grammar for no name unless AS stands before it. Spark does, and the message does not say so. */
async function explainName(problem: QueryProblem, database: SqlDatabase): Promise<QueryProblem> {
  const word = /^Parser Error: syntax error at or near "(\w+)"$/.exec(problem.message)?.[1]?.toLowerCase()
  if (word === undefined) return problem
  const ask = `SELECT 1 FROM duckdb_keywords() WHERE keyword_name = '${word}' AND keyword_category <> 'reserved'`
  const found = await database.runQuery(ask, { mostRows: 1 }).catch(() => undefined)
  if (found === undefined || found.rows.length === 0) return problem
  const why = `${word} is a word of DuckDB’s grammar: as the name of a column it needs AS before it`
  return { ...problem, message: `${problem.message}. If it is a name: ${why}` }
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
    const wrong = known.get(dataSet) ?? (await runWrong(task, dataSet, results.expected, options))
    known.set(dataSet, wrong)
    found.push({ ...results, wrong })
  }
  return matchWrong(task, task.wrong, found).map((wrong) => wrong?.why)
}

/** What the known wrong queries give is the same whenever it is asked for. */
const knownResults = new WeakMap<SqlTask, Map<DataSet, ReadonlyMap<string, Answer>>>()

async function runWrong(
  task: SqlTask,
  dataSet: DataSet,
  expected: QueryResult,
  options: JudgeOptions,
): Promise<ReadonlyMap<string, Answer>> {
  await loadDataSet(options.database, task.tables, dataSet)
  const results = new Map<string, Answer>()
  for (const { id, sql } of task.wrong) {
    try {
      const got = { ...(await runOwn(sql, options)), isOrdered: hasFinalOrder(sql) }
      results.set(id, await withTies(task, expected, got, sql, options))
    } catch (error) {
      // A wrong query may fail where a right one does not.
      if (!(error instanceof QueryError) || error.kind !== 'query') throw error
    }
  }
  return results
}
