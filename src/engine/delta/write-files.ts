import { writeParquetRows } from '../columnar/parquet-rows.ts'
import type { Add, PartitionValues } from './action-types.ts'
import { physicalName } from './column-mapping.ts'
import { createParquetColumn } from './parquet-columns.ts'
import { encodeDataPath, formatPartitionValue, partitionFolder } from './partition-path.ts'
import type { StructField } from './schema.ts'
import { writeStats } from './stats-writer.ts'
import type { TableLayout } from './table-layout.ts'
import { report } from './table-writer.ts'
import type { TableWriter } from './table-writer.ts'
import type { DeltaValue } from './values.ts'

/** One value for each field of the schema. */
export type Row = readonly DeltaValue[]

/**
 * Writes rows as data files, one for each partition and each `mostRowsPerFile`, partitions in the order in which they come
 * first. Gives the actions that add them; nothing is in the table before they are committed.
 */
export async function writeFiles(
  writer: TableWriter,
  layout: TableLayout,
  rows: readonly Row[],
  dataChange: boolean,
): Promise<Add[]> {
  const most = writer.mostRowsPerFile ?? Infinity
  const adds: Add[] = []
  for (const { values, rows: members } of groupByPartition(layout, rows)) {
    for (let start = 0; start < members.length; start += most) {
      const part = members.slice(start, start + most)
      adds.push(await writeFile(writer, layout, values, part, { part: adds.length, dataChange }))
      if (most === Infinity) break
    }
  }
  return adds
}

export interface PartitionGroup {
  readonly values: PartitionValues
  readonly rows: Row[]
}

/** Rows by partition, in the order in which the partitions come first. */
export function groupByPartition(layout: TableLayout, rows: readonly Row[]): PartitionGroup[] {
  const places = placesOf(layout, layout.partitions)
  const groups = new Map<string, PartitionGroup>()
  for (const row of rows) {
    const values = new Map(
      layout.partitions.map((field, i) => [
        physicalName(field, layout.mode),
        formatPartitionValue(field.type, row[places[i] as number], field.name),
      ]),
    )
    const key = JSON.stringify([...values].map(([, value]) => value ?? null))
    const known = groups.get(key)
    if (known === undefined) groups.set(key, { values, rows: [row] })
    else known.rows.push(row)
  }
  return [...groups.values()]
}

interface FilePlace {
  /** The number in the file's name. */
  readonly part: number
  readonly dataChange: boolean
}

async function writeFile(
  writer: TableWriter,
  layout: TableLayout,
  values: PartitionValues,
  rows: readonly Row[],
  { part, dataChange }: FilePlace,
): Promise<Add> {
  const written = await writePartFile(writer, layout, values, rows, { prefix: 'part', folder: '', part })
  return {
    kind: 'add',
    path: written.path,
    partitionValues: values,
    size: written.size,
    modificationTime: writer.now(),
    dataChange,
    stats: writeStats(layout.stats, written.columns, rows.length),
    deletionVector: undefined,
    tags: undefined,
    baseRowId: undefined,
    defaultRowCommitVersion: undefined,
    clusteringProvider: undefined,
  }
}

export interface PartFile {
  readonly prefix: 'part' | 'cdc'
  /** Empty, or with a slash at its end. */
  readonly folder: string
  readonly part: number
  /** A column behind those of the table. */
  readonly extra?: { readonly field: StructField; readonly values: readonly DeltaValue[] }
}

/** Writes rows of one partition as a file; `path` is as the log has it, `columns` are those of the data files. */
export async function writePartFile(
  writer: TableWriter,
  layout: TableLayout,
  values: PartitionValues,
  rows: readonly Row[],
  { prefix, folder, part, extra }: PartFile,
): Promise<{ readonly path: string; readonly size: number; readonly columns: readonly DeltaValue[][] }> {
  const columns = columnsOf(layout, layout.data, rows)
  const { codec = 'SNAPPY' } = writer
  const parquet = layout.data.map((field, i) => createParquetColumn(field, layout.mode, columns[i] ?? []))
  if (extra !== undefined) parquet.push(createParquetColumn(extra.field, 'none', extra.values))
  const bytes = writeParquetRows(parquet, codec)
  const path = folder + partitionFolder(values) + fileName(prefix, part, writer.uuid(), codec)
  await writer.store.put(path, bytes)
  const role = prefix === 'part' ? 'data' : 'change data'
  report(writer, { kind: 'fileWritten', role, path, sizeBytes: bytes.length, rows: rows.length })
  return { path: encodeDataPath(path), size: bytes.length, columns }
}

/** The name that Spark gives a file; it says how the file is compressed. */
function fileName(prefix: string, part: number, uuid: string, codec: 'SNAPPY' | 'UNCOMPRESSED'): string {
  const number = part.toString().padStart(5, '0')
  return `${prefix}-${number}-${uuid}-c000${codec === 'SNAPPY' ? '.snappy' : ''}.parquet`
}

function columnsOf(layout: TableLayout, fields: readonly StructField[], rows: readonly Row[]): DeltaValue[][] {
  return placesOf(layout, fields).map((place) => rows.map((row) => row[place]))
}

function placesOf({ schema }: TableLayout, fields: readonly StructField[]): number[] {
  return fields.map((field) => schema.fields.indexOf(field))
}
