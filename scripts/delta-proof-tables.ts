import { mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Rng } from '../src/base/rng.ts'
import { runDropColumn, runRenameColumn } from '../src/engine/delta/alter.ts'
import { runAppend } from '../src/engine/delta/append.ts'
import { runCheckpoint } from '../src/engine/delta/checkpoint-writer.ts'
import { runCreate } from '../src/engine/delta/create.ts'
import { rowsOf } from '../src/engine/delta/data-file.ts'
import { DeltaError } from '../src/engine/delta/delta-error.ts'
import { runDelete } from '../src/engine/delta/delete.ts'
import { readHistory } from '../src/engine/delta/history.ts'
import { listLog } from '../src/engine/delta/log-segment.ts'
import { runMerge } from '../src/engine/delta/merge.ts'
import { runOptimize } from '../src/engine/delta/optimize.ts'
import { runOverwrite } from '../src/engine/delta/overwrite.ts'
import { ensureSchema, readRows } from '../src/engine/delta/read-rows.ts'
import { runRestore } from '../src/engine/delta/restore.ts'
import { parseSchema } from '../src/engine/delta/schema.ts'
import type { DataType, StructType } from '../src/engine/delta/schema.ts'
import { loadSnapshot } from '../src/engine/delta/snapshot.ts'
import { createCondition } from '../src/engine/delta/sql-condition.ts'
import type { TableLayout } from '../src/engine/delta/table-layout.ts'
import { createUuids } from '../src/engine/delta/table-writer.ts'
import type { TableWriter } from '../src/engine/delta/table-writer.ts'
import { formatRow } from '../src/engine/delta/values.ts'
import type { DeltaValue } from '../src/engine/delta/values.ts'
import { runUpdate } from '../src/engine/delta/update.ts'
import type { Row } from '../src/engine/delta/write-files.ts'
import { runZOrder } from '../src/engine/delta/zorder.ts'
import { runStatement } from '../src/engine/delta/sql-statement.ts'
import type { ChangeStatement } from '../src/engine/delta/sql-statement.ts'
import { buildTable } from '../src/engine/operations/delta-table.ts'
import { planOptions } from '../src/engine/operations/table-program.ts'
import { SCENARIOS } from '../src/labs/delta-log/scenarios.ts'
import { parseProgram } from '../src/engine/sql/parse-program.ts'
import { parseExpressionText } from '../src/engine/sql/parse-expression-text.ts'
import { MemoryStore } from '../src/engine/storage/memory-store.ts'
import { PROGRAMS } from './delta-proof-programs.ts'

/** What another reader must find in a table. */
export interface ExpectedTable {
  readonly name: string
  /** Rows of each version as JSON, by version, in order; null of one whose files VACUUM has deleted. */
  readonly versions: readonly (readonly string[] | null)[]
  /** The operation of each commit. */
  readonly operations: readonly string[]
  readonly partitionColumns: readonly string[]
}

function schemaOf(...fields: readonly (readonly [name: string, type: unknown])[]): StructType {
  const list = fields.map(([name, type]) => ({ name, type, nullable: true, metadata: {} }))
  return parseSchema(JSON.stringify({ type: 'struct', fields: list }))
}

const ITEMS = schemaOf(['id', 'integer'], ['name', 'string'], ['part', 'string'])
const rowsOfItems = (...texts: string[]): { schema: StructType; rows: Row[] } => ({
  schema: ITEMS,
  rows: texts.map((text) => {
    const [id, name, part] = text.split(' ')
    return [Number(id), name, part]
  }),
})
const where = (text: string) => (layout: TableLayout) => ({ where: createCondition(layout, parseExpressionText(text)) })
const setName = (text: string, name: string) => (layout: TableLayout) => ({
  ...where(text)(layout),
  set: ([id, , part]: Row): Row => [id, name, part],
})

