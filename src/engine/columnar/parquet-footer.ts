import { parquetMetadata } from 'hyparquet/src/metadata.js'
import type { ColumnMetaData, FileMetaData, SchemaElement } from 'hyparquet/src/types.js'
import type { RangeSource } from '../storage/range-source.ts'
import { ParquetError } from './range-reader.ts'

/** A node of a Parquet schema: a leaf holds values, the others hold their children. */
export interface ParquetNode {
  readonly name: string
  readonly element: SchemaElement
  readonly children: readonly ParquetNode[]
  /** Definition level of a value that is there at this node. */
  readonly definition: number
  /** Repetition level of entries that continue at this node. */
  readonly repetition: number
  /** Leaves below, in order of the schema; [itself] for a leaf. */
  readonly leaves: readonly ParquetNode[]
  /** Position among the leaves of the file; the first one's for a group. */
  readonly leafIndex: number
  readonly path: readonly string[]
}

/** One row group: its chunks are those of the leaves, in their order. */
export interface ParquetGroup {
  /** Position in the file of its first row. */
  readonly firstRow: number
  readonly rows: number
  readonly chunks: readonly ColumnMetaData[]
}

/** The footer of a Parquet file whose columns may be nested, checked against the size of the file. */
export interface ParquetFooter {
  readonly root: ParquetNode
  readonly rows: number
  readonly groups: readonly ParquetGroup[]
}

const TAIL_BYTES = 8
/** Read at first: most footers fit. */
const FIRST_BYTES = 1 << 16
const MOST_ROWS_OF_GROUP = 1 << 27
const MOST_DEPTH = 60

/**
 * Reads the footer. Throws `ParquetError`: DAMAGED_FILE when it is not whole or promises what the file cannot hold,
 * UNSUPPORTED_FORMAT when it is encrypted or deeper or larger than what is read here.
 */
export async function readParquetFooter(source: RangeSource): Promise<ParquetFooter> {
  if (source.sizeBytes < TAIL_BYTES + 4) throw damaged(source, 'it is too short')
  const first = Math.min(source.sizeBytes, FIRST_BYTES)
  let tail = await source.read(source.sizeBytes - first, source.sizeBytes)
  const magic = new TextDecoder().decode(tail.subarray(tail.length - 4))
  if (magic === 'PARE') throw new ParquetError('UNSUPPORTED_FORMAT', `${source.name} is encrypted`, source.name)
  if (magic !== 'PAR1') throw damaged(source, 'it does not end with PAR1')
  const length = new DataView(tail.buffer, tail.byteOffset + tail.length - TAIL_BYTES).getUint32(0, true) + TAIL_BYTES
  if (length > source.sizeBytes - 4) throw damaged(source, 'its footer is longer than the file')
  if (length > tail.length) tail = await source.read(source.sizeBytes - length, source.sizeBytes)
  const metadata = parse(source, tail.subarray(tail.length - length))
  const root = buildTree(source, metadata.schema)
  return checkGroups(source, metadata, root, source.sizeBytes - length)
}

function parse(source: RangeSource, bytes: Uint8Array): FileMetaData {
  try {
    return parquetMetadata(bytes, { geoparquet: false })
  } catch (error) {
    throw damaged(source, error instanceof Error ? error.message : 'its footer cannot be read')
  }
}

/** Builds the tree of the flat list of elements, in which a group stands before its children. */
function buildTree(source: RangeSource, schema: readonly SchemaElement[]): ParquetNode {
  let next = 0
  let leafCount = 0
  const build = (above: ParquetNode | undefined, depth: number): ParquetNode => {
    const element = schema[next++]
    if (element === undefined) throw damaged(source, 'its schema is not whole')
    if (depth > MOST_DEPTH)
      throw new ParquetError('UNSUPPORTED_FORMAT', `${source.name} is nested too deep`, source.name)
    const kind = above === undefined ? 'REQUIRED' : element.repetition_type
    const children: ParquetNode[] = []
    const leaves: ParquetNode[] = []
    const node: ParquetNode = {
      name: element.name,
      element,
      children,
      leaves,
      definition: (above?.definition ?? 0) + (kind === 'REQUIRED' ? 0 : 1),
      repetition: (above?.repetition ?? 0) + (kind === 'REPEATED' ? 1 : 0),
      leafIndex: leafCount,
      path: above === undefined ? [] : [...above.path, element.name],
    }
    const count = element.num_children ?? 0
    if (element.type !== undefined) {
      if (count > 0 || above === undefined || !isConsistent(element)) throw damaged(source, 'its schema is wrong')
      leafCount++
      leaves.push(node)
      return node
    }
    if (count < 0 || count > schema.length - next) throw damaged(source, 'its schema is not whole')
    for (let i = 0; i < count; i++) {
      const child = build(node, depth + 1)
      children.push(child)
      leaves.push(...child.leaves)
    }
    return node
  }
  const root = build(undefined, 0)
  if (next !== schema.length) throw damaged(source, 'its schema has elements too many')
  return root
}

