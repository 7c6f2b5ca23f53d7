import { closeSync, fstatSync, ftruncateSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs'
import type { ByteSink, ByteSource } from '../engine/sort/ports.ts'
import { SortError } from '../engine/sort/sort-error.ts'
import { CliError } from './error-codes.ts'

/** A file opened for reading. It must not change while it is open. */
export class NodeByteSource implements ByteSource {
  readonly sizeBytes: number
  readonly #fd: number
  readonly #changedMs: number
  #isClosed = false

  constructor(
    readonly path: string,
    readonly name: string,
  ) {
    this.#fd = openForReading(path, name)
    const stat = fstatSync(this.#fd)
    if (!stat.isFile()) throw new SortError('READ_FAILED', `${name} is not a file`, name)
    this.sizeBytes = stat.size
    this.#changedMs = stat.mtimeMs
  }

  read(offset: number, into: Uint8Array): number {
    let filled = 0
    while (filled < into.length) {
      const got = this.#readPart(offset + filled, into.subarray(filled))
      if (got === 0) break
      filled += got
    }
    this.#ensureUnchanged()
    return filled
  }

  /** Closing it again does nothing. */
  close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    closeSync(this.#fd)
  }

  #readPart(offset: number, into: Uint8Array): number {
    try {
      return readSync(this.#fd, into, 0, into.length, offset)
    } catch (error) {
      throw new SortError('READ_FAILED', `${this.name} cannot be read: ${messageOf(error)}`, this.name)
    }
  }

  #ensureUnchanged(): void {
    const stat = fstatSync(this.#fd)
    if (stat.size === this.sizeBytes && stat.mtimeMs === this.#changedMs) return
    throw new SortError('INPUT_CHANGED', `${this.name} changed while it was read; start again`, this.name)
  }
}

/** What a file is called until it is complete. */
export function partOf(path: string): string {
  return `${path}.part`
}

/**
 * A file that appears under its name when it is published. Until then it is called `<path>.part`. Nobody may have a file
 * of its name open then: there are systems that do not replace such a one.
 */
export class NodeByteSink implements ByteSink {
  readonly #fd: number
  readonly #part: string
  #state: 'open' | 'closed' | 'done' = 'open'

  constructor(
    readonly path: string,
    readonly name: string,
  ) {
    this.#part = partOf(path)
    try {
      this.#fd = openSync(this.#part, 'w')
    } catch (error) {
      throw writeError(error, name)
    }
  }

  write(bytes: Uint8Array): void {
    try {
      for (let done = 0; done < bytes.length;) done += writeSync(this.#fd, bytes, done)
    } catch (error) {
      throw writeError(error, this.name)
    }
  }

  truncate(): void {
    ftruncateSync(this.#fd, 0)
  }

  close(): void {
    if (this.#state !== 'open') return
    this.#state = 'closed'
    closeSync(this.#fd)
  }

  /** Gives the file its name. */
  publish(): void {
    this.close()
    try {
      renameSync(this.#part, this.path)
    } catch (error) {
      throw writeError(error, this.name)
    }
    this.#state = 'done'
  }

  /** Removes what was written if it was not published. */
  discard(): void {
    if (this.#state === 'done') return
    this.close()
    this.#state = 'done'
    rmSync(this.#part, { force: true })
  }
}

/** What the system says when it refuses to write, as a told error. */
export function writeError(error: unknown, name: string): SortError {
  const code = codeOf(error)
  const isFull = code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG'
  const message = isFull ? `no space left for ${name}` : `${name} cannot be written: ${messageOf(error)}`
  return new SortError(isFull ? 'QUOTA_EXCEEDED' : 'WRITE_FAILED', message, name)
}

/** The text of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function openForReading(path: string, name: string): number {
  try {
    return openSync(path, 'r')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') throw new CliError('NOT_FOUND', `${name} is not there`, path)
    throw new SortError('READ_FAILED', `${name} cannot be opened: ${messageOf(error)}`, name)
  }
}

/** What the system calls an error. */
function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
