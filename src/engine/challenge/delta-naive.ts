import { NaiveTable } from '../delta/naive-table.ts'
import type { NaiveRow } from '../delta/naive-table.ts'

export interface NaiveOutcome {
  readonly versions: readonly number[]
  readonly counter: number
  readonly rows: readonly NaiveRow[]
}

/**
 * Two appends to an empty naive table. A stops after it has taken its version and built its file name, B runs from its
 * begin to its end, then A goes on. `apartMs` lies between the two names.
 */
export function interleaveWrites(a: readonly NaiveRow[], b: readonly NaiveRow[], apartMs: number): NaiveOutcome {
  const table = new NaiveTable()
  const slow = startWrite(table, a, 0)
  startWrite(table, b, apartMs)()
  slow()
  const rows = table.activeFiles(table.versionOf(undefined)).flatMap((name) => table.files.get(name) ?? [])
  return { versions: table.entries.map(({ version }) => version), counter: table.counter, rows }
}

/** The lines of a write up to its file name; what is returned runs the others. */
function startWrite(table: NaiveTable, rows: readonly NaiveRow[], nowMs: number): () => void {
  const version = table.counter + 1
  const name = table.nameFile(nowMs)
  return () => {
    table.files.set(name, rows)
    table.append({
      version,
      timestampMs: nowMs,
      operation: 'WRITE',
      mode: 'append',
      filesAdded: [name],
      filesRemoved: [],
      numRecords: rows.length,
    })
  }
}
