import type { AddCdcFile } from './action-types.ts'
import type { StructField } from './schema.ts'
import type { TableLayout } from './table-layout.ts'
import type { TableWriter } from './table-writer.ts'
import { groupByPartition, writePartFile } from './write-files.ts'
import type { Row } from './write-files.ts'

/** A row of the change data feed (PROTOCOL.md, Add CDC File). */
export interface ChangeRow {
  readonly type: 'insert' | 'update_preimage' | 'update_postimage' | 'delete'
  readonly row: Row
}

export const CHANGE_FOLDER = '_change_data/'
export const CHANGE_TYPE: StructField = { name: '_change_type', type: { kind: 'string' }, nullable: true, metadata: {} }

/** Writes changed rows with the column `_change_type`, one file for each partition. */
export async function writeChangeFiles(
  writer: TableWriter,
  layout: TableLayout,
  rows: readonly ChangeRow[],
): Promise<AddCdcFile[]> {
  const groups = groupByPartition(
    layout,
    rows.map(({ row }) => row),
  )
  const types = new Map(rows.map(({ row, type }) => [row, type]))
  const files: AddCdcFile[] = []
  for (const { values, rows: members } of groups) {
    const extra = { field: CHANGE_TYPE, values: members.map((row) => types.get(row)) }
    const { path, size } = await writePartFile(writer, layout, values, members, {
      prefix: 'cdc',
      folder: CHANGE_FOLDER,
      part: files.length,
      extra,
    })
    files.push({ kind: 'cdc', path, partitionValues: values, size })
  }
  return files
}
