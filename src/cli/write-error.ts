import { SortError } from '../engine/sort/sort-error.ts'

/** What is wrong, by the system's name for it. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such folder',
  ENOTDIR: 'a part of its path is no folder',
  EISDIR: 'it is a folder',
  EACCES: 'it is not allowed to',
  EPERM: 'it is not allowed to',
  EROFS: 'its disk can only be read',
}

/** What the system says when it refuses to write, as a told error. */
export function writeError(error: unknown, name: string): SortError {
  const code = codeOf(error)
  const isFull = code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG'
  const reason = REASONS[String(code)] ?? messageOf(error)
  const message = isFull ? `no space left for ${name}` : `${name} cannot be written: ${reason}`
  return new SortError(isFull ? 'QUOTA_EXCEEDED' : 'WRITE_FAILED', message, name)
}

/** The text of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** What the system calls an error. */
export function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
