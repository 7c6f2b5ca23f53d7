import { parquetMetadata, parquetSchema } from 'hyparquet/src/metadata.js'
import type { ColumnMetaData, FileMetaData, KeyValue, SchemaElement, SchemaTree } from 'hyparquet/src/types.js'
import { ParquetError, readRange } from './range-reader.ts'
import type { RangeReader } from './range-reader.ts'

/** A column of a Parquet file whose values are neither lists nor groups. */
export interface ParquetColumn {
  readonly name: string
  /** As the file has it, logical type included. */
  readonly element: SchemaElement
  /** One per row group that has rows. */
  readonly chunks: readonly ColumnMetaData[]
}

/** The footer of a Parquet file. */
export interface ParquetFile {
  readonly columns: readonly ParquetColumn[]
  readonly rows: number
  /** Rows of each row group that has any. */
  readonly groupRows: readonly number[]
  readonly schema: readonly SchemaElement[]
  readonly keyValues: readonly KeyValue[]
  /** Bytes of the footer. */
  readonly footerBytes: number
}

const MAGIC_BYTES = 4
const TAIL_BYTES = 8

/**
 * Reads the footer. Throws `ParquetError`: DAMAGED_FILE when it is no Parquet file, UNSUPPORTED_FORMAT when a column is a
 * list or a group, or is encrypted.
 */
export function openParquet(file: RangeReader): ParquetFile {
  if (file.sizeBytes < MAGIC_BYTES + TAIL_BYTES) throw damaged(file, 'it is too short')
  const tail = readRange(file, file.sizeBytes - TAIL_BYTES, TAIL_BYTES)
  const magic = new TextDecoder().decode(tail.subarray(4))
  if (magic === 'PARE') throw unsupported(`${file.name} is an encrypted Parquet file; decrypt it first`, file.name)
  if (magic !== 'PAR1') throw damaged(file, 'it does not end with PAR1')
  const footerBytes = new DataView(tail.buffer).getUint32(0, true) + TAIL_BYTES
  if (footerBytes + MAGIC_BYTES > file.sizeBytes) throw damaged(file, 'its footer is longer than the file')
  const metadata = parseFooter(file, readRange(file, file.sizeBytes - footerBytes, footerBytes))
  const tree = parquetSchema(metadata)
  // A group without rows has chunks without pages, whose places mean nothing.
  const groups = metadata.row_groups.filter((group) => Number(group.num_rows) > 0)
  return {
    columns: tree.children.map((child, i) => describeColumn(file, groups, child, i)),
    rows: Number(metadata.num_rows),
    groupRows: groups.map((group) => Number(group.num_rows)),
    schema: metadata.schema,
    keyValues: metadata.key_value_metadata ?? [],
    footerBytes,
  }
}

function parseFooter(file: RangeReader, bytes: Uint8Array): FileMetaData {
  try {
    return parquetMetadata(bytes, { geoparquet: false })
  } catch (error) {
    throw damaged(file, error instanceof Error ? error.message : 'its footer cannot be read')
  }
}

function describeColumn(
  file: RangeReader,
  groups: FileMetaData['row_groups'],
  child: SchemaTree,
  index: number,
): ParquetColumn {
  const { element } = child
  if (child.children.length > 0 || element.repetition_type === 'REPEATED') {
    throw unsupported(`column ${element.name} is nested; only flat columns are sorted`, element.name)
  }
  const chunks = groups.map(({ columns }) => {
    const { meta_data: chunk, crypto_metadata: key } = columns[index] ?? {}
    if (chunk !== undefined && key === undefined) return chunk
    throw unsupported(`column ${element.name} of ${file.name} is encrypted; decrypt it first`, element.name)
  })
  return { name: element.name, element, chunks }
}

function damaged(file: RangeReader, what: string): ParquetError {
  return new ParquetError('DAMAGED_FILE', `${file.name} is no Parquet file: ${what}`, file.name)
}

function unsupported(message: string, where: string): ParquetError {
  return new ParquetError('UNSUPPORTED_FORMAT', message, where)
}
