import { DeltaEvent, Outcome } from '../../engine/delta/events.ts'
import type { DeltaState, StatementRun } from '../../engine/delta/state.ts'
import { explainProgram, parseProgram } from '../../engine/sql/parse-program.ts'
import type { Statement } from '../../engine/sql/statement.ts'
import { ensureTables } from '../../engine/sql/table-names.ts'
import type { Log } from '../../engine/trace/log.ts'
import type { ActOption, Moment, WrittenAct } from '../../player/lab.ts'
import type { WrittenAnswer } from '../../player/written-answer.ts'
import { describeTable } from './describe-table.ts'
import { explainLength, programText } from './params.ts'
import { explainQueryFault, queryTable } from './query-table.ts'
import { GUEST, letterOf } from './phases.ts'
import { isLost, writerRuns } from './read.ts'

const OTHER_LEVEL = {
  Serializable: 'WriteSerializable',
  WriteSerializable: 'Serializable',
  SnapshotIsolation: 'Serializable',
} as const

/** What the user may do here: another future from this event on. */
export function actsOf(moment: Moment<DeltaState>): readonly ActOption[] {
  const { state } = moment
  const atWork = writerRuns(state).filter(({ end, actor }) => end === undefined && actor !== GUEST)
  return [...isolationAct(state, atWork), ...turnActs(atWork), ...atWork.map(dieAct), ...statementActs(state)]
}

function isolationAct(state: DeltaState, atWork: readonly StatementRun[]): ActOption[] {
  if (atWork.length === 0) return []
  const value = OTHER_LEVEL[state.isolation as keyof typeof OTHER_LEVEL]
  return [{ type: 'isolation', value, name: `check by ${value}`, note: 'commits that are checked from here on' }]
}

function turnActs(atWork: readonly StatementRun[]): ActOption[] {
  if (atWork.length < 2) return []
  return atWork.map(({ actor }) => ({
    type: 'turn',
    value: letterOf(actor),
    name: `${letterOf(actor)} goes first`,
    note: 'alone until it is done',
  }))
}

function dieAct({ actor, target, committed }: StatementRun): ActOption {
  const name = letterOf(actor)
  const note =
    committed !== undefined
      ? 'its commit is there; it never hears so'
      : target === undefined
        ? 'what it has written stays, in no commit'
        : 'before its commit is put'
  return { type: 'die', value: name, name: `${name} dies`, note }
}

/** Statements run to their end while all others wait; one of the user's own is `writtenActOf`. */
function statementActs(state: DeltaState): ActOption[] {
  if (state.versions.length === 0) return []
  const table = state.header.table
  const repeats = writerRuns(state).filter((run) => isLost(run) && run.end?.outcome === Outcome.conflicted)
  const again = repeats.map(({ text, actor }): ActOption => ({
    type: 'statement',
    value: text,
    name: `run ${letterOf(actor)}'s statement again`,
    note: 'from the newest version',
  }))
  return [
    ...again,
    { type: 'statement', value: `OPTIMIZE ${table}`, name: 'OPTIMIZE', note: 'while the others wait' },
    { type: 'statement', value: `VACUUM ${table}`, name: 'VACUUM', note: 'while the others wait' },
  ]
}

/** The statement box: what is written runs on the table as it is here, while all others wait. */
export function writtenActOf(moment: Moment<DeltaState>): WrittenAct | undefined {
  const { state } = moment
  if (state.versions.length === 0) return undefined
  const { table } = state.header
  return {
    type: 'statement',
    label: 'A statement of your own',
    hint: "INSERT, UPDATE, DELETE, MERGE, OPTIMIZE, VACUUM, RESTORE, ALTER TABLE, DESCRIBE HISTORY or DETAIL, or SELECT, with VERSION or TIMESTAMP AS OF or of table_changes('t', start [, end]). A statement runs here while the others wait; a SELECT asks the table as it is here, by DuckDB.",
    placeholder: `DELETE FROM ${table} WHERE region = 'US'`,
    check: (text) =>
      explainLength(text) ??
      explainProgram(text, (statement) => ensureTables(statement, [table])) ??
      (parseProgram(text).length === 0 ? 'Write a statement first.' : undefined) ??
      (state.header.log === 'naive' ? undefined : explainMix(text)),
    nameOf: (text) => programText(text, []),
    placeOf: effectPlace,
    ask: (text, from) => {
      const asked = statementsIn(text)
      const last = asked.at(-1)?.statement
      if (last === undefined || !asked.every(({ statement }) => isQuestion(statement))) return undefined
      const tell = (answer: WrittenAnswer): WrittenAnswer =>
        asked.length === 1 ? answer : { ...answer, note: `the last of ${asked.length} statements: ${answer.note}` }
      if (last.kind === 'describe-history' || last.kind === 'describe-detail') {
        return Promise.resolve(tell(describeTable(moment, last)))
      }
      // A naive log has no files to ask: there a SELECT is run by its own reader.
      if (last.kind !== 'select' || state.header.log === 'naive') return undefined
      return queryTable(last, from).then(tell, (error: unknown) => {
        throw new Error(explainQueryFault(error, last, text))
      })
    },
    lastQuestion: (text) => {
      const asked = statementsIn(text)
      const last = asked.at(-1)
      const isAsked = last !== undefined && asked.length > 1 && isQuestion(last.statement)
      return isAsked && state.header.log !== 'naive' ? last.text : undefined
    },
  }
}

function statementsIn(text: string) {
  return parseProgram(text).flatMap((step) => (step.kind === 'statement' ? [step] : []))
}

/** Only the last rows are shown: a question before a statement that changes something, or one more, would be run unseen. */
function explainMix(text: string): string | undefined {
  const all = statementsIn(text)
  if (all.every(({ statement }) => isQuestion(statement))) return undefined
  const unseen = all.slice(0, -1).find(({ statement }) => isQuestion(statement))
  if (unseen === undefined) return undefined
  const { line, column } = unseen.place
  return `What this asks would not be shown: beside statements that change the table a question stands last; ask this one alone (line ${line}, column ${column})`
}

/** A statement that only asks. */
function isQuestion({ kind }: Statement): boolean {
  return kind === 'select' || kind === 'describe-history' || kind === 'describe-detail'
}

/**
 * The last commit of the guest behind the event where its fork left; where it deletes files behind that, the end of the
 * statement that does, as of one that commits nothing.
 */
function effectPlace(log: Log, left: number): number {
  let [last, next] = [left, left]
  for (let seq = log.length; seq > left; seq--) {
    const { kind, a } = log.event(seq)
    if (a !== GUEST) continue
    if (kind === DeltaEvent.commit) return seq
    if (kind === DeltaEvent.deleteFile) return next
    if (kind !== DeltaEvent.end) continue
    next = seq
    if (last === left) last = seq
  }
  return last
}
