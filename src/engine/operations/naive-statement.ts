import { DeltaEvent, Outcome } from '../delta/events.ts'
import type { CommitPayload, EndPayload } from '../delta/events.ts'
import type { NaiveEntry, NaiveRow, NaiveTable } from '../delta/naive-table.ts'
import { createValuesTable } from '../delta/sql-rows.ts'
import { SqlError } from '../predicate/sql-error.ts'
import type { Value } from '../predicate/types.ts'
import type { SimCall } from '../sim/call.ts'
import type { ActorPort } from '../sim/simulation.ts'
import type { ProgramStep } from '../sql/parse-program.ts'
import type { InsertStatement, RestoreStatement, SelectStatement } from '../sql/statement.ts'
import type { TableRecorder } from './table-recorder.ts'
import { PLAIN_QUERY, type StatementEnd } from './table-statement.ts'

/** Where a statement runs: a naive table that all actors share, and the turn that an actor waits for before each step. */
export interface NaiveContext {
  readonly table: NaiveTable
  readonly actor: number
  readonly port: ActorPort
  readonly recorder: TableRecorder
  /** Milliseconds by the actor's own clock. */
  readonly now: () => number
}

const KNOWN = 'CREATE TABLE, INSERT and INSERT OVERWRITE with VALUES, SELECT * with VERSION AS OF, OPTIMIZE and RESTORE'

/** Runs a statement as the naive log would; what it does not know fails and says so. */
export async function runNaiveStatement(
  context: NaiveContext,
  { statement }: Extract<ProgramStep, { kind: 'statement' }>,
): Promise<StatementEnd> {
  switch (statement.kind) {
    case 'create-table':
      return endOf(Outcome.unchanged, -1, { message: 'an empty list of entries, version 0: there is no schema' })
    case 'select':
      return read(context, statement)
    case 'insert':
      return insert(context, statement)
    case 'optimize':
      return optimize(context)
    case 'restore':
      return restore(context, statement)
    default:
      return refuse(`no ${statement.kind.replaceAll('-', ' ').toUpperCase()}`)
  }
}

async function read(context: NaiveContext, { tables, text }: SelectStatement): Promise<StatementEnd> {
  const [asked, ...others] = tables
  const plain = PLAIN_QUERY.exec(text)
  if (asked === undefined || others.length > 0 || plain === null || plain[1] !== undefined) {
    return refuse('no conditions, joins or columns: it reads whole tables')
  }
  const { asOf, changes } = asked
  if (changes !== undefined) return refuse('no record of what its entries changed')
  if (asOf?.kind === 'timestamp') return refuse('times of its entries, but no travel to them')
  const { table } = context
  const version = await turn(context, CALLS.readLog, () => table.versionOf(asOf?.version))
  const rows = await readFiles(context, seeFiles(context, version))
  const preview = rows.slice(0, 20).map(formatRow)
  return endOf(Outcome.read, version, { message: `read version ${version}`, rows: rows.length, preview })
}

async function insert(context: NaiveContext, statement: InsertStatement): Promise<StatementEnd> {
  const { table, now } = context
  const { query, partition, replaceWhere } = statement
  if (query !== undefined || partition.length > 0 || replaceWhere !== undefined) {
    return refuse('neither queries, partitions nor REPLACE WHERE in an INSERT: rows come as VALUES')
  }
  const name = table.nameFile(now())
  await writeFile(context, name, valuesOf(statement))
  const removed = statement.isOverwrite ? seeFiles(context, table.counter) : []
  return append(context, {
    operation: 'WRITE',
    mode: statement.isOverwrite ? 'overwrite' : 'append',
    filesAdded: [name],
    filesRemoved: removed,
  })
}

async function optimize(context: NaiveContext): Promise<StatementEnd> {
  const { table } = context
  const files = await turn(context, CALLS.readLog, () => seeFiles(context, table.counter))
  if (files.length < 2) return endOf(Outcome.unchanged, -1, { message: 'fewer than two files: nothing to do' })
  const rows = await readFiles(context, files)
  const name = table.nameCompacted()
  await writeFile(context, name, rows)
  return append(context, { operation: 'OPTIMIZE', mode: 'append', filesAdded: [name], filesRemoved: files })
}

async function restore(context: NaiveContext, { asOf }: RestoreStatement): Promise<StatementEnd> {
  if (asOf.kind === 'timestamp') return refuse('times of its entries, but no travel to them')
  const { table } = context
  const { version } = asOf
  const [then, now] = await turn(context, CALLS.readLog, () => [
    table.activeFiles(table.versionOf(version)),
    seeFiles(context, table.counter),
  ])
  return append(context, {
    operation: 'RESTORE',
    mode: 'append',
    filesAdded: then.filter((name) => !now.includes(name)),
    filesRemoved: now.filter((name) => !then.includes(name)),
  })
}

const CALLS = {
  readLog: { kind: 'list', path: '_delta_log/', access: 'list', bytes: 0 },
} as const satisfies Record<string, SimCall>

