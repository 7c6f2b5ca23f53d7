import { formatPlural } from '../../base/format.ts'
import { DeltaEvent } from '../../engine/delta/events.ts'
import type { DeltaState, FileState } from '../../engine/delta/state.ts'
import type { ChangeLine, Moment } from '../../player/lab.ts'
import { endLabel, fileName, filesAt, partitionLabel, writerRuns } from './read.ts'
import { letterOf } from './phases.ts'

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
    if (old !== undefined) lines.push({ sign: '-', text: `${letterOf(run.actor)} ${then}` })
    lines.push({ sign: '+', text: `${letterOf(run.actor)} ${now}` })
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
  const then = filesAt(before, version - 1)
  const now = filesAt(state, version)
  const thenIds = new Map(then.map((file) => [file.id, lineOf(file, version - 1)]))
  const nowIds = new Map(now.map((file) => [file.id, lineOf(file, version)]))
  const gone = then.filter(({ id }) => thenIds.get(id) !== nowIds.get(id))
  const come = now.filter(({ id }) => thenIds.get(id) !== nowIds.get(id))
  const kept = now.length - come.length
  return [
    ...gone.map((file): ChangeLine => ({ sign: '-', text: thenIds.get(file.id) ?? '' })),
    ...come.map((file): ChangeLine => ({ sign: '+', text: nowIds.get(file.id) ?? '' })),
    { sign: ' ', text: `${formatPlural(kept, 'file')} as before` },
  ]
}

function lineOf(file: FileState, version: number): string {
  const span = file.spans.find(({ from, to }) => from <= version && (to === undefined || to > version))
  const place = file.partition === '' ? '' : ` ${partitionLabel(file.partition)}`
  return `${fileName(file.id)}${place} ${formatPlural(file.rows - (span?.deletedRows ?? 0), 'row')}`
}

function fileChanges(before: DeltaState, state: DeltaState, id: number, kind: number): ChangeLine[] {
  if (kind === DeltaEvent.writeData && id >= 0 && before.files.tryGet(id) === undefined) {
    return [{ sign: '+', text: `${fileName(id)} on disk, in no commit` }]
  }
  if (kind === DeltaEvent.deleteFile && id >= 0) return [{ sign: '-', text: `${fileName(id)} on disk` }]
  const [then, now] = [before.files.tryGet(id), state.files.tryGet(id)]
  if (kind === DeltaEvent.add && then?.partition !== now?.partition) {
    return [{ sign: '+', text: `${fileName(id)} is of ${now?.partition ?? ''}` }]
  }
  return []
}

function checkpointChanges(before: DeltaState, state: DeltaState): ChangeLine[] {
  if (before.checkpoints.length === state.checkpoints.length) return []
  const known = new Set(before.checkpoints.map(({ version }) => version))
  const added = state.checkpoints.filter(({ version }) => !known.has(version))
  return added.map(({ version }) => ({ sign: '+', text: `checkpoint ${version}` }))
}
