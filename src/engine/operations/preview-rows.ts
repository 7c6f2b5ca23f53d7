import { parseCount, parseRecord, parseText } from '../../base/parse.ts'
import type { Add } from '../delta/action-types.ts'
import { rowsOf } from '../delta/data-file.ts'
import { ensureInside } from '../delta/data-path.ts'
import { tryCountAllRows, tryCountRows } from '../delta/file-stats.ts'
import { planFiles } from '../delta/plan-files.ts'
import { ensureSchema, readRows } from '../delta/read-rows.ts'
import { ALL_ROWS } from '../delta/row-condition.ts'
import type { RowCondition } from '../delta/row-condition.ts'
import type { DataType, StructField } from '../delta/schema.ts'
import { loadSnapshot } from '../delta/snapshot.ts'
import type { Snapshot } from '../delta/snapshot.ts'
import { createCondition } from '../delta/sql-condition.ts'
import { createLayout } from '../delta/table-layout.ts'
import type { TableWriter } from '../delta/table-writer.ts'
import { formatJson } from '../delta/values.ts'
import type { DeltaValue } from '../delta/values.ts'
import { formatType } from '../delta/write-schema.ts'
import { readParquetFooter } from '../columnar/parquet-footer.ts'
import { SqlError } from '../predicate/sql-error.ts'
import { parseExpressionText } from '../sql/parse-expression-text.ts'
import type { ObjectStore, ReadableStore } from '../storage/object-store.ts'
import { createObjectSource } from '../storage/range-source.ts'
import { createTableWork } from './table-told.ts'
import type { FilePorts } from './file-ports.ts'
import { OperationError } from './operation.ts'
import type { OperationProgress, PortedOperation } from './operation.ts'
import { openStore } from './read-table.ts'
import { withShortFloats } from './short-floats.ts'

/** The first rows of a version, as texts. */
export interface RowPreview {
  readonly version: number
  readonly columns: readonly { readonly name: string; readonly type: string; readonly isNumeric: boolean }[]
  /** Values in the order of the columns; undefined for NULL. */
  readonly rows: readonly (readonly (string | undefined)[])[]
  /** Rows that there are in all, where that is known. */
  readonly count: number | undefined
  /** Whose word that is: that of the writers' statistics, that of the Parquet files, or every row was read. */
  readonly counted: 'statistics' | 'footers' | 'rows'
  readonly files: {
    readonly live: number
    readonly skippedByPartition: number
    readonly skippedByStats: number
    readonly read: number
  }
}

/** Files without statistics whose footers are read for their numbers of rows. */
const MOST_FOOTERS = 500

/**
 * The first rows of a version of a table that somebody else has written: parameters `{ source, version, where, first }`,
 * `where` being a condition of SQL or empty. Its answer is a `RowPreview`; it has no log. A file that cannot be read is
 * named, and no row is given.
 */
export const previewRowsOperation: PortedOperation<FilePorts> = {
  name: 'preview-rows',
  open: async (params, _acts, ports) => {
    const given = parseRecord(params, 'params')
    const version = parseCount(given['version'], 'version')
    const first = parseCount(given['first'], 'first')
    const where = parseText(given['where'], 'where').trim()
    const store = await openStore(ports, given['source'])
    return createTableWork(() => preview(store, version, where, first))
  },
}

