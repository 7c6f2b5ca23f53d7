import { formatBytes, formatCount, formatPlural } from '../../base/format.ts'
import { DeltaEvent } from '../../engine/delta/events.ts'
import { latestVersion, replayCost } from '../../engine/delta/state.ts'
import type { DeltaState } from '../../engine/delta/state.ts'
import type { Counter, Moment, TheoryRow } from '../../player/lab.ts'
import { readDeltaParams } from './params.ts'
import { deadRanges } from './file-blocks.ts'

/** Counted over the log. */
export function countersOf({ state }: Moment<DeltaState>): readonly Counter[] {
  const { counts } = state
  return [
    { label: 'calls to the log', kinds: [DeltaEvent.readLog] },
    { label: 'data files read', kinds: [DeltaEvent.readData] },
    { label: 'objects written', kinds: [DeltaEvent.writeData, DeltaEvent.commit, DeltaEvent.checkpoint] },
    { label: 'versions committed', kinds: [DeltaEvent.commit] },
    { label: 'checks made', kinds: [DeltaEvent.check] },
    { label: 'live files', kinds: [], value: counts.liveFiles },
    { label: 'live rows', kinds: [], value: counts.liveRows },
  ]
}

/** The storage bill, what reading costs, and which versions can still be read. */
export function theoryOf({ state, params }: Moment<DeltaState>): readonly TheoryRow[] {
  const { counts } = state
  const latest = latestVersion(state)
  if (latest < 0) return []
  const { checkpoint } = readDeltaParams(params)
  const cost = replayCost(state, latest)
  return [
    {
      label: `snapshot ${latest}: commits replayed behind a checkpoint`,
      expected: `at most ${formatCount(checkpoint - 1)}`,
      measured: formatCount(cost.commits - (cost.checkpoint === undefined ? 1 : 0)),
    },
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

/** "all", "all but 1 and 2", "all but 2 to 6, 9". */
export function readableText(state: DeltaState, latest: number): string {
  const spans = deadRanges(state).flatMap(([from, to = Infinity]): string[] => {
    const first = Math.max(from, state.header.firstVersion)
    const last = Math.min(to - 1, latest)
    if (last < first) return []
    return [last === first ? `${first}` : last === first + 1 ? `${first} and ${last}` : `${first} to ${last}`]
  })
  return spans.length === 0 ? 'all' : `all but ${spans.join(', ')}`
}
