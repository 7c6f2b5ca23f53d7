import { ensureRange } from './object-store.ts'
import type { ReadableStore, StoredObject } from './object-store.ts'

/** A file that is read by ranges when it pleases: it may lie far away. */
export interface RangeSource {
  /** Name for messages. */
  readonly name: string
  readonly sizeBytes: number
  /** Bytes [start, end), all of them; rejects when there are fewer. */
  read(start: number, end: number): Promise<Uint8Array<ArrayBuffer>>
}

/** Objects up to this size are read in one call: a call costs more than their bytes. */
const WHOLE_BYTES = 1 << 16

/** An object of a store, by ranges; a small one is asked for once. */
export function createObjectSource(store: ReadableStore, { path, sizeBytes }: StoredObject): RangeSource {
  if (sizeBytes > WHOLE_BYTES) {
    return { name: path, sizeBytes, read: (start, end) => store.getRange(path, start, end) }
  }
  let whole: Promise<Uint8Array<ArrayBuffer>> | undefined
  return {
    name: path,
    sizeBytes,
    read: async (start, end) => {
      whole ??= store.getRange(path, 0, sizeBytes)
      const bytes = await whole
      ensureRange(path, start, end, bytes.length)
      return bytes.slice(start, end)
    },
  }
}