async function runOperations(writer: TableWriter, configuration: Record<string, string>): Promise<void> {
  const start = rowsOfItems('1 a x', '2 b x', '3 c y', '4 d z')
  await runCreate(
    writer,
    { schema: ITEMS, partitionColumns: ['part'], configuration: new Map(Object.entries(configuration)) },
    start,
  )
  await runAppend(writer, rowsOfItems('5 e x', '6 f y'), { txn: { appId: 'loader', version: 1 } })
  await runDelete(writer, where('id = 2'))
  await runUpdate(writer, setName('id >= 5', 'late'))
  await runMerge(writer, {
    source: rowsOfItems('1 A x', '9 z z').rows,
    on: { text: 't.id = s.id', target: createAlways(), test: ([a], [b]) => a === b },
    matched: [{ kind: 'update', set: (_, source) => source }],
    notMatched: [{ insert: (source) => source }],
  })
  await runOptimize(writer)
  await runDelete(writer, where("part = 'z'"))
  await runOverwrite(writer, rowsOfItems('7 o x'), { scope: { kind: 'partitions' } })
  await runRestore(writer, { target: { version: 3 } })
  await runAppend(writer, rowsOfItems('10 j y'))
  await runZOrder(writer, { columns: ['id', 'name'] })
}

function createAlways() {
  const all = { text: 'true', canMatch: () => true }
  return { text: 'true', partitions: all, isPartitionOnly: false, canMatchFile: () => true, test: () => true }
}

async function runMapping(writer: TableWriter): Promise<void> {
  const configuration = new Map([['delta.columnMapping.mode', 'name']])
  await runCreate(writer, { schema: ITEMS, partitionColumns: ['part'], configuration }, rowsOfItems('1 a x'))
  await runRenameColumn(writer, 'name', 'a word')
  await runAppend(writer, {
    schema: schemaOf(['id', 'integer'], ['a word', 'string'], ['part', 'string']),
    rows: [[2, 'b', 'y']],
  })
  await runDropColumn(writer, 'a word')
  await runAppend(writer, { schema: schemaOf(['id', 'integer'], ['part', 'string']), rows: [[3, 'y']] })
}

const DECIMAL = 'decimal(38,10)'
const TYPES = schemaOf(
  ...[
    ['bool', 'boolean'],
    ['i8', 'byte'],
    ['i16', 'short'],
    ['i32', 'integer'],
    ['i64', 'long'],
    ['f32', 'float'],
  ].map(([name, type]) => [name, type] as [string, unknown]),
  ...[
    ['f64', 'double'],
    ['s', 'string'],
    ['bin', 'binary'],
    ['d', 'date'],
    ['ts', 'timestamp'],
  ].map(([name, type]) => [name, type] as [string, unknown]),
  ['d9', 'decimal(9,2)'],
  ['d18', 'decimal(18,4)'],
  ['d38', DECIMAL],
  ['st', { type: 'struct', fields: [{ name: 'x', type: 'integer', nullable: true, metadata: {} }] }],
  ['arr', { type: 'array', elementType: 'integer', containsNull: true }],
  ['m', { type: 'map', keyType: 'string', valueType: 'long', valueContainsNull: true }],
)

async function runTypes(writer: TableWriter): Promise<void> {
  const rows: DeltaValue[][] = [
    [
      ...[true, -128, 32767, -2147483648, 9223372036854775807n, 0.5, -0.25, 'grüße 🐢', Uint8Array.of(0, 255)],
      ...[19000, 1700000000123456n, -123456789n, 999999999999999999n, -(10n ** 38n - 1n)],
      ...[
        [1],
        [1, undefined, 3],
        [
          ['k', 1n],
          ['l', undefined],
        ],
      ],
    ],
    TYPES.fields.map(() => undefined),
    [
      ...[false, 127, -32768, 2147483647, -9223372036854775808n, 1024, 1e300, '', Uint8Array.of()],
      ...[0, 0n, 0n, 0n, 0n],
      ...[[undefined], [], []],
    ],
  ]
  await runCreate(writer, { schema: TYPES }, { schema: TYPES, rows })
  const many: DeltaValue[][] = Array.from({ length: 1000 }, (_, i) =>
    TYPES.fields.map(({ name, type }) => (name === 'i32' || name === 'i8' ? i % 100 : manyValue(type, i))),
  )
  await runAppend(writer, { schema: TYPES, rows: many })
}

function manyValue({ kind }: DataType, i: number): DeltaValue {
  if (i % 7 === 0) return undefined
  if (kind === 'string') return `value ${i % 13}`
  if (kind === 'long') return BigInt(i) * 1_000_003n
  if (kind === 'double') return i / 8
  return kind === 'boolean' ? i % 3 === 0 : undefined
}

