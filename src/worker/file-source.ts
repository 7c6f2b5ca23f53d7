import { Digest } from '../base/digest.ts'
import { plainText } from '../base/plain-text.ts'
import type { InputFile } from '../engine/operations/file-ports.ts'
import { SortError } from '../engine/sort/sort-error.ts'
import { isNamed, textOf } from './disk-faults.ts'

/** Reads a piece of a file at once; in a worker `FileReaderSync` does it. */
export type ReadBlob = (blob: Blob) => ArrayBuffer

/** Bytes at each end of a file that its fingerprint is made of. */
const END_BYTES = 65_536
/** Blocks between the ends that it is made of as well, spread evenly. */
const SAMPLES = 64
const SAMPLE_BYTES = 4096
/** No file system has longer names. */
const MOST_NAME = 255

/** A file of the user's, read by ranges and never whole. */
export class FileSource implements InputFile {
  readonly name: string
  readonly sizeBytes: number
  readonly lastModifiedMs: number
  readonly #readBlob: ReadBlob
  readonly #file: File

  constructor(file: File, readBlob: ReadBlob) {
    this.name = plainText(file.name, MOST_NAME)
    this.sizeBytes = file.size
    this.lastModifiedMs = file.lastModified
    this.#file = file
    this.#readBlob = readBlob
  }

  read(offset: number, into: Uint8Array): number {
    const end = Math.min(this.sizeBytes, offset + into.length)
    if (end <= offset) return 0
    const bytes = this.#readRange(offset, end)
    if (bytes.length !== end - offset) throw new SortError('INPUT_CHANGED', changedText(this.name), this.name)
    into.set(bytes)
    return bytes.length
  }

  /** Made of the file's size, its first and last 64 KiB and 64 blocks of 4 KiB in between: up to 384 KiB, all of it. */
  fingerprint(): string {
    const { sizeBytes } = this
    const digest = new Digest().int(sizeBytes).int(Math.floor(sizeBytes / 2 ** 32))
    const headEnd = Math.min(sizeBytes, END_BYTES)
    const tailStart = Math.max(headEnd, sizeBytes - END_BYTES)
    this.#digestRange(digest, 0, headEnd)
    this.#digestRange(digest, tailStart, sizeBytes)
    const step = Math.max(SAMPLE_BYTES, Math.floor((tailStart - headEnd) / SAMPLES))
    for (let at = headEnd, i = 0; at < tailStart && i < SAMPLES; at += step, i++) {
      this.#digestRange(digest, at, Math.min(tailStart, at + SAMPLE_BYTES))
    }
    return digest.hex()
  }

  #digestRange(digest: Digest, start: number, end: number): void {
    const bytes = new Uint8Array(end - start)
    this.read(start, bytes)
    digest.ints(bytes)
  }

  #readRange(start: number, end: number): Uint8Array {
    try {
      return new Uint8Array(this.#readBlob(this.#file.slice(start, end)))
    } catch (error) {
      throw readFaultOf(error, this.name)
    }
  }
}

/**
 * Browsers refuse to read a picked file that was written to since; they say so in different ways. One that is dying says
 * the same of a file that nobody touched, and a file that was only touched holds what it held: it may be read again.
 */
function readFaultOf(error: unknown, name: string): SortError {
  if (isNamed(error, 'NotReadableError')) return new SortError('READ_FAILED', changedText(name), name)
  if (isNamed(error, 'NotFoundError')) {
    const message = `${name} is no longer where it was: it was moved or deleted, or its disk was removed. Pick it again`
    return new SortError('READ_FAILED', message, name)
  }
  return new SortError('READ_FAILED', `${name} cannot be read: ${textOf(error)}`, name)
}

function changedText(name: string): string {
  return `${name} changed while it was read, or its disk was removed. Pick it again to sort what it holds now`
}
