import { formatCount, formatPlural } from '../../../base/format.ts'
import type { DeltaState } from '../../../engine/delta/state.ts'
import { latestVersion } from '../../../engine/delta/state.ts'
import { explainProgram } from '../../../engine/sql/parse-program.ts'
import { ensureTables } from '../../../engine/sql/table-names.ts'
import { AskError, ask } from '../../../player/ask.ts'
import type { AskedFrom, Moment, WrittenAct } from '../../../player/lab.ts'
import { describeTable, tryDescribe } from '../describe-table.ts'
import { explainQueryFault, queryTable, trySelect, type TableRows, type TableTarget } from '../query-table.ts'

/** What is read at most by one who was asked. */
const MOST_ROWS = 50_000_000

/** The query that was not run since it would read many rows: written once more, it is. */
let wasAsked: string | undefined

/** A SELECT on the table as it is at the playhead; the log of somebody else takes no other statement. */
export function questionOf(moment: Moment<DeltaState>): WrittenAct | undefined {
  const { state } = moment
  const now = latestVersion(state)
  if (state.versions.length === 0) return undefined
  return {
    type: 'statement',
    label: `A question to the table at version ${formatCount(now)}`,
    hint: "A SELECT, with VERSION or TIMESTAMP AS OF for versions before, or of table_changes('t', start [, end]): DuckDB answers it on the rows of the very files. DESCRIBE HISTORY and DETAIL are answered from the log. Nothing is written.",
    placeholder: `SELECT count(*) FROM ${nameOf(state.header.table)}`,
    check: (text) => {
      if (text.trim() === '') return 'Write a SELECT first.'
      const wrong = explainProgram(text)
      if (wrong !== undefined) return wrong
      return trySelect(text) === undefined && tryDescribe(text) === undefined
        ? 'This log is somebody else’s: only one SELECT can be run on it, or DESCRIBE HISTORY or DETAIL.'
        : explainProgram(text, (statement) => ensureTables(statement, namesOf(state)))
    },
    nameOf: (text) => text,
    ask: (text, from) => {
      const describe = tryDescribe(text)
      if (describe !== undefined) return Promise.resolve(describeTable(moment, describe))
      const query = trySelect(text)
      if (query === undefined) return undefined
      const key = `${now} ${text}`
      const mostRows = wasAsked === key ? MOST_ROWS : undefined
      wasAsked = undefined
      return queryTable(query, from, (by, targets) => readOwn(by, targets, now, mostRows)).catch((error: unknown) => {
        if (error instanceof AskError && error.code === 'TOO_MANY_ROWS') {
          if (mostRows === undefined) wasAsked = key
          throw new Error(
            mostRows === undefined ? `${error.message}${ASKED}` : `${error.message}: too many for a page.`,
          )
        }
        throw new Error(explainQueryFault(error, query, text))
      })
    },
  }
}

const ASKED = '. They would all be held in memory. Run it once more to do it all the same, or ask for a version before.'

async function readOwn(
  { engine, signal, onProgress }: AskedFrom,
  targets: readonly TableTarget[],
  now: number,
  mostRows: number | undefined,
): Promise<readonly TableRows[]> {
  const wanted = targets.map((target, i) => asOfNow(target, i, now))
  const limit = mostRows === undefined ? {} : { mostRows }
  const asking = ask(engine, 'own-table-rows', { targets: wanted, ...limit }, (done, total) =>
    onProgress(`reading the rows of the table, ${formatCount(done)} of ${formatCount(Math.max(done, total))}`),
  )
  signal.addEventListener('abort', asking.stop)
  try {
    const tables = (await asking.answer) as readonly TableRows[]
    const future = tables.findIndex(({ version }) => version > now)
    if (future >= 0) throw notYet(tables[future]?.version ?? now, future, now)
    return tables
  } finally {
    signal.removeEventListener('abort', asking.stop)
  }
}

/** The version that is looked at stands for the last one. */
function asOfNow(target: TableTarget, index: number, now: number): TableTarget {
  if (target.changes !== undefined) return { changes: { ...target.changes, latest: now } }
  if (target.version !== undefined && target.version > now) throw notYet(target.version, index, now)
  return target.version === undefined && target.timestamp === undefined ? { version: now } : target
}

/** What Delta says of a version that is not in the log, with the target that asks for it as its place. */
function notYet(version: number, index: number, now: number): AskError {
  const message = `version ${formatCount(version)} is not in the log at this event, where the table is at version ${formatCount(now)}; ask for one up to it, or step on`
  return new AskError('DELTA_VERSION_NOT_FOUND', message, `targets[${index}]`)
}

/** The names by which a table is asked: that of its folder, as SQL can have it and as it is, and the one that its log gives. */
function namesOf({ header, metadata }: DeltaState): readonly string[] {
  return [...new Set([nameOf(header.table), header.table, metadata?.name ?? header.table])]
}

/** A table's name as SQL can have it. */
function nameOf(table: string): string {
  const name = table.replace(/\.(zip|tar|tgz|tar\.gz)$/i, '').replace(/\W+/g, '_')
  return /^[a-z_]/i.test(name) ? name : `t_${name}`
}

/** "the first 100 of 12,034 rows by the statistics" */
export function countWords(shown: number, count: number | undefined, counted: string, isFiltered: boolean): string {
  if (count === shown) return formatPlural(shown, 'row')
  const first = `the first ${formatCount(shown)}`
  if (count === undefined)
    return isFiltered ? `${first} rows, and there are more` : `${first} rows; nothing tells how many there are`
  return `${first} of ${formatPlural(count, 'row')}${counted === 'statistics' ? ' by the statistics' : ''}`
}
