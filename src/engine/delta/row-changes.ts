import type { Action, Add } from './action-types.ts'
import { writeChangeFiles } from './change-files.ts'
import type { ChangeRow } from './change-files.ts'
import { writeDeletionVectors } from './deletion-vector-writer.ts'
import type { FileRows } from './file-rows.ts'
import { isOn } from './property-value.ts'
import type { Snapshot } from './snapshot.ts'
import { usesDeletionVectors } from './table-changes.ts'
import type { TableLayout } from './table-layout.ts'
import type { TableWriter } from './table-writer.ts'
import { createRemove } from './transaction.ts'
import { writeFiles } from './write-files.ts'
import type { Row } from './write-files.ts'

/** What happens to a row: it is deleted, or becomes another. */
export type RowChange = { readonly kind: 'delete' } | { readonly kind: 'update'; readonly row: Row }

/** The rows of a file, and by their places in `read.rows` those that change. */
export interface FileChange {
  readonly read: FileRows
  readonly changes: ReadonlyMap<number, RowChange>
}

export interface ChangeTotals {
  readonly actions: readonly Action[]
  readonly metrics: {
    readonly numRemovedFiles: number
    readonly numAddedFiles: number
    readonly numDeletionVectorsAdded: number
    readonly numAddedChangeFiles: number
    readonly numCopiedRows: number
    readonly numDeletedRows: number
    readonly numUpdatedRows: number
    readonly numInsertedRows: number
  }
}

/**
 * Writes the files that changed and new rows lead to, and gives the actions of the commit. A touched file is written anew
 * without its deleted rows (copy on write), or gets a deletion vector where the table has them; a file of which nothing is
 * left is only removed. With a change data feed the changed rows are written too, unless all that happens is that whole files
 * go: that can be told from the removes.
 */
export async function writeChanges(
  writer: TableWriter,
  snapshot: Snapshot,
  layout: TableLayout,
  changes: readonly FileChange[],
  inserts: readonly Row[] = [],
): Promise<ChangeTotals> {
  const touched = changes.filter((change) => change.changes.size > 0)
  const now = writer.now()
  const byVector = usesDeletionVectors(snapshot)
  const actions: Action[] = touched.map(({ read }) => createRemove(read.file, now, true))
  const marked = byVector ? touched.filter((change) => !isWholeFile(change)) : []
  const vectors = await writeDeletionVectors(writer, marked.map(toMarks))
  actions.push(...vectors)
  let numAddedFiles = 0
  let numCopiedRows = 0
  for (const change of touched) {
    const rows = rowsAfter(change, byVector)
    numCopiedRows += rows.length - count(change, 'update')
    const adds = await writeFiles(writer, layout, rows, true)
    numAddedFiles += adds.length
    actions.push(...adds)
  }
  const added = await writeFiles(writer, layout, inserts, true)
  actions.push(...added)
  const changeFiles = await writeFeed(writer, snapshot, layout, touched, inserts)
  actions.push(...changeFiles)
  return {
    actions,
    metrics: {
      numRemovedFiles: touched.length - vectors.length,
      numAddedFiles: numAddedFiles + added.length,
      numDeletionVectorsAdded: vectors.length,
      numAddedChangeFiles: changeFiles.length,
      numCopiedRows,
      numDeletedRows: touched.reduce((sum, change) => sum + count(change, 'delete'), 0),
      numUpdatedRows: touched.reduce((sum, change) => sum + count(change, 'update'), 0),
      numInsertedRows: inserts.length,
    },
  }
}

function isWholeFile({ read, changes }: FileChange): boolean {
  return changes.size === read.rows.length
}

function count({ changes }: FileChange, kind: RowChange['kind']): number {
  let found = 0
  for (const change of changes.values()) if (change.kind === kind) found++
  return found
}

function toMarks({ read, changes }: FileChange): { readonly file: Add; readonly positions: readonly number[] } {
  return { file: read.file, positions: [...changes.keys()].map((place) => read.positions[place] as number) }
}

/** The rows of a touched file that must be written: all that are left, or with a vector only those that became others. */
function rowsAfter({ read, changes }: FileChange, byVector: boolean): Row[] {
  return read.rows.flatMap((row, place) => {
    const change = changes.get(place)
    if (change === undefined) return byVector ? [] : [row]
    return change.kind === 'update' ? [change.row] : []
  })
}

async function writeFeed(
  writer: TableWriter,
  snapshot: Snapshot,
  layout: TableLayout,
  touched: readonly FileChange[],
  inserts: readonly Row[],
): Promise<Action[]> {
  if (!isOn(snapshot.metadata.configuration, 'delta.enableChangeDataFeed')) return []
  const isPlain = touched.every((change) => isWholeFile(change) && count(change, 'update') === 0)
  if (isPlain && (touched.length === 0 || inserts.length === 0)) return []
  const rows: ChangeRow[] = []
  for (const { read, changes } of touched) {
    for (const [place, change] of changes) {
      const before = read.rows[place] as Row
      if (change.kind === 'delete') rows.push({ type: 'delete', row: before })
      else rows.push({ type: 'update_preimage', row: before }, { type: 'update_postimage', row: change.row })
    }
  }
  for (const row of inserts) rows.push({ type: 'insert', row })
  return writeChangeFiles(writer, layout, rows)
}
