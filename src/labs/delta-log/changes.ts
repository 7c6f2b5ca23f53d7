import { formatCount, formatPlural } from '../../base/format.ts'
import { DeltaEvent } from '../../engine/delta/events.ts'
import { spanAt, tryVersion } from '../../engine/delta/state.ts'
import type { DeltaState, FileState } from '../../engine/delta/state.ts'
import type { ChangeLine, Moment } from '../../player/lab.ts'
import { partitionName } from './column-names.ts'
import { endLabel, fileName, partitionLabel, rowsText, writerRuns } from './read.ts'
import { whoOf } from './phases.ts'

/** The diff of the state against the one before: snapshots after a commit, what a writer holds after anything else. */
export function changesOf(moment: Moment<DeltaState>): readonly ChangeLine[] {
  const { event, before, state } = moment
  if (event === undefined) return []
  if (event.kind === DeltaEvent.commit) return commitChanges(moment, event.b)
  const lines: ChangeLine[] = []
  for (const run of writerRuns(state)) {
    const old = writerRuns(before).find(({ actor }) => actor === run.actor)
    const [then, now] = [describe(old), describe(run)]
    if (then === now) continue
    if (old !== undefined) lines.push({ sign: '-', text: `${whoOf(run.actor)} ${then}` })
    lines.push({ sign: '+', text: `${whoOf(run.actor)} ${now}` })
  }
  return [...lines, ...fileChanges(before, state, event.b, event.kind), ...checkpointChanges(before, state)]
}

function describe(run: ReturnType<typeof writerRuns>[number] | undefined): string {
  if (run === undefined) return ''
  const parts = [
    run.readVersion === undefined ? 'knows no version' : `reads version ${run.readVersion}`,
    ...(run.adds.length + run.removes.length === 0
      ? []
      : [`stages ${formatPlural(run.adds.length, 'add')}, ${formatPlural(run.removes.length, 'remove')}`]),
    ...(run.target === undefined ? [] : [`wants version ${run.target}`]),
    ...(run.checks.length === 0 ? [] : [`${formatPlural(run.checks.length, 'check')} made`]),
    ...(run.end === undefined ? [] : [endLabel(run)]),
  ]
  return parts.join(', ')
}

function commitChanges({ before, state }: Moment<DeltaState>, version: number): ChangeLine[] {
  const gone: string[] = []
  const come: string[] = []
  for (const id of changedFiles(before, state, version)) {
    const then = tryLine(before.files.tryGet(id), version - 1)
    const now = tryLine(state.files.tryGet(id), version)
    if (then === now) continue
    if (then !== undefined) gone.push(then)
    if (now !== undefined) come.push(now)
  }
  const kept = state.counts.liveFiles - come.length
  return [...linesOf('-', gone), ...linesOf('+', come), { sign: ' ', text: `${formatPlural(kept, 'file')} as before` }]
}

/** Files that a commit may have changed, by id: its own, and those of commits that had its number before. */
function changedFiles(before: DeltaState, state: DeltaState, version: number): readonly number[] {
  const twins = state.lostCommits.filter((lost) => lost.version === version)
  const commits = [tryVersion(before, version), tryVersion(state, version), ...twins]
  const ids = new Set(commits.flatMap((of) => (of === undefined ? [] : [...of.removes, ...of.adds])))
  return [...ids].sort((a, b) => a - b)
}

/** Files that are listed one by one; of more it is told how many there are. */
const MOST_LISTED = 100

function linesOf(sign: '+' | '-', texts: readonly string[]): ChangeLine[] {
  const lines = texts.slice(0, MOST_LISTED).map((text): ChangeLine => ({ sign, text }))
  const rest = texts.length - lines.length
  return rest === 0 ? lines : [...lines, { sign, text: `${formatCount(rest)} more files` }]
}

/** A file at a version; undefined where it is not in the table then. */
function tryLine(file: FileState | undefined, version: number): string | undefined {
  const span = file === undefined ? undefined : spanAt(file, version)
  if (file === undefined || span === undefined) return undefined
  const place = file.partition === '' ? '' : ` ${partitionLabel(file.partition)}`
  return `${fileName(file.id)}${place} ${rowsText(file.rows === undefined ? undefined : file.rows - span.deletedRows)}`
}

function fileChanges(before: DeltaState, state: DeltaState, id: number, kind: number): ChangeLine[] {
  if (kind === DeltaEvent.writeData && id >= 0 && before.files.tryGet(id) === undefined) {
    return [{ sign: '+', text: `${fileName(id)} on disk, in no commit` }]
  }
  if (kind === DeltaEvent.deleteFile && id >= 0) return [{ sign: '-', text: `${fileName(id)} on disk` }]
  const [then, now] = [before.files.tryGet(id), state.files.tryGet(id)]
  if (kind === DeltaEvent.add && then?.partition !== now?.partition) {
    return [{ sign: '+', text: `${fileName(id)} is of ${partitionName(state, now?.partition ?? '')}` }]
  }
  return []
}

function checkpointChanges(before: DeltaState, state: DeltaState): ChangeLine[] {
  if (before.checkpoints.length === state.checkpoints.length) return []
  const known = new Set(before.checkpoints.map(({ version }) => version))
  const added = state.checkpoints.filter(({ version }) => !known.has(version))
  return added.map(({ version }) => ({ sign: '+', text: `checkpoint ${version}` }))
}
