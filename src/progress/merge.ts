import { readRecord } from './record.ts'

/**
 * The union of two logs as one, sorted by (at, id). Records with the same id are one record, so that merging the same
 * backup again adds nothing, and the order of merges does not matter.
 */
export function mergeLogs(left: readonly unknown[], right: readonly unknown[]): unknown[] {
  const merged = new Map<string, Entry>()
  for (const entry of [...left, ...right].map(createEntry)) {
    const known = merged.get(entry.key)
    // The same id with other content comes from a damaged copy; the choice must not depend on who was first.
    if (known === undefined || entry.text < known.text) merged.set(entry.key, entry)
  }
  return [...merged.values()].sort(compareEntries).map((entry) => entry.value)
}

interface Entry {
  readonly key: string
  readonly at: string
  readonly text: string
  readonly value: unknown
}

function createEntry(value: unknown): Entry {
  const { id, at } = readRecord(value)
  const text = JSON.stringify(value)
  return { key: at === '' ? `? ${text}` : id, at, text, value }
}

function compareEntries(left: Entry, right: Entry): number {
  if (left.at !== right.at) return left.at < right.at ? -1 : 1
  return left.key < right.key ? -1 : 1
}
