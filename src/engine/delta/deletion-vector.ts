import { crc32 } from '../storage/crc32.ts'
import type { ReadableStore } from '../storage/object-store.ts'
import type { DeletionVectorDescriptor } from './action-types.ts'
import { ensureInside } from './data-path.ts'
import { DeltaError } from './delta-error.ts'
import { readRoaring } from './roaring.ts'
import type { RowSet } from './roaring.ts'
import { tryDecodeZ85 } from './z85.ts'

/** A UUID of 16 bytes in Z85. */
const UUID_CHARS = 20
const FORMAT_VERSION = 1
/** In front of a vector its size, behind it its CRC-32, both big-endian. */
const FRAME_BYTES = 4

/**
 * Reads a deletion vector of any storage (PROTOCOL.md, Deletion Vectors). Its size, checksum and number of rows are held to
 * what the log and the file say; `where` names the action. Throws `DeltaError`.
 */
export async function readDeletionVector(
  store: ReadableStore,
  vector: DeletionVectorDescriptor,
  where: string,
): Promise<RowSet> {
  const bytes = vector.storageType === 'i' ? decodeInline(vector, where) : await readStored(store, vector, where)
  let rows: RowSet
  try {
    rows = readRoaring(bytes)
  } catch (error) {
    throw damaged(where, error instanceof Error ? error.message : 'it cannot be read')
  }
  if (rows.cardinality === vector.cardinality) return rows
  throw new DeltaError(
    'DELTA_DELETION_VECTOR_CARDINALITY_MISMATCH',
    `the deletion vector of ${where} deletes ${rows.cardinality} rows; the log says ${vector.cardinality}`,
    where,
  )
}

/** The file of a vector that is not inline, in the store. Throws when the path is none or leads outside. */
export function deletionVectorPath(
  { storageType, pathOrInlineDv }: DeletionVectorDescriptor,
  rootPath: string | undefined,
  where: string,
): string {
  if (storageType === 'p') return ensureInside(pathOrInlineDv, rootPath, `${where}:deletionVector`)
  const uuid = tryDecodeZ85(pathOrInlineDv.slice(-UUID_CHARS))
  if (uuid === undefined || pathOrInlineDv.length < UUID_CHARS) throw damaged(where, 'its path is not a UUID')
  const prefix = pathOrInlineDv.slice(0, -UUID_CHARS)
  const hex = Array.from(uuid, (byte) => byte.toString(16).padStart(2, '0')).join('')
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)]
  return `${prefix === '' ? '' : `${prefix}/`}deletion_vector_${parts.join('-')}.bin`
}

function decodeInline({ pathOrInlineDv, sizeInBytes }: DeletionVectorDescriptor, where: string): Uint8Array {
  const bytes = tryDecodeZ85(pathOrInlineDv)
  if (bytes === undefined) throw damaged(where, 'its text is not Z85')
  // The last block is filled up to four bytes.
  if (sizeInBytes > bytes.length || bytes.length - sizeInBytes >= 4)
    throw sizeMismatch(where, bytes.length, sizeInBytes)
  return bytes.subarray(0, sizeInBytes)
}

async function readStored(store: ReadableStore, vector: DeletionVectorDescriptor, where: string): Promise<Uint8Array> {
  const { offset, sizeInBytes } = vector
  const path = deletionVectorPath(vector, store.rootPath, where)
  const head = await store.tryHead(path)
  if (head === undefined) {
    const message = `the deletion vector of ${where} is in ${path}, which is not there; without it its rows cannot be told apart`
    throw new DeltaError('DELTA_FILE_NOT_FOUND_DETAILED', message, path)
  }
  if (offset === undefined) throw damaged(where, 'the log does not say where in its file it begins')
  const end = offset + FRAME_BYTES + sizeInBytes + FRAME_BYTES
  if (end > head.sizeBytes)
    throw sizeMismatch(where, Math.max(0, head.sizeBytes - offset - 2 * FRAME_BYTES), sizeInBytes)
  const [version] = await store.getRange(path, 0, 1)
  if (version !== FORMAT_VERSION) throw damaged(path, `its file has format version ${version}`)
  const framed = await store.getRange(path, offset, end)
  const view = new DataView(framed.buffer, framed.byteOffset, framed.byteLength)
  const stored = view.getUint32(0)
  if (stored !== sizeInBytes) throw sizeMismatch(where, stored, sizeInBytes)
  const bytes = framed.subarray(FRAME_BYTES, FRAME_BYTES + sizeInBytes)
  if (crc32(bytes) === view.getUint32(FRAME_BYTES + sizeInBytes)) return bytes
  throw new DeltaError(
    'DELTA_DELETION_VECTOR_CHECKSUM_MISMATCH',
    `the deletion vector of ${where} does not have the checksum in ${path}; restore that file from a copy`,
    path,
  )
}

function sizeMismatch(where: string, found: number, expected: number): DeltaError {
  const message = `the deletion vector of ${where} has ${found} bytes; the log says ${expected}`
  return new DeltaError('DELTA_DELETION_VECTOR_SIZE_MISMATCH', message, where)
}

function damaged(where: string, what: string): DeltaError {
  return new DeltaError(
    'DELTA_DELETION_VECTOR_DAMAGED',
    `the deletion vector of ${where} cannot be read: ${what}`,
    where,
  )
}
