import { mix } from '../base/digest.ts'
import { flushFully, measureFully, readFully, writeFully, type DiskSpace } from './disk-faults.ts'
import type { SyncFile } from './sync-file.ts'

/** Bytes before each record: its length and its checksum, little-endian. */
const HEAD_BYTES = 8

/**
 * An append-only log of JSON records in a file. A record that was cut off by a crash is not there: reading ends before
 * it and the next one is written over it.
 */
export class ManifestLog {
  #endBytes = 0

  /** `endBytes` is the place behind the last whole record, as `readRecords` gave it. */
  constructor(
    readonly file: SyncFile,
    readonly space: DiskSpace,
    endBytes: number,
  ) {
    this.#endBytes = endBytes
  }

  /** Writes a record; `flush` makes it durable. */
  append(record: unknown): void {
    const text = new TextEncoder().encode(JSON.stringify(record))
    const bytes = new Uint8Array(HEAD_BYTES + text.length)
    const head = new DataView(bytes.buffer)
    head.setUint32(0, text.length, true)
    head.setInt32(4, checksum(text), true)
    bytes.set(text, HEAD_BYTES)
    writeFully(this.file, bytes, this.#endBytes, 'the list of runs', this.space)
    this.#endBytes += bytes.length
  }

  flush(): void {
    flushFully(this.file, 'the list of runs', this.space)
  }
}

/** Every whole record of a log, and the place behind the last one. */
export function readRecords(log: Uint8Array): { readonly records: readonly unknown[]; readonly endBytes: number } {
  const records: unknown[] = []
  const head = new DataView(log.buffer, log.byteOffset, log.byteLength)
  let at = 0
  while (at + HEAD_BYTES <= log.length) {
    const start = at + HEAD_BYTES
    const end = start + head.getUint32(at, true)
    if (end === start || end > log.length) break
    const text = log.subarray(start, end)
    if (checksum(text) !== head.getInt32(at + 4, true)) break
    records.push(JSON.parse(new TextDecoder().decode(text)))
    at = end
  }
  return { records, endBytes: at }
}

/** The same for a log in a file. */
export function readLog(file: SyncFile): ReturnType<typeof readRecords> {
  const log = new Uint8Array(measureFully(file, 'the list of runs'))
  readFully(file, log, 0, 'the list of runs')
  return readRecords(log)
}

function checksum(bytes: Uint8Array): number {
  let hash = bytes.length
  for (const byte of bytes) hash = mix(hash, byte)
  return hash
}