async function* preview(
  store: ReadableStore,
  version: number,
  where: string,
  first: number,
): AsyncGenerator<OperationProgress, RowPreview> {
  const snapshot = await loadSnapshot(store, { version })
  const { fields } = ensureSchema(snapshot)
  const condition = where === '' ? ALL_ROWS : parseCondition(snapshot, where)
  const { candidates, skipped } = planAll(store, snapshot, condition)
  const rows: (string | undefined)[][] = []
  let found = 0
  let read = 0
  const files = counting(candidates, () => read++)
  for await (const batch of readRows(store, snapshot, { files })) {
    for (const row of rowsOf(batch)) {
      if (where !== '' && !isMeant(condition, row)) continue
      if (found++ < first) rows.push(row.map((value, i) => formatCell((fields[i] as StructField).type, value)))
      if (found > first) break
    }
    if (found > first) break
    yield { done: read, total: candidates.length, unit: 'files' }
  }
  const isAll = found <= first
  const told = isAll ? undefined : tryCountAllRows(snapshot.files)
  return {
    version: snapshot.version,
    columns: fields.map(describeColumn),
    rows,
    count: isAll ? found : where !== '' ? undefined : (told ?? (await tryCountByFooters(store, candidates))),
    counted: isAll ? 'rows' : told === undefined ? 'footers' : 'statistics',
    files: { live: snapshot.files.count, ...skipped, read },
  }
}

function describeColumn({ name, type }: StructField): RowPreview['columns'][number] {
  return { name, type: type.kind === 'decimal' ? formatType(type) : type.kind, isNumeric: NUMERIC.has(type.kind) }
}

const NUMERIC: ReadonlySet<DataType['kind']> = new Set([
  'byte',
  'short',
  'integer',
  'long',
  'float',
  'double',
  'decimal',
])

function* counting<T>(items: Iterable<T>, count: () => void): Generator<T> {
  for (const item of items) {
    count()
    yield item
  }
}

/** The condition for this version: its columns are looked up there. */
function parseCondition({ protocol, metadata }: Snapshot, text: string): RowCondition {
  return sqlTold(() => createCondition(createLayout(protocol, metadata), parseExpressionText(text)))
}

function isMeant(condition: RowCondition, row: readonly DeltaValue[]): boolean {
  return sqlTold(() => condition.test(row)) === true
}

function sqlTold<T>(act: () => T): T {
  try {
    return act()
  } catch (error) {
    if (!(error instanceof SqlError)) throw error
    throw new OperationError(error.code, error.message, `line ${error.line}, column ${error.column}`)
  }
}

function planAll(store: ReadableStore, snapshot: Snapshot, condition: RowCondition) {
  let skipped = { skippedByPartition: 0, skippedByStats: 0 }
  const writer: TableWriter = {
    actor: 'preview',
    // Planning only reads.
    store: store as ObjectStore,
    now: () => 0,
    uuid: () => '',
    product: 'oss',
    onStep: (step) => {
      if (step.kind !== 'filesPlanned') return
      const { skippedByPartition, skippedByStats } = step
      skipped = { skippedByPartition, skippedByStats }
    },
  }
  const candidates = planFiles(writer, snapshot, condition)
  return { candidates, skipped }
}

/** Undefined where too many files would have to be opened. */
async function tryCountByFooters(store: ReadableStore, files: readonly Add[]): Promise<number | undefined> {
  if (files.filter((file) => tryCountRows(file) === undefined).length > MOST_FOOTERS) return undefined
  let rows = 0
  for (const file of files) {
    const told = tryCountRows(file)
    if (told !== undefined) rows += told
    else {
      const head = await store.tryHead(ensureInside(file.path, store.rootPath, file.path))
      if (head === undefined) return undefined
      rows += (await readParquetFooter(createObjectSource(store, head))).rows - (file.deletionVector?.cardinality ?? 0)
    }
  }
  return rows
}

/** As the value is meant to be read: a text without quotes, all that is nested as JSON. */
function formatCell(type: DataType, value: DeltaValue): string | undefined {
  if (value === undefined) return undefined
  const text = type.kind === 'string' ? (value as string) : unquoted(formatJson(type, withShortFloats(type, value)))
  return text.length > MOST_CELL ? `${text.slice(0, MOST_CELL)}…` : text
}

const MOST_CELL = 400

/** Dates and wide numbers are texts in JSON only. */
function unquoted(json: string): string {
  return json.startsWith('"') ? (JSON.parse(json) as string) : json
}
