import type { Add } from './action-types.ts'
import { readRows } from './read-rows.ts'
import type { Snapshot } from './snapshot.ts'
import { report } from './table-writer.ts'
import type { TableWriter } from './table-writer.ts'
import type { DeltaValue } from './values.ts'
import type { Row } from './write-files.ts'

/** The rows of a data file that are in the table. */
export interface FileRows {
  readonly file: Add
  readonly rows: readonly Row[]
  /** Of each row its position in the file. */
  readonly positions: readonly number[]
}

/** Reads a file of a snapshot. Throws as `readRows` does. */
export async function readFileRows(writer: TableWriter, snapshot: Snapshot, file: Add): Promise<FileRows> {
  const rows: DeltaValue[][] = []
  const positions: number[] = []
  let start = 0
  for await (const batch of readRows(writer.store, snapshot, { files: [file] })) {
    const { columns, kept } = batch
    const length = columns[0]?.length ?? 0
    for (let i = 0; i < batch.rows; i++) {
      const place = kept === undefined ? i : (kept[i] as number)
      rows.push(columns.map((column) => column[place]))
      positions.push(start + place)
    }
    start += length
  }
  report(writer, { kind: 'dataFileRead', path: file.path, sizeBytes: file.size, rows: rows.length })
  return { file, rows, positions }
}
