import { crc32 } from '../storage/crc32.ts'
import type { ReadableStore } from '../storage/object-store.ts'

/** "crc" and a zero, then the bytes that each checksum stands for, then the checksums (Hadoop's ChecksumFileSystem). */
const MAGIC = 0x63726300
const HEADER_BYTES = 8
/** Read at once, or one block where blocks are larger. */
const PIECE_BYTES = 4 << 20
const MOST_BLOCK_BYTES = 1 << 26

/** Where Hadoop's local file system keeps the checksums of a file: "a/b" has them in "a/.b.crc". */
export function hadoopChecksumPath(path: string): string {
  const name = path.lastIndexOf('/') + 1
  return `${path.slice(0, name)}.${path.slice(name)}.crc`
}

/**
 * Compares a file with the checksums that lie beside it. Gives the first byte of the first block that does not have its
 * checksum, or where the two end differently; undefined when all have it, or when there are no such checksums.
 */
export async function findHadoopMismatch(store: ReadableStore, path: string): Promise<number | undefined> {
  const place = hadoopChecksumPath(path)
  const [file, beside] = [await store.tryHead(path), await store.tryHead(place)]
  if (file === undefined || beside === undefined) return undefined
  const checksums = await store.get(place)
  const view = new DataView(checksums.buffer, checksums.byteOffset, checksums.byteLength)
  if (checksums.length < HEADER_BYTES || view.getUint32(0) !== MAGIC) return undefined
  const blockBytes = view.getUint32(4)
  const blocks = (checksums.length - HEADER_BYTES) / 4
  if (blockBytes === 0 || blockBytes > MOST_BLOCK_BYTES || !Number.isInteger(blocks)) return undefined
  const pieceBlocks = Math.max(1, Math.floor(PIECE_BYTES / blockBytes))
  for (let block = 0; block < blocks; block += pieceBlocks) {
    const start = block * blockBytes
    const piece = await store.getRange(
      path,
      Math.min(start, file.sizeBytes),
      Math.min(start + pieceBlocks * blockBytes, file.sizeBytes),
    )
    for (let i = 0; i < Math.min(pieceBlocks, blocks - block); i++) {
      const bytes = piece.subarray(i * blockBytes, (i + 1) * blockBytes)
      const expected = view.getUint32(HEADER_BYTES + (block + i) * 4)
      if (bytes.length === 0 || crc32(bytes) !== expected) return start + i * blockBytes
    }
  }
  return blocks * blockBytes < file.sizeBytes ? blocks * blockBytes : undefined
}
