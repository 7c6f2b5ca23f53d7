/** What an actor asks of the world that it shares with the others. */
export interface SimCall {
  readonly kind: string
  /** The object; of a listing the prefix. */
  readonly path: string
  readonly access: 'read' | 'write' | 'list'
  /** Of a listing: only what stands behind this path. */
  readonly startAfter?: string
  /** Bytes that go out with the call. */
  readonly bytes: number
  /** How long it lasts, in milliseconds, where that has nothing to do with its bytes: an actor that sleeps. */
  readonly lastsMs?: number
}

/**
 * True when two calls of different actors may change places without either of them, or what is left behind, being another;
 * only the times of objects may differ. A read sees one path, a listing all paths behind its prefix, a write changes one path.
 */
export function canCommute(a: SimCall, b: SimCall): boolean {
  if (a.access !== 'write' && b.access !== 'write') return true
  if (a.access === 'list') return !isListed(a, b.path)
  if (b.access === 'list') return !isListed(b, a.path)
  return a.path !== b.path
}

function isListed({ path: prefix, startAfter = '' }: SimCall, path: string): boolean {
  return path.startsWith(prefix) && path > startAfter
}
