import type { Action, Add, Remove } from './action-types.ts'
import type { PendingCommit, WinningCommit } from './conflict.ts'
import { canonicalPath } from './data-path.ts'
import { readMarks, writeDeletionVectors } from './deletion-vector-writer.ts'
import { readFileRows } from './file-rows.ts'
import type { Snapshot } from './snapshot.ts'
import { usesDeletionVectors } from './table-changes.ts'
import type { TableWriter } from './table-writer.ts'
import type { Row } from './write-files.ts'

/** What is left of two commits when their rows are told apart. */
export interface RebasedCommits {
  readonly mine: PendingCommit
  /** Without what cannot be a conflict. */
  readonly winner: WinningCommit
}

/**
 * The snapshot of a commit whose conflicts are told by rows: Databricks' row-level concurrency, for tables with deletion
 * vectors and without partitions; undefined for others. Every read must be one that can be asked about a row.
 */
export function tryRowLevel(
  writer: TableWriter,
  snapshot: Snapshot | undefined,
  { reads }: PendingCommit,
): Snapshot | undefined {
  if (writer.product !== 'databricks' || writer.hasRowLevelConcurrency !== true || snapshot === undefined) {
    return undefined
  }
  const canAsk = !reads.isWholeTable && reads.filters.every(({ matchesRow }) => matchesRow !== undefined)
  return canAsk && snapshot.metadata.partitionColumns.length === 0 && usesDeletionVectors(snapshot)
    ? snapshot
    : undefined
}

/**
 * Makes a commit as if it had started behind one that came first, as far as that one has added, marked and removed only rows
 * that this one would not have read. A file in which both have marked rows gets a new deletion vector with the rows of both.
 * Files that were only written anew (OPTIMIZE) are no matter, unless this commit has marked rows in them: where these are now
 * is not known. What is left in `winner` is for the usual checks.
 */
export async function rebaseRows(
  writer: TableWriter,
  snapshot: Snapshot,
  mine: PendingCommit,
  winner: WinningCommit,
): Promise<RebasedCommits> {
  if (winner.actions.some(({ kind }) => kind === 'metaData' || kind === 'protocol')) return { mine, winner }
  const own = pairFiles(mine.actions, mine.rootPath)
  const theirs = pairFiles(winner.actions, mine.rootPath)
  const harmless = new Set<Action>()
  const replaced = new Map<Action, Action>()
  for (const [path, pair] of theirs) {
    const changed = own.get(path)
    if (!pair.remove.dataChange ? changed !== undefined : await touchesRead(writer, snapshot, mine, pair)) continue
    if (changed !== undefined) {
      const merged = await tryMerge(writer, pair, changed)
      if (merged === undefined) continue
      replaced.set(changed.remove, merged.remove).set(changed.add as Action, merged.add)
    }
    harmless.add(pair.remove)
    if (pair.add !== undefined) harmless.add(pair.add)
  }
  const paired = new Set([...theirs.values()].map(({ add }) => add))
  for (const action of winner.actions) {
    if (action.kind !== 'add' || paired.has(action)) continue
    if (!action.dataChange || !(await holdsRead(writer, snapshot, mine, action))) harmless.add(action)
  }
  return {
    mine: { ...mine, actions: mine.actions.map((action) => replaced.get(action) ?? action) },
    winner: { ...winner, actions: winner.actions.filter((action) => !harmless.has(action)) },
  }
}

interface FilePair {
  readonly remove: Remove
  /** The same file with a vector; undefined when the file is gone. */
  readonly add: Add | undefined
}

/** The files that a commit removes, by their paths, with what it puts in their place. */
function pairFiles(actions: readonly Action[], rootPath: string | undefined): Map<string, FilePair> {
  const adds = new Map<string, Add>()
  for (const action of actions) if (action.kind === 'add') adds.set(canonicalPath(action.path, rootPath), action)
  const pairs = new Map<string, FilePair>()
  for (const action of actions) {
    if (action.kind !== 'remove') continue
    const path = canonicalPath(action.path, rootPath)
    pairs.set(path, { remove: action, add: adds.get(path) })
  }
  return pairs
}

/** Whether a row that a commit took out of a file is one that this commit would have read. */
async function touchesRead(
  writer: TableWriter,
  snapshot: Snapshot,
  mine: PendingCommit,
  { remove, add }: FilePair,
): Promise<boolean> {
  const { size, path, deletionVector } = remove
  if (size === undefined) return true
  const before: Add = { ...EMPTY, path, size, deletionVector }
  const { rows, positions } = await readFileRows(writer, snapshot, before)
  const marked = add === undefined ? undefined : new Set(await readMarks(writer, add.deletionVector, path))
  return rows.some((row, i) => (marked === undefined || marked.has(positions[i] as number)) && isRead(mine, row))
}

const EMPTY: Add = {
  kind: 'add',
  path: '',
  partitionValues: new Map(),
  size: 0,
  modificationTime: 0,
  dataChange: false,
  stats: undefined,
  deletionVector: undefined,
  tags: undefined,
  baseRowId: undefined,
  defaultRowCommitVersion: undefined,
  clusteringProvider: undefined,
}

async function holdsRead(writer: TableWriter, snapshot: Snapshot, mine: PendingCommit, file: Add): Promise<boolean> {
  const { rows } = await readFileRows(writer, snapshot, file)
  return rows.some((row) => isRead(mine, row))
}

function isRead({ reads }: PendingCommit, row: Row): boolean {
  return reads.filters.some(({ matchesRow }) => matchesRow?.(row) !== false)
}

/** My marks behind theirs; undefined when one of the two has not marked rows, but removed the file. */
async function tryMerge(
  writer: TableWriter,
  theirs: FilePair,
  mine: FilePair,
): Promise<{ readonly remove: Remove; readonly add: Add } | undefined> {
  if (theirs.add === undefined || mine.add === undefined) return undefined
  const before = new Set(await readMarks(writer, mine.remove.deletionVector, mine.remove.path))
  const own = (await readMarks(writer, mine.add.deletionVector, mine.add.path)).filter((row) => !before.has(row))
  const [add] = await writeDeletionVectors(writer, [{ file: theirs.add, positions: own }])
  if (add === undefined) return undefined
  return { remove: { ...mine.remove, deletionVector: theirs.add.deletionVector }, add }
}
