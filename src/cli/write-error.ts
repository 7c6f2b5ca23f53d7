import { SortError } from '../engine/sort/sort-error.ts'

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

/** What the system calls an error. */
export function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
