import { isRecord } from '../../base/parse.ts'
import { StoreError } from '../storage/object-store.ts'
import type { ReadableStore } from '../storage/object-store.ts'
import { LAST_CHECKPOINT } from './log-path.ts'

/** What `_last_checkpoint` says. It is a hint: it may be old, or lie. */
export interface LastCheckpointHint {
  readonly version: number
  /** Actions in the checkpoint. */
  readonly size: number | undefined
  readonly parts: number | undefined
}

/** Reads the hint; undefined where it is missing or cannot be read. Throws only what the store throws otherwise. */
export async function tryReadHint(store: ReadableStore): Promise<LastCheckpointHint | undefined> {
  try {
    const bytes = await store.get(LAST_CHECKPOINT)
    return parseHint(JSON.parse(new TextDecoder().decode(bytes)))
  } catch (error) {
    if (error instanceof StoreError && error.code !== 'NOT_FOUND') throw error
    return undefined
  }
}

function parseHint(value: unknown): LastCheckpointHint | undefined {
  if (!isRecord(value)) return undefined
  const { version, size, parts } = value
  if (typeof version !== 'number' || !Number.isSafeInteger(version) || version < 0) return undefined
  return {
    version,
    size: typeof size === 'number' ? size : undefined,
    parts: typeof parts === 'number' ? parts : undefined,
  }
}
