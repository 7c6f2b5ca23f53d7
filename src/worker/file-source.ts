import { Digest } from '../base/digest.ts'
import type { InputFile } from '../engine/operations/file-ports.ts'
import { SortError } from '../engine/sort/sort-error.ts'
import { isNamed, textOf } from './disk-faults.ts'

/** Reads a piece of a file at once; in a worker `FileReaderSync` does it. */
export type ReadBlob = (blob: Blob) => ArrayBuffer

/** Bytes at each end of a file that its fingerprint is made of. */
const FINGERPRINT_BYTES = 65_536

/** A file of the user's, read by ranges and never whole. */
export class FileSource implements InputFile {
  readonly name: string
  readonly sizeBytes: number
  readonly lastModifiedMs: number
  readonly #readBlob: ReadBlob
  readonly #file: File

  constructor(file: File, readBlob: ReadBlob) {
    this.name = file.name
    this.sizeBytes = file.size
    this.lastModifiedMs = file.lastModified
    this.#file = file
    this.#readBlob = readBlob
  }

  read(offset: number, into: Uint8Array): number {
    const end = Math.min(this.sizeBytes, offset + into.length)
    if (end <= offset) return 0
    const bytes = this.#readRange(offset, end)
    if (bytes.length !== end - offset) throw changed(this.name)
    into.set(bytes)
    return bytes.length
  }

  /** Made of the file's size and of its first and last 64 KiB. */
  fingerprint(): string {
    const { sizeBytes } = this
    const head = new Uint8Array(Math.min(sizeBytes, FINGERPRINT_BYTES))
    const tail = new Uint8Array(Math.min(sizeBytes - head.length, FINGERPRINT_BYTES))
    this.read(0, head)
    this.read(sizeBytes - tail.length, tail)
    return new Digest()
      .int(sizeBytes)
      .int(Math.floor(sizeBytes / 2 ** 32))
      .ints(head)
      .ints(tail)
      .hex()
  }

  #readRange(start: number, end: number): Uint8Array {
    try {
      return new Uint8Array(this.#readBlob(this.#file.slice(start, end)))
    } catch (error) {
      throw readFaultOf(error, this.name)
    }
  }
}

/** Browsers refuse to read a picked file that was written to since; they say so in different ways. */
function readFaultOf(error: unknown, name: string): SortError {
  if (isNamed(error, 'NotReadableError')) return changed(name)
  if (isNamed(error, 'NotFoundError')) {
    const message = `${name} is no longer where it was: it was moved or deleted, or its disk was removed. Pick it again`
    return new SortError('READ_FAILED', message, name)
  }
  return new SortError('READ_FAILED', `${name} cannot be read: ${textOf(error)}`, name)
}

function changed(name: string): SortError {
  const message = `${name} changed while it was read, or its disk was removed. Pick it again to sort what it holds now`
  return new SortError('INPUT_CHANGED', message, name)
}
