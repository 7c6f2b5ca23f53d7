import { crc32 } from '../storage/crc32.ts'
import type { Add, DeletionVectorDescriptor } from './action-types.ts'
import { deletionVectorPath, readDeletionVector } from './deletion-vector.ts'
import { tryParseStats } from './file-stats.ts'
import { ensureInside } from './data-path.ts'
import { readParquetFooter } from '../columnar/parquet-footer.ts'
import { writeRoaring } from './roaring-writer.ts'
import { report } from './table-writer.ts'
import type { TableWriter } from './table-writer.ts'
import { encodeZ85 } from './z85.ts'

/** Rows of a file that are to be deleted, by their positions in it; those deleted before need not be among them. */
export interface DeletionMarks {
  readonly file: Add
  readonly positions: readonly number[]
}

const FORMAT_VERSION = 1

/**
 * Writes the deletion vectors of files into one file, as Delta does, each with what was deleted before, and gives the actions
 * that put the files with their vectors in the place of the files before. Nothing is written where nothing is marked.
 */
export async function writeDeletionVectors(writer: TableWriter, marks: readonly DeletionMarks[]): Promise<Add[]> {
  if (marks.length === 0) return []
  const uuid = writer.uuid()
  const id = encodeZ85(uuidBytes(uuid))
  const parts: Uint8Array[] = [Uint8Array.of(FORMAT_VERSION)]
  let offset = 1
  let rows = 0
  const adds: Add[] = []
  for (const { file, positions } of marks) {
    const before = await readMarks(writer, file.deletionVector, file.path)
    const deleted = new Set([...before, ...positions])
    const bytes = writeRoaring(deleted)
    const vector: DeletionVectorDescriptor = {
      storageType: 'u',
      pathOrInlineDv: id,
      offset,
      sizeInBytes: bytes.length,
      cardinality: deleted.size,
    }
    const framed = frame(bytes)
    parts.push(framed)
    offset += framed.length
    rows += deleted.size
    const stats = await widenStats(writer, file)
    adds.push({ ...file, dataChange: true, modificationTime: writer.now(), deletionVector: vector, stats })
  }
  const path = deletionVectorPath(adds[0]?.deletionVector as DeletionVectorDescriptor, writer.store.rootPath, uuid)
  const all = join(parts)
  await writer.store.put(path, all)
  report(writer, { kind: 'fileWritten', role: 'deletion vector', path, sizeBytes: all.length, rows })
  return adds
}

/** The rows that a vector marks, in ascending order; none where there is no vector. */
export async function readMarks(
  { store }: TableWriter,
  vector: DeletionVectorDescriptor | undefined,
  where: string,
): Promise<number[]> {
  if (vector === undefined) return []
  const set = await readDeletionVector(store, vector, where)
  const rows: number[] = []
  for (let row = 0; row <= set.last; row++) if (set.has(row)) rows.push(row)
  return rows
}

/** Bounds are no longer those of rows that are there; the number of rows must be told beside a vector. */
async function widenStats(writer: TableWriter, file: Add): Promise<string> {
  const { stats } = file
  if (stats !== undefined && tryParseStats(file)?.numRecords !== undefined) {
    const TIGHT = /"tightBounds"\s*:\s*(true|false)/
    if (TIGHT.test(stats)) return stats.replace(TIGHT, '"tightBounds":false')
    return stats.replace(/\}\s*$/, ',"tightBounds":false}')
  }
  const { store } = writer
  const path = ensureInside(file.path, store.rootPath, file.path)
  const read = (start: number, end: number) => store.getRange(path, start, end)
  const { rows } = await readParquetFooter({ name: path, sizeBytes: file.size, read })
  return `{"numRecords":${rows},"tightBounds":false}`
}

/** In front its size, behind it its CRC-32, both big-endian. */
function frame(bytes: Uint8Array): Uint8Array {
  const framed = new Uint8Array(bytes.length + 8)
  const view = new DataView(framed.buffer)
  view.setUint32(0, bytes.length)
  framed.set(bytes, 4)
  view.setUint32(4 + bytes.length, crc32(bytes))
  return framed
}

function uuidBytes(uuid: string): Uint8Array {
  const hex = uuid.replaceAll('-', '')
  return Uint8Array.from({ length: 16 }, (_, i) => Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16))
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
