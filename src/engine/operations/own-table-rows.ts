import { formatCount } from '../../base/format.ts'
import { parseCount, parseList, parseRecord } from '../../base/parse.ts'
import type { ChangeEnds } from '../delta/change-feed.ts'
import { tryCountAllRows } from '../delta/file-stats.ts'
import { ensureSchema, readRows } from '../delta/read-rows.ts'
import type { DataType, StructField } from '../delta/schema.ts'
import { loadSnapshot } from '../delta/snapshot.ts'
import type { SnapshotTarget } from '../delta/snapshot.ts'
import { formatJson } from '../delta/values.ts'
import type { DeltaValue } from '../delta/values.ts'
import type { ReadableStore } from '../storage/object-store.ts'
import { createTableWork } from './table-told.ts'
import type { FilePorts } from './file-ports.ts'
import { OperationError } from './operation.ts'
import type { OperationProgress, PortedOperation } from './operation.ts'
import { openStore } from './read-table.ts'
import { faultOf, parseRowsTarget, readFeed, type RowsTarget, type TableRows } from './table-rows.ts'

/** More are read only for one who was asked. */
const USUAL_ROWS = 1_000_000

/**
 * The rows of a table that somebody else has written, whole: parameters `{ source, targets, mostRows? }`, each target as
 * `RowsTarget` has it. Its answer is a `TableRows` for each. Throws TOO_MANY_ROWS, before anything is read where the
 * statistics tell it; what goes wrong with a target is told with `targets[i]` as its place.
 */
export const ownTableRowsOperation: PortedOperation<FilePorts> = {
  name: 'own-table-rows',
  open: async (params, _acts, ports) => {
    const given = parseRecord(params, 'params')
    const targets = parseList(given['targets'], 'targets').map((target, i) => parseRowsTarget(target, `targets[${i}]`))
    const mostRows = given['mostRows'] === undefined ? USUAL_ROWS : parseCount(given['mostRows'], 'mostRows')
    const store = await openStore(ports, given['source'])
    return createTableWork(() => readAll(store, targets, mostRows))
  },
}

async function* readAll(
  store: ReadableStore,
  targets: readonly RowsTarget[],
  mostRows: number,
): AsyncGenerator<OperationProgress, readonly TableRows[]> {
  const tables: TableRows[] = []
  for (const [i, target] of targets.entries()) {
    try {
      const isFeed = 'changes' in target
      tables.push(yield* isFeed ? readChanges(store, target.changes, mostRows) : readWhole(store, target, mostRows))
    } catch (error) {
      throw faultOf(i, error)
    }
  }
  return tables
}

async function* readChanges(
  store: ReadableStore,
  ends: ChangeEnds,
  mostRows: number,
): AsyncGenerator<OperationProgress, TableRows> {
  const steps = readFeed(store, ends, mostRows)
  for (;;) {
    const step = await steps.next()
    if (step.done !== true) {
      yield { done: step.value, total: step.value, unit: 'rows' }
      continue
    }
    const { columns, batches, ...feed } = step.value
    const shown = batches.map((batch) => ({
      ...batch,
      columns: batch.columns.map((column, i) => asAsked(columns[i] as Column, column)),
    }))
    return { ...feed, columns, batches: shown }
  }
}

async function* readWhole(
  store: ReadableStore,
  target: SnapshotTarget,
  mostRows: number,
): AsyncGenerator<OperationProgress, TableRows> {
  const snapshot = await loadSnapshot(store, target)
  const { version } = snapshot
  const told = tryCountAllRows(snapshot.files)
  if (told !== undefined && told > mostRows) throw tooMany(`version ${version} has ${formatCount(told)} rows`)
  const batches: TableRows['batches'][number][] = []
  let rows = 0
  yield { done: 0, total: told ?? 0, unit: 'rows' }
  const { fields } = snapshot.files.count === 0 && snapshot.schema === undefined ? NO_COLUMNS : ensureSchema(snapshot)
  for await (const { columns, kept, rows: count } of readRows(store, snapshot)) {
    rows += count
    if (rows > mostRows) throw tooMany(`version ${version} has more than ${formatCount(mostRows)} rows`)
    batches.push({ columns: columns.map((column, i) => asAsked(fields[i] as Column, column)), kept, rows: count })
    yield { done: rows, total: told ?? rows, unit: 'rows' }
  }
  return { version, columns: fields.map(({ name, type }) => ({ name, type })), batches }
}

type Column = TableRows['columns'][number]

const NO_COLUMNS: { readonly fields: readonly StructField[] } = { fields: [] }

function tooMany(what: string): OperationError {
  return new OperationError('TOO_MANY_ROWS', what, 'rows')
}

/** A variant goes to the engine for queries as its JSON text; all else as it is. */
function asAsked({ type }: Column, column: ArrayLike<DeltaValue>): ArrayLike<DeltaValue> {
  return hasVariant(type) ? Array.from(column, (value) => withTexts(type, value)) : column
}

function hasVariant(type: DataType): boolean {
  switch (type.kind) {
    case 'variant':
      return true
    case 'struct':
      return type.fields.some((field) => hasVariant(field.type))
    case 'array':
      return hasVariant(type.element)
    case 'map':
      return hasVariant(type.key) || hasVariant(type.value)
    default:
      return false
  }
}

function withTexts(type: DataType, value: DeltaValue): DeltaValue {
  if (value === undefined) return undefined
  const values = value as readonly DeltaValue[]
  switch (type.kind) {
    case 'variant':
      return formatJson(type, value)
    case 'struct':
      return type.fields.map((field, i) => withTexts(field.type, values[i]))
    case 'array':
      return values.map((item) => withTexts(type.element, item))
    case 'map':
      return (values as readonly (readonly DeltaValue[])[]).map(([key, item]) => [
        withTexts(type.key, key),
        withTexts(type.value, item),
      ])
    default:
      return value
  }
}
