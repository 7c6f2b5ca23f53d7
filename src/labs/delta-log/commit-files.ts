import { formatPlural } from '../../base/format.ts'
import type { DeltaState, VersionState } from '../../engine/delta/state.ts'
import { fileName } from './read.ts'

/** What a commit makes of the files it names. */
export interface CommitFiles {
  readonly came: readonly number[]
  readonly went: readonly number[]
  /** Removed and added at once: in the table as before, with other rows marked as deleted. */
  readonly marked: readonly number[]
  /** Rows that its deletion vectors mark, less those that they mark no longer. */
  readonly markedRows: number
  /** Added once more as they are. */
  readonly repeated: readonly number[]
}

/** The files of a commit that stands. A removed file that is added again in one commit has got a deletion vector, or lost it. */
export function filesOf(
  state: DeltaState,
  { version, adds, removes }: Pick<VersionState, 'version' | 'adds' | 'removes'>,
): CommitFiles {
  const came: number[] = []
  const marked: number[] = []
  const repeated: number[] = []
  let markedRows = 0
  for (const id of adds) {
    const spans = state.files.tryGet(id)?.spans ?? []
    const now = spans.find(({ from }) => from === version)
    const then = spans.find(({ from, to }) => to === version && from < version)
    const rows = (now?.deletedRows ?? 0) - (then?.deletedRows ?? 0)
    if (now === undefined || (then !== undefined && rows === 0)) repeated.push(id)
    else if (then === undefined) came.push(id)
    else {
      marked.push(id)
      markedRows += rows
    }
  }
  const added = new Set(adds)
  return { came, went: removes.filter((id) => !added.has(id)), marked, markedRows, repeated }
}

/** "2 files came, 1 file went", "f19 got a deletion vector (1 row)". */
export function changeText({ came, went, marked, markedRows, repeated }: CommitFiles): string {
  const parts: string[] = []
  const isOnlyMarked = came.length + went.length === 0 && marked.length + repeated.length > 0
  if (!isOnlyMarked)
    parts.push(`${formatPlural(came.length, 'file')} came`, `${formatPlural(went.length, 'file')} went`)
  if (marked.length > 0) {
    const what = marked.length === 1 ? 'a deletion vector' : 'deletion vectors'
    parts.push(
      markedRows < 0
        ? `${listFiles(marked)} got ${formatPlural(-markedRows, 'deleted row')} back`
        : `${listFiles(marked)} got ${what} (${formatPlural(markedRows, 'row')})`,
    )
  }
  if (repeated.length > 0) parts.push(`${listFiles(repeated)} ${repeated.length === 1 ? 'is' : 'are'} named once more`)
  return parts.join(', ')
}

/** Files that are named one by one. */
const MOST_NAMED = 6

/** "f1, f4 and 3 more files" */
export function listFiles(files: readonly number[]): string {
  const rest = files.length - MOST_NAMED
  const named = files.slice(0, MOST_NAMED).map(fileName).join(', ')
  return rest > 0 ? `${named} and ${formatPlural(rest, 'more file')}` : named
}
