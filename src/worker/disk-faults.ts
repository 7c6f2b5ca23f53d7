import { formatBytes } from '../base/format.ts'
import { SortError } from '../engine/sort/sort-error.ts'
import type { SyncFile } from './sync-file.ts'

/** What a store can say of the space it has, for a message. Bytes, or undefined where the browser does not tell. */
export interface DiskSpace {
  readonly kind: 'disk' | 'memory'
  /** Most that this page may keep. */
  readonly quotaBytes: number | undefined
  /** What of it was free when it was asked. */
  readonly freeBytes: number | undefined
}

/** Reads what there is from `at` on; returns how many bytes there were. */
export function readCount(file: SyncFile, into: Uint8Array, at: number, what: string): number {
  let got: number
  try {
    got = file.read(into, { at })
  } catch (error) {
    throw readFault(error, what)
  }
  if (got > into.length) throw readFault(refusedAs(got), what)
  return got
}

/** Reads exactly into `into`; `what` names the thing for messages ("run 3"). */
export function readFully(file: SyncFile, into: Uint8Array, at: number, what: string): void {
  const got = readCount(file, into, at, what)
  if (got === into.length) return
  const message = `${what} ends after ${formatBytes(at + got)}; ${formatBytes(into.length - got)} of it are missing`
  throw new SortError('RUN_DAMAGED', message, what)
}

/** Writes all of `bytes`. */
export function writeFully(file: SyncFile, bytes: Uint8Array, at: number, what: string, space: DiskSpace): void {
  let taken: number
  try {
    taken = file.write(bytes, { at })
  } catch (error) {
    throw writeFault(error, what, bytes.length, space)
  }
  if (taken === bytes.length) return
  if (taken < bytes.length) throw quotaFault(what, bytes.length - taken, space)
  throw writeFault(refusedAs(taken), what, bytes.length, space)
}

/** Chromium does not throw where a file refuses: it returns the number of its error as an unsigned one. */
const NO_SPACE = 2 ** 32 - 8

function refusedAs(count: number): DOMException {
  if (count === NO_SPACE) return new DOMException('no space is left', 'QuotaExceededError')
  return new DOMException(`the browser tells error ${count - 2 ** 32}`, 'UnknownError')
}

/** Makes what was written durable. */
export function flushFully(file: SyncFile, what: string, space: DiskSpace): void {
  try {
    file.flush()
  } catch (error) {
    throw writeFault(error, what, 0, space)
  }
}

/** Bytes of a file of ours. */
export function measureFully(file: SyncFile, what: string): number {
  try {
    return file.getSize()
  } catch (error) {
    throw readFault(error, what)
  }
}

/** Cuts a file of ours off behind `sizeBytes` bytes. */
export function truncateFully(file: SyncFile, sizeBytes: number, what: string, space: DiskSpace): void {
  try {
    file.truncate(sizeBytes)
  } catch (error) {
    throw writeFault(error, what, 0, space)
  }
}

/** A failed read of a file of ours, in words. */
export function readFault(error: unknown, what: string): SortError {
  if (isNamed(error, 'NotFoundError', 'InvalidStateError')) return goneFault('READ_FAILED', what)
  return new SortError('READ_FAILED', `${what} cannot be read: ${textOf(error)}`, what)
}

/** A failed write of `bytes` bytes to a file of ours, in words. */
export function writeFault(error: unknown, what: string, bytes: number, space: DiskSpace): SortError {
  if (error instanceof SortError) return error
  if (isNamed(error, 'QuotaExceededError')) return quotaFault(what, bytes, space)
  if (isNamed(error, 'NotFoundError', 'InvalidStateError')) return goneFault('WRITE_FAILED', what)
  return new SortError('WRITE_FAILED', `${what} cannot be written: ${textOf(error)}`, what)
}

/** True for a DOMException, or anything alike, with one of these names. */
export function isNamed(error: unknown, ...names: readonly string[]): boolean {
  return error instanceof Error && names.includes(error.name)
}

export function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function quotaFault(what: string, bytes: number, space: DiskSpace): SortError {
  const asked = bytes === 0 ? 'more space was needed' : `${formatBytes(bytes)} more were needed`
  const place = space.kind === 'disk' ? "the browser's disk is full" : 'the memory that stands in for a disk is full'
  const advice = 'Free space, or sort a smaller file'
  return new SortError('QUOTA_EXCEEDED', `${place}: ${asked} for ${what}.${spaceWords(space)} ${advice}`, what)
}

/** What there was when the sort began. Of a disk it is what the browser tells, which may be more than the disk has. */
function spaceWords({ kind, quotaBytes, freeBytes }: DiskSpace): string {
  if (quotaBytes === undefined) return ''
  const left = freeBytes === undefined ? undefined : formatBytes(freeBytes)
  if (kind === 'disk') return left === undefined ? '' : ` The browser told of ${left} free when the sort began.`
  const free = left === undefined ? '' : `, of which ${left} were free when the sort began`
  return ` This page may keep ${formatBytes(quotaBytes)}${free}.`
}

function goneFault(code: 'READ_FAILED' | 'WRITE_FAILED', what: string): SortError {
  const message = `${what} is no longer there: the browser's data of this page was cleared, or its disk was removed`
  return new SortError(code, message, what)
}
