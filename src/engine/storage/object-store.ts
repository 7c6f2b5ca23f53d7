/** An object as a listing tells it. */
export interface StoredObject {
  /** Relative to the store's root, folders separated by `/`. */
  readonly path: string
  readonly sizeBytes: number
  /** Milliseconds since 1970 of its last write. */
  readonly modifiedMs: number
}

/**
 * Objects that can be read. Paths are relative to the root and are taken literally: nothing is decoded. A path that is not
 * safe (see `isSafePath`) is refused with BAD_PATH, so no call leaves the root.
 */
export interface ReadableStore {
  /** The root as an absolute path of its own machine ("/data/sales"), where that is known. */
  readonly rootPath?: string
  /** The object, or undefined where there is none. */
  tryHead(path: string): Promise<StoredObject | undefined>
  /** All bytes. Throws NOT_FOUND. The bytes are the store's own: nobody changes them. */
  get(path: string): Promise<Uint8Array<ArrayBuffer>>
  /** Bytes [start, end). Throws NOT_FOUND, and OUT_OF_RANGE when the object ends before `end`. */
  getRange(path: string, start: number, end: number): Promise<Uint8Array<ArrayBuffer>>
  /**
   * Every object whose path begins with `prefix`, folders below included, in ascending order of code units. With
   * `startAfter` only those behind that path.
   */
  list(prefix: string, startAfter?: string): Promise<StoredObject[]>
  /**
   * Long work on what was read calls this between two pieces, `done` of `total` of which are behind it, so that others may
   * go on meanwhile. Rejects when the work is to stop. Without it nobody waits.
   */
  rest?(done: number, total: number, unit: string): Promise<void>
}

/** A store that can be written too. A write is atomic: others see the whole object or none. */
export interface ObjectStore extends ReadableStore {
  put(path: string, bytes: Uint8Array): Promise<void>
  /** Writes only where nothing is; false when something was there. */
  putIfAbsent(path: string, bytes: Uint8Array): Promise<boolean>
  /** Removes the object if it is there. */
  delete(path: string): Promise<void>
}

export type StoreErrorCode = 'NOT_FOUND' | 'OUT_OF_RANGE' | 'BAD_PATH' | 'BAD_ARCHIVE' | 'READ_FAILED' | 'WRITE_FAILED'

/** A call to a store that failed; `where` is the path. */
export class StoreError extends Error {
  constructor(
    readonly code: StoreErrorCode,
    message: string,
    readonly where: string,
  ) {
    super(message)
    this.name = 'StoreError'
  }
}

/** True for a relative path without empty, `.` and `..` segments and without NUL. */
export function isSafePath(path: string): boolean {
  if (path.includes('\0')) return false
  return path.split('/').every((segment) => segment !== '' && segment !== '.' && segment !== '..')
}

/** Throws BAD_PATH unless `isSafePath`. */
export function ensureSafePath(path: string): void {
  if (!isSafePath(path)) throw new StoreError('BAD_PATH', `"${path}" is not a path inside the store`, path)
}

/** Throws OUT_OF_RANGE unless [start, end) lies in an object of `sizeBytes`. */
export function ensureRange(path: string, start: number, end: number, sizeBytes: number): void {
  if (start >= 0 && end >= start && end <= sizeBytes) return
  throw new StoreError('OUT_OF_RANGE', `${path} has ${sizeBytes} bytes; ${start} to ${end} was asked for`, path)
}

export function notFound(path: string): StoreError {
  return new StoreError('NOT_FOUND', `${path} is not there`, path)
}

/** Ascending by UTF-16 code units, as `list` orders. */
export function comparePaths(a: StoredObject, b: StoredObject): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0
}
