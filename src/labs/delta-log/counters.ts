import { formatBytes, formatPlural } from '../../base/format.ts'
import { DeltaEvent } from '../../engine/delta/events.ts'
import { latestVersion, liveRowsOf } from '../../engine/delta/state.ts'
import type { DeltaState } from '../../engine/delta/state.ts'
import type { Counter, Moment, TheoryRow } from '../../player/lab.ts'
import { readDeltaParams } from './params.ts'
import { billOf, replayRow } from './folder-bill.ts'
import { readableText } from './read.ts'

/** Counted over the log. */
export function countersOf({ state }: Pick<Moment<DeltaState>, 'state'>): readonly Counter[] {
  const { counts } = state
  const rows = liveRowsOf(state)
  const isLossy = state.lostCommits.length > 0 && state.header.log === 'delta'
  return [
    { label: 'calls to the log', kinds: [DeltaEvent.readLog] },
    { label: 'data files read', kinds: [DeltaEvent.readData] },
    { label: 'objects written', kinds: [DeltaEvent.writeData, DeltaEvent.commit, DeltaEvent.checkpoint] },
    { label: 'commits made', kinds: [DeltaEvent.commit] },
    ...(isLossy ? [{ label: 'commits lost', kinds: [], value: state.lostCommits.length }] : []),
    { label: 'checks made', kinds: [DeltaEvent.check] },
    { label: 'live files', kinds: [], value: counts.liveFiles },
    ...(rows === undefined ? [] : [{ label: 'live rows', kinds: [], value: rows }]),
  ]
}

/** The storage bill, what reading costs, and which versions can still be read. */
export function theoryOf({ state, params }: Moment<DeltaState>): readonly TheoryRow[] {
  const { counts } = state
  const latest = latestVersion(state)
  if (latest < 0) return []
  if (state.header.folder !== undefined) return billOf(state, state.header.folder)
  return [
    replayRow(state, latest, readDeltaParams(params).checkpoint),
    { label: 'storage: live', expected: filesText(counts.liveFiles), measured: formatBytes(counts.liveBytes) },
    {
      label: 'storage: removed, on disk',
      expected: filesText(counts.keptFiles),
      measured: formatBytes(counts.keptBytes),
    },
    {
      label: 'storage: in no commit',
      expected: filesText(counts.looseFiles),
      measured: formatBytes(counts.looseBytes),
    },
    {
      label: 'storage: the log',
      expected: `${formatPlural(latest + 1 - state.firstKept, 'commit')}, ${formatPlural(state.checkpoints.length, 'checkpoint')}`,
      measured: formatBytes(counts.logBytes),
    },
    {
      label: 'versions that can be read',
      expected: `${state.header.firstVersion} to ${latest}`,
      measured: readableText(state, latest),
    },
  ]
}

function filesText(count: number): string {
  return formatPlural(count, 'file')
}
