import type { Value } from '../predicate/types.ts'

/** A row without a schema: whatever values it was given. */
export type NaiveRow = readonly Value[]

export interface NaiveEntry {
  readonly version: number
  readonly timestampMs: number
  readonly operation: 'WRITE' | 'OPTIMIZE' | 'RESTORE'
  readonly mode: 'append' | 'overwrite'
  readonly filesAdded: readonly string[]
  readonly filesRemoved: readonly string[]
  readonly numRecords: number
}

/**
 * The log that a guide for interviews prints, rebuilt in our words with its mistakes: a list of entries, a dictionary of
 * files and a counter, with nothing between writers. Each mistake is named where it is made; what comes of it was measured
 * on the printed program, and a test holds this one to that. `transaction.ts` is how it is done.
 */
export class NaiveTable {
  readonly entries: NaiveEntry[] = []
  /** Rows of each file by its name. */
  readonly files = new Map<string, readonly NaiveRow[]>()
  counter = 0

  /** Counter and whole second: two writers that begin in one second from one version have the same name (D5). */
  nameFile(nowMs: number): string {
    return `part-${digits(this.counter)}-${Math.floor(nowMs / 1000)}.parquet`
  }

  nameCompacted(): string {
    return `part-optimized-${digits(this.counter)}.parquet`
  }

  /** 0 is no version to it and means the newest (D1), as does one that does not exist yet (D3). */
  versionOf(asked: number | undefined): number {
    return asked || this.counter
  }

  /**
   * The files of a version: all that were ever added less all that were ever removed, so that none comes back (D4); and an
   * overwrite forgets what was added before it, whether its entry removes that or not (D18).
   */
  activeFiles(version: number): readonly string[] {
    const added = new Set<string>()
    const removed = new Set<string>()
    for (const entry of this.entries) {
      if (entry.version > version) break
      if (entry.mode === 'overwrite') added.clear()
      for (const name of entry.filesAdded) added.add(name)
      for (const name of entry.filesRemoved) removed.add(name)
    }
    return [...added].filter((name) => !removed.has(name))
  }

  /** What is behind the list is not looked at: whoever comes appends (D6), and files that are gone by now do not matter (D7). */
  append(entry: NaiveEntry): void {
    this.entries.push(entry)
    this.counter += 1
  }
}

function digits(counter: number): string {
  return counter.toString().padStart(5, '0')
}
