import { formatPlural } from '../../base/format.ts'
import { countWhile } from '../../base/search.ts'
import { latestVersion, runOf, spanAt } from '../../engine/delta/state.ts'
import type { CheckState, DeltaState, FileState, StatementRun, VersionState } from '../../engine/delta/state.ts'
import { CheckResult, Outcome } from '../../engine/delta/events.ts'
import { deadRanges, isInRanges } from './file-blocks.ts'

/** What the picture and the words both ask of a state. */

/** "f12": files are counted from 1 in the order in which they were written. */
export function fileName(id: number): string {
  return `f${id + 1}`
}

export function actorName({ header }: DeltaState, actor: number): string {
  return header.actors[actor] ?? '?'
}

/** The actor that makes the table's past. */
export const PAST = 0

/** The last statement of each writer that has begun one, in the order of the actors; the table's past is none. */
export function writerRuns(state: DeltaState): StatementRun[] {
  return state.header.actors.flatMap((_, actor) => (actor === PAST ? [] : (runOf(state, actor) ?? [])))
}

/** The version that stood when an event happened, -1 before the first. */
export function versionAtEvent({ versions, header }: DeltaState, seq: number): number {
  return header.firstVersion + countWhile(versions.length, (i) => versions.get(i).seq <= seq) - 1
}

/** "3 rows"; what no statistics tell is not made up. */
export function rowsText(rows: number | undefined): string {
  return rows === undefined ? 'rows not told' : formatPlural(rows, 'row')
}

/** `lost`: in the table, and not on disk. `absent`: of another writer's table, removed and not in its folder. */
export type FileStatus = 'live' | 'lost' | 'kept' | 'deleted' | 'absent' | 'staged' | 'orphan'

/** Where a file stands now. `staged`: a writer at work may still commit it. */
export function statusOf(state: DeltaState, file: FileState): FileStatus {
  const last = file.spans.at(-1)
  if (last !== undefined && last.to === undefined) return file.deletedAt === undefined ? 'live' : 'lost'
  if (typeof file.deletedAt === 'number') return 'deleted'
  if (last !== undefined) return file.deletedAt === undefined ? 'kept' : 'absent'
  const run = file.actor === undefined ? undefined : runOf(state, file.actor)
  // A log that is read back has no statements: what a commit is about to add is on its way.
  if (run === undefined) return 'staged'
  const isAtWork = run.end === undefined && run.beganSeq <= file.writtenSeq
  return isAtWork ? 'staged' : 'orphan'
}

/** The part of the word "region=EU" that stands on the stage: "EU"; several parts keep their slash. */
export function partitionLabel(partition: string): string {
  return partition
    .split('/')
    .map((part) => part.slice(part.indexOf('=') + 1))
    .join('/')
}

/** What the log calls the operation, as SQL does; an append is a plain WRITE. */
export function operationLabel({ operation }: VersionState): string {
  return operation
}

export function isAppend({ operation, removes }: VersionState): boolean {
  return operation === 'WRITE' && removes.length === 0
}

/** True of a file that a version needs and that is not on disk any more, or whose deletion vector is not. */
export function isGone(file: FileState, version: number): boolean {
  if (typeof file.deletedAt === 'number' || file.deletedAt === 'missing') return true
  return spanAt(file, version)?.vector?.isDeleted === true
}

/** Files of a version, by id: looks at every file there is. */
export function filesAt({ files }: DeltaState, version: number): FileState[] {
  return [...files].filter((file) => spanAt(file, version) !== undefined)
}

/** "won version 13", "refused", what came of a statement in a word or two. */
export function endLabel(run: StatementRun): string {
  if (run.end === undefined) {
    if (failedCheck(run) !== undefined) return 'refused'
    return run.committed === undefined ? 'at work' : `wrote version ${run.committed}`
  }
  switch (run.end.outcome) {
    case Outcome.committed:
      return `won ${run.committed ?? ''}`.trim()
    case Outcome.unchanged:
      return 'nothing to do'
    case Outcome.conflicted:
      return 'refused'
    case Outcome.failed:
      return 'failed'
    case Outcome.read:
      return run.end.rows === undefined ? 'read' : formatPlural(run.end.rows, 'row')
    case Outcome.vacuumed:
      return 'done'
    case 'dead':
      return 'died'
  }
}

/** True for a statement that changes nothing, so that nobody can be in conflict with it. */
export function isQuery({ text }: StatementRun): boolean {
  return /^\s*(SELECT|WITH|FROM|VALUES|DESC|DESCRIBE)\b/i.test(text)
}

/** "UPDATE", "OPTIMIZE": how a statement begins. */
export function headOf(text: string): string {
  return /^\s*\(?\s*([A-Za-z]+)/.exec(text)?.[1]?.toUpperCase() ?? 'a statement'
}

/** The check that a statement has not passed: it is refused from there on. */
export function failedCheck({ checks }: StatementRun): CheckState | undefined {
  const last = checks.at(-1)
  return last?.result === CheckResult.failed ? last : undefined
}

export function isLost(run: StatementRun): boolean {
  if (failedCheck(run) !== undefined) return true
  return run.end?.outcome === Outcome.conflicted || run.end?.outcome === Outcome.failed || run.end?.outcome === 'dead'
}

/** Versions that can still be read whole: their commits are in the log and their files on disk. */
export function canRead(state: DeltaState, version: number): boolean {
  return !isInRanges(deadRanges(state), version)
}

/** Signs of a statement or a condition that are told; who wants all of it finds it in the commit. */
const MOST_TOLD = 300

/** A statement in one line, without spaces at its ends, and cut where it is very long. */
export function shortText(text: string): string {
  return cutTold(text.replaceAll(/\s+/g, ' ').trim())
}

/** What is told of a text that may be very long. */
export function cutTold(text: string): string {
  return text.length <= MOST_TOLD ? text : `${text.slice(0, MOST_TOLD).trimEnd()}…`
}

/** Where the part of a statement begins that says what it means to touch. */
const CONDITION = /\b(WHERE|TO VERSION AS OF|VERSION AS OF|TIMESTAMP AS OF|ZORDER BY)\b.*$/i

/** "DELETE … WHERE region = 'EU'"; undefined for a statement that means the whole table, or no rows. */
export function conditionText(text: string): string | undefined {
  const condition = CONDITION.exec(text)?.[0]
  return condition === undefined ? undefined : `${headOf(text)} … ${condition}`
}

/** Versions up to one that can still be read: "all", "none", "all but 1 and 2", "all but 2 to 6, 9". */
export function readableText(state: DeltaState, latest: number): string {
  const { firstVersion } = state.header
  const spans = deadRanges(state).flatMap(([from, to = Infinity]): string[] => {
    const first = Math.max(from, firstVersion)
    const last = Math.min(to - 1, latest)
    if (last < first) return []
    if (first === firstVersion && last === latest) return [NONE]
    return [last === first ? `${first}` : last === first + 1 ? `${first} and ${last}` : `${first} to ${last}`]
  })
  if (spans[0] === NONE) return NONE
  return spans.length === 0 ? 'all' : `all but ${spans.join(', ')}`
}

const NONE = 'none'

export { latestVersion }