async function runProgram(writer: TableWriter, text: string): Promise<void> {
  for (const step of parseProgram(text)) {
    if (step.kind === 'wait') throw new Error('time does not pass between the statements of a proof')
    await runStatement(writer, step.statement as ChangeStatement, planOptions(step.settings, 'proof'))
  }
}

const RECIPES: Readonly<Record<string, (writer: TableWriter) => Promise<void>>> = {
  plain: (writer) => runOperations(writer, {}),
  checkpoints: (writer) => runOperations(writer, { 'delta.checkpointInterval': '3' }),
  'v2-checkpoints': (writer) =>
    runOperations(writer, { 'delta.checkpointInterval': '4', 'delta.checkpointPolicy': 'v2' }),
  'deletion-vectors': (writer) => runOperations(writer, { 'delta.enableDeletionVectors': 'true' }),
  'vectors-and-checkpoints': async (writer) => {
    await runOperations(writer, { 'delta.enableDeletionVectors': 'true', 'delta.checkpointInterval': '3' })
    await runCheckpoint(writer, 10)
  },
  'change-data': (writer) => runOperations(writer, { 'delta.enableChangeDataFeed': 'true' }),
  'in-commit-timestamps': (writer) => runOperations(writer, { 'delta.enableInCommitTimestamps': 'true' }),
  'column-mapping': runMapping,
  types: runTypes,
  ...Object.fromEntries(
    Object.entries(PROGRAMS).map(([name, text]) => [name, (writer: TableWriter) => runProgram(writer, text)]),
  ),
}

/** Writes tables that use what the writer can do below a folder, and gives what is in them. */
export async function writeProofTables(folder: string): Promise<ExpectedTable[]> {
  const tables: ExpectedTable[] = []
  for (const [name, recipe] of Object.entries(RECIPES)) {
    let nowMs = 1_750_000_000_000
    const store = new MemoryStore(() => nowMs)
    const now = (): number => (nowMs += 1000)
    await recipe({ actor: 'proof', store, now, uuid: createUuids(new Rng(1, name)), product: 'oss' })
    tables.push(await writeTable(folder, name, store))
  }
  for (const { id, params, fork } of SCENARIOS) {
    // A naive log has no files; the fork beside it is the real table.
    if (params['log'] !== 'naive') tables.push(await writeTable(folder, `scenario-${id}`, await buildTable(params, [])))
    if (fork === undefined) continue
    tables.push(await writeTable(folder, `scenario-${id}-fork`, await buildTable(fork.params ?? params, fork.acts)))
  }
  writeFileSync(path.join(folder, 'expected.json'), JSON.stringify(tables, undefined, 1))
  return tables
}

async function writeTable(folder: string, name: string, store: MemoryStore): Promise<ExpectedTable> {
  for (const { path: file, modifiedMs } of await store.list('')) {
    const place = path.join(folder, name, file)
    mkdirSync(path.dirname(place), { recursive: true })
    writeFileSync(place, await store.get(file))
    utimesSync(place, modifiedMs / 1000, modifiedMs / 1000)
  }
  return describe(name, store)
}

async function describe(name: string, store: MemoryStore): Promise<ExpectedTable> {
  const latest = await loadSnapshot(store)
  const versions: (string[] | null)[] = []
  for (let version = 0; version <= latest.version; version++) versions.push(await tryReadVersion(store, version))
  const history = await readHistory(store, await listLog(store), latest.metadata, latest.version)
  const operations = history.toReversed().map(({ info }) => info?.['operation'] as string)
  return { name, versions, operations, partitionColumns: latest.metadata.partitionColumns }
}

async function tryReadVersion(store: MemoryStore, version: number): Promise<string[] | null> {
  const snapshot = await loadSnapshot(store, { version })
  const texts: string[] = []
  try {
    for await (const batch of readRows(store, snapshot)) {
      for (const row of rowsOf(batch)) texts.push(formatRow(ensureSchema(snapshot), row))
    }
  } catch (error) {
    if (error instanceof DeltaError && error.code === 'DELTA_FILE_NOT_FOUND_DETAILED') return null
    throw error
  }
  return texts.sort()
}