/** What both annotations of a leaf say must be one thing: a scale or a unit that differs would change every value. */
function isConsistent({ logical_type: logical, converted_type: converted, scale }: SchemaElement): boolean {
  if (logical?.type === 'DECIMAL')
    return converted === undefined || (converted === 'DECIMAL' && (scale ?? 0) === logical.scale)
  if (logical?.type !== 'TIMESTAMP' || converted === undefined) return true
  return converted === `TIMESTAMP_${logical.unit}`
}

function checkGroups(source: RangeSource, metadata: FileMetaData, root: ParquetNode, dataEnd: number): ParquetFooter {
  const rows = Number(metadata.num_rows)
  const groups: ParquetGroup[] = []
  let firstRow = 0
  for (const group of metadata.row_groups) {
    const groupRows = Number(group.num_rows)
    if (!Number.isSafeInteger(groupRows) || groupRows < 0) throw damaged(source, 'the rows of a group are wrong')
    if (groupRows > MOST_ROWS_OF_GROUP) {
      throw new ParquetError('UNSUPPORTED_FORMAT', `${source.name} has ${groupRows} rows in one group`, source.name)
    }
    if (group.columns.length !== root.leaves.length) throw damaged(source, 'a row group misses columns')
    const chunks = group.columns.map(({ meta_data, file_path, crypto_metadata }, i) => {
      const leaf = root.leaves[i] as ParquetNode
      if (meta_data === undefined || file_path !== undefined || crypto_metadata !== undefined) {
        const message = `column ${leaf.path.join('.')} of ${source.name} is encrypted or lies in another file`
        throw new ParquetError('UNSUPPORTED_FORMAT', message, source.name)
      }
      checkChunk(source, meta_data, leaf, groupRows, dataEnd)
      return meta_data
    })
    groups.push({ firstRow, rows: groupRows, chunks })
    firstRow += groupRows
  }
  if (firstRow !== rows) throw damaged(source, `it promises ${rows} rows and its groups have ${firstRow}`)
  return { root, rows, groups }
}

function checkChunk(
  source: RangeSource,
  chunk: ColumnMetaData,
  leaf: ParquetNode,
  rows: number,
  dataEnd: number,
): void {
  const { start, end } = chunkRange(chunk)
  const values = Number(chunk.num_values)
  const isInside = start >= 4 && end >= start && end <= dataEnd
  const isCounted = leaf.repetition > 0 ? values >= rows : values === rows
  const isNamed = chunk.path_in_schema.join('\0') === leaf.path.join('\0') && chunk.type === leaf.element.type
  // A group without rows has chunks without pages, whose places mean nothing.
  if (rows > 0 && !(isInside && isCounted && isNamed && Number.isSafeInteger(values))) {
    throw damaged(source, `the chunk of column ${leaf.path.join('.')} is wrong`)
  }
}

/** The bytes [start, end) of a chunk in its file. */
export function chunkRange(chunk: ColumnMetaData): { readonly start: number; readonly end: number } {
  const data = Number(chunk.data_page_offset)
  const dictionary = Number(chunk.dictionary_page_offset ?? 0)
  const start = dictionary > 0 && dictionary < data ? dictionary : data
  return { start, end: start + Number(chunk.total_compressed_size) }
}

function damaged(source: RangeSource, what: string): ParquetError {
  return new ParquetError('DAMAGED_FILE', `${source.name} is no Parquet file: ${what}`, source.name)
}