function turn<T>({ port }: NaiveContext, call: SimCall, act: () => T): Promise<T> {
  return port.call(call, () => Promise.resolve(act()))
}

/** The files of a version, told as a snapshot. */
function seeFiles({ table, recorder, actor }: NaiveContext, version: number): readonly string[] {
  const files = table.activeFiles(version)
  const commits = table.entries.filter((entry) => entry.version <= version).length
  const newest = Math.max(0, ...table.entries.map((entry) => entry.version))
  recorder.emit(DeltaEvent.snapshot, actor, Math.min(version, newest), files.length, { checkpoint: null, commits })
  return files
}

async function readFiles(context: NaiveContext, names: readonly string[]): Promise<NaiveRow[]> {
  const { table, recorder, actor } = context
  const all: NaiveRow[] = []
  for (const path of names) {
    const call: SimCall = { kind: 'get', path, access: 'read', bytes: 0 }
    const rows = await turn(context, call, () => table.files.get(path) ?? [])
    recorder.emit(DeltaEvent.readData, actor, recorder.fileOf(path), rows.length)
    all.push(...rows)
  }
  return all
}

/** A file of the name may be there already: then its rows are gone. */
async function writeFile(context: NaiveContext, path: string, rows: readonly NaiveRow[]): Promise<void> {
  const { table, recorder, actor } = context
  const bytes = new TextEncoder().encode(rows.map(formatRow).join('\n')).length
  await turn(context, { kind: 'put', path, access: 'write', bytes }, () => {
    table.files.set(path, rows)
    const file = recorder.fileOf(path)
    recorder.emit(DeltaEvent.writeData, actor, file, bytes, { path, role: 'data' })
    const added = { path, partition: '', sizeBytes: bytes, deletedRows: 0, bounds: {} }
    recorder.emit(DeltaEvent.add, actor, file, rows.length, added)
  })
}

type Draft = Pick<NaiveEntry, 'operation' | 'mode' | 'filesAdded' | 'filesRemoved'>

/** The entry is made now, and appended when the actor's turn comes, whatever has happened in between. */
async function append(context: NaiveContext, draft: Draft): Promise<StatementEnd> {
  const { table, recorder, actor, now } = context
  const numRecords = draft.filesAdded.reduce((sum, name) => sum + (table.files.get(name)?.length ?? 0), 0)
  const entry: NaiveEntry = { version: table.counter + 1, timestampMs: now(), numRecords, ...draft }
  const { version } = entry
  const text = JSON.stringify(entry)
  for (const name of entry.filesRemoved) recorder.emit(DeltaEvent.remove, actor, recorder.fileOf(name), 1)
  const path = `_delta_log/${version}.json`
  recorder.emit(DeltaEvent.tryCommit, actor, version, 1, { path, sizeBytes: text.length })
  await turn(context, { kind: 'put', path, access: 'write', bytes: text.length }, () => {
    const hasTwin = table.entries.some((other) => other.version === version)
    const before = table.activeFiles(Infinity)
    table.append(entry)
    const after = table.activeFiles(Infinity)
    const adds = after.filter((name) => !before.includes(name))
    const removes = before.filter((name) => !after.includes(name))
    const payload: CommitPayload = {
      text,
      sizeBytes: text.length,
      operation: entry.operation,
      readVersion: version - 1,
      isolation: '',
      isBlindAppend: false,
      timestampMs: entry.timestampMs,
      adds: adds.map((name) => recorder.fileOf(name)),
      deletedRows: adds.map(() => 0),
      removes: removes.map((name) => recorder.fileOf(name)),
      vectors: [],
      zOrderBy: [],
      metadata: null,
    }
    recorder.emit(DeltaEvent.commit, actor, version, hasTwin ? 2 : 0, payload)
  })
  return endOf(Outcome.committed, version, { message: `appended an entry with the number ${version}` })
}

function valuesOf({ rows, table }: InsertStatement): readonly NaiveRow[] {
  const expressions = rows.map((row) =>
    row.map((value) => {
      if (value.kind !== 'default') return value
      throw new SqlError('NOT_SUPPORTED', 'DEFAULT means nothing to a log without a schema', value.place)
    }),
  )
  const width = Math.max(0, ...expressions.map((row) => row.length))
  const columns = Array.from({ length: width }, (_, i) => `col${i + 1}`)
  return createValuesTable(expressions, columns, table.path.at(-1)).rows
}

function formatRow(row: NaiveRow): string {
  return JSON.stringify(Object.fromEntries(row.map((value, i) => [`col${i + 1}`, plain(value)])))
}

function plain(value: Value): unknown {
  return typeof value === 'bigint' ? Number(value) : (value ?? null)
}

function endOf(outcome: StatementEnd['outcome'], version: number, payload: EndPayload): StatementEnd {
  return { outcome, version, payload }
}

function refuse(what: string): StatementEnd {
  const message = `the naive log has ${what}. It knows ${KNOWN}`
  return endOf(Outcome.failed, -1, { message, code: 'NOT_IN_THE_NAIVE_LOG' })
}
