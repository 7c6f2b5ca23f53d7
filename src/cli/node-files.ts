import {
  closeSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readlinkSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import type { Stats } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import type { ByteSink, ByteSource } from '../engine/sort/ports.ts'
import { SortError } from '../engine/sort/sort-error.ts'
import { CliError } from './error-codes.ts'
import { partName } from './own-files.ts'
import { codeOf, messageOf, writeError } from './write-error.ts'

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

/**
 * A file that appears under its name when it is published, with a name of its own until then. Where there is one already
 * it takes its place and its rights, behind links too. Nobody may have a file of its name open then: there are systems
 * that do not replace such a one.
 */
export class NodeByteSink implements ByteSink {
  readonly #fd: number
  readonly #target: string
  readonly #part: string
  #state: 'open' | 'closed' | 'done' = 'open'

  constructor(
    readonly path: string,
    readonly name: string,
  ) {
    this.#target = realPathOf(path)
    this.#part = join(dirname(this.#target), partName())
    try {
      const old = statSync(this.#target, { throwIfNoEntry: false })
      this.#fd = openSync(this.#part, 'wx', old === undefined ? 0o666 : 0o600)
      if (old !== undefined) keepRights(this.#fd, old)
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

  /** Closes the file and opens it for reading, before it has its name. */
  openWritten(): NodeByteSource {
    this.close()
    return new NodeByteSource(this.#part, this.name)
  }

  /** Gives the file its name. */
  publish(): void {
    this.close()
    try {
      renameSync(this.#part, this.#target)
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

function openForReading(path: string, name: string): number {
  try {
    return openSync(path, 'r')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') throw new CliError('NOT_FOUND', `${name} is not there`, path)
    throw new SortError('READ_FAILED', `${name} cannot be opened: ${messageOf(error)}`, name)
  }
}

/** Gives a file the owner and the rights of another. Where the group cannot be kept, nothing is opened to a new one. */
function keepRights(fd: number, { uid, gid, mode }: Stats): void {
  try {
    fchownSync(fd, uid, gid)
  } catch {
    // Only root gives files away.
  }
  const isOfGroup = fstatSync(fd).gid === gid
  fchmodSync(fd, mode & (isOfGroup ? 0o777 : 0o707))
}

/** Links that are followed from one path, at most. */
const MOST_LINKS = 40

/** The path without links, as far as it exists: that of the file that a link names, whether it is there or not. */
export function realPathOf(path: string, links = MOST_LINKS): string {
  try {
    return realpathSync.native(path)
  } catch {
    const link = links === 0 ? undefined : tryLink(path)
    if (link !== undefined) return realPathOf(resolve(dirname(path), link), links - 1)
    const parent = dirname(path)
    return parent === path ? path : join(realPathOf(parent), basename(path))
  }
}

/** Removes the file at a path, or the one that a link there leads to; what is no file stays. */
export function removeFile(path: string): void {
  const place = realPathOf(path)
  try {
    if (statSync(place, { throwIfNoEntry: false })?.isFile() === true) rmSync(place)
  } catch (error) {
    throw writeError(error, basename(path))
  }
}

function tryLink(path: string): string | undefined {
  try {
    return readlinkSync(path)
  } catch {
    return undefined
  }
}
